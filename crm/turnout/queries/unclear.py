"""Joins of a webinar that nobody is sure of, each with the people it may have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm.actions.queries import Action
from crm.commitments.queries import rsvp_contact_ids
from crm.contacts.queries import ContactCard, cards_of, find_alike, people_sharing
from crm.core.text import known_words
from crm.signins.queries import WebinarPresence, attended_ids, list_dialled_in

MOST_GUESSED, MOST_SHOWN = 4, 40


@dataclass(frozen=True, slots=True)
class UnclearJoin:
    """A join and whom it may have been, the likeliest first."""

    join: WebinarPresence
    people: list[ContactCard]


def unclear_joins(action: Action) -> list[UnclearJoin]:
    """Callers, nameless devices and people beside others at one screen, each with a few guesses."""
    joins = list_dialled_in(action.id)[:MOST_SHOWN]
    if not joins:
        return []
    here = set(attended_ids(action.id))
    expected = cards_of(set(rsvp_contact_ids(action.id)) - here)
    guesses = {join.id: _guesses(join, expected, here) for join in joins}
    cards = cards_of(one for ids in guesses.values() for one in ids)
    return [UnclearJoin(join, [cards[one] for one in guesses[join.id] if one in cards]) for join in joins]


def _guesses(join: WebinarPresence, expected: dict[int, ContactCard], here: Sequence[int] | set[int]) -> list[int]:
    """First the report's own guess, then who registered and is missing under that name, at that number, then anybody."""
    name = set(known_words(join.raw_name))
    found = [join.contact_id] if join.contact_id else []
    found += [one for one, card in expected.items() if name and name & set(known_words(card.name))]
    if join.raw_phone:
        found += people_sharing(join.raw_phone)
    if len(found) < MOST_GUESSED and name:
        found += [hit.id for hit in find_alike(join.raw_name, join.raw_phone)]
    return [one for one in dict.fromkeys(found) if one not in here][:MOST_GUESSED]
