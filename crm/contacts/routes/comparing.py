"""Two records beside each other in words: what each says, what differs, which side is kept, what every room holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from crm.accounts.queries import names_of_users
from crm.contacts import queries
from crm.contacts.models import Contact, DuplicateSuggestion
from crm.contacts.queries.deciding import stays
from crm.contacts.service.merging_rows import default_sides
from crm.contacts.service.repointing import count_rows
from crm.contacts.uniting import CHOICES, CUSTOM, LOSER, WINNER, Choice, custom_conflicts
from crm.contacts.words import language_name
from crm.core.phones import format_national
from crm.core.text import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the two records say: `choice` is the field's name when one side must be chosen, "" when not."""

    label: str
    ours: str
    theirs: str
    choice: str = ""
    side: str = WINNER
    note: str = ""

    @property
    def is_different(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.ours and self.theirs and self.ours != self.theirs)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records beside each other."""

    winner: Contact
    loser: Contact
    lines: list[Line]
    rooms: list[tuple[str, int, int]]

    @property
    def choices(self) -> list[str]:
        """The fields of which one side must be chosen."""
        return [line.choice for line in self.lines if line.choice]


def compare(winner: Contact, loser: Contact, chosen: Mapping[str, str] | None = None) -> Comparison:
    """Both records line by line; `chosen` are the sides picked so far, the sensible ones are picked for the rest."""
    picked = chosen or {}
    lines = [_line(choice, winner, loser, picked) for choice in CHOICES]
    for key in custom_conflicts(winner, loser):
        name = CUSTOM + key
        values = str(winner.custom[key]), str(loser.custom[key])
        lines.append(Line(key, *values, choice=name, side=picked.get(name, WINNER)))
    lines[8:8] = _points(winner, loser, picked)
    rooms = [
        (_(words), counts.get(winner.id, 0), counts.get(loser.id, 0))
        for words, counts in count_rows((winner.id, loser.id))
    ]
    return Comparison(winner, loser, [line for line in lines if line.ours or line.theirs], rooms)


def _line(choice: Choice, winner: Contact, loser: Contact, picked: Mapping[str, str]) -> Line:
    ours, theirs = _said(choice.name, winner), _said(choice.name, loser)
    if not (ours and theirs and ours != theirs):
        return Line(_label(choice.name), ours, theirs)
    side = picked.get(choice.name) or choice.default(winner, loser)
    note = _("the same but for accents or capitals") if fold(ours) == fold(theirs) else ""
    return Line(_label(choice.name), ours, theirs, choice.name, side, note)


def _points(winner: Contact, loser: Contact, picked: Mapping[str, str]) -> list[Line]:
    """Numbers and addresses: all are kept, the choice says which comes first."""
    ids = (winner.id, loser.id)
    sides = default_sides(*ids)
    found: list[Line] = []
    readers: tuple[tuple[str, str, Any, Callable[[str], str]], ...] = (
        ("phone", _("Phone"), queries.phones_of(ids), format_national),
        ("email", _("E-mail"), queries.emails_of(ids), str),
    )
    for name, label, values, say in readers:
        ours, theirs = values.get(winner.id, []), values.get(loser.id, [])
        texts = ", ".join(map(say, ours)), ", ".join(map(say, theirs))
        is_choice = bool(ours and theirs and ours[0] != theirs[0])
        side = picked.get(name) or sides.get(name, WINNER)
        note = _("all are kept; the chosen one comes first") if is_choice else ""
        found.append(Line(label, *texts, choice=name if is_choice else "", side=side, note=note))
    return found


def _said(name: str, contact: Contact) -> str:
    """What a record says of one field, in words."""
    if name == "address":
        parts = (contact.street, contact.city, contact.state, contact.postal_code)
        return ", ".join(part for part in parts if part)
    if name == "preferred_language":
        return language_name(contact.preferred_language)
    if name == "owner_user_id":
        return names_of_users({contact.owner_user_id}).get(contact.owner_user_id or 0, "")
    if name == "recruited_by_id":
        return queries.names_of([contact.recruited_by_id]).get(contact.recruited_by_id or 0, "")
    return str(getattr(contact, name))


def _label(name: str) -> str:
    labels: dict[str, str] = {
        "first_name": _("First name"),
        "middle_name": _("Middle name"),
        "last_name": _("Family names"),
        "suffix": _("Suffix"),
        "chosen_name": _("Goes by"),
        "name_phonetic": _("How to say it"),
        "pronouns": _("Pronouns"),
        "preferred_language": _("Language"),
        "address": _("Address"),
        "owner_user_id": _("Organizer who stays in touch"),
        "recruited_by_id": _("Brought by"),
        "source": _("Where she comes from"),
    }
    return labels[name]


def sides_in(form: Mapping[str, str], comparison: Comparison) -> dict[str, str]:
    """The sides that a form chose, of the fields that are to be chosen."""
    return {name: form[name] for name in comparison.choices if form.get(name) in (WINNER, LOSER)}


def suggested(pair: DuplicateSuggestion) -> tuple[Contact, Contact]:
    """The two records of a pair, the one that would stay first."""
    ((winner_id, loser_id),) = stays([pair])
    return queries.get_contact(winner_id), queries.get_contact(loser_id)
