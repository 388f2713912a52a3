"""Whom a text is for: the people of a webinar's tracks, with how each is reached and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crm.contacts.queries import cards_of, current_ids, phones_of
from crm.core.i18n_names import LANGUAGE_CODES
from crm.signins.queries import webinar_tracks
from crm.sms.models import Track


@dataclass(frozen=True, slots=True)
class Person:
    """One person of an audience; `phones` are hers in E.164, the primary one first, and may be empty."""

    contact_id: int
    name: str
    called: str
    language: str
    phones: tuple[str, ...]
    state: str
    postal_code: str


def people_of(contact_ids: Iterable[int], default_language: str) -> list[Person]:
    """These people in the order given, each in her language (the organization's where we write hers not).

    Who is archived or was merged into somebody else is left out.
    """
    asked = list(dict.fromkeys(contact_ids))
    current = current_ids(asked)
    wanted = [contact_id for contact_id in asked if contact_id in current]
    cards, phones = cards_of(wanted), phones_of(wanted)
    return [
        Person(
            contact_id=card.id,
            name=card.name,
            called=card.called,
            language=written_language(card.language, default_language),
            phones=tuple(phones.get(card.id, ())),
            state=card.state,
            postal_code=card.postal_code,
        )
        for card in (cards[contact_id] for contact_id in wanted if contact_id in cards)
    ]


def track_people(action_id: int, default_language: str) -> dict[Track, list[Person]]:
    """The people of each track of a webinar."""
    tracks = webinar_tracks(action_id)
    ids = {Track.CAME: tracks.came, Track.LEFT_EARLY: tracks.left_early, Track.DID_NOT_COME: tracks.did_not_come}
    everyone = {
        person.contact_id: person
        for person in people_of([contact_id for some in ids.values() for contact_id in some], default_language)
    }
    return {track: [everyone[one] for one in some if one in everyone] for track, some in ids.items()}


def written_language(language: str | None, default_language: str) -> str:
    """The language we write somebody in: hers where we have it (es-MX is es), else the organization's."""
    base = (language or "").partition("-")[0].lower()
    return base if base in LANGUAGE_CODES else default_language
