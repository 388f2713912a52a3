"""Whose slip it is: the number and the first name together say so, or a person must."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from crm.contacts.duplicates import Record
from crm.contacts.names import split_name
from crm.contacts.nicknames import are_forms
from crm.contacts.queries import Contact, find_by_phone
from crm.contacts.queries.alike import likely_same
from crm.core.phones import normalize
from crm.core.text import known_words


class Written(Protocol):
    """What somebody wrote of herself: a slip at a door, an answer on a public page."""

    @property
    def name(self) -> str:
        """Her name, the first one first."""

    @property
    def phone(self) -> str:
        """Her number as she wrote it."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a slip comes to: a person we know, somebody new, or (neither) a question for staff."""

    contact_id: int | None = None
    is_new: bool = False


def match(slip: Written, region: str) -> Match:
    """Who signed in, by number and first name.

    At a number that we know, exactly one person of that first name is she; otherwise somebody of the family, or the
    owner of a number that changed hands, must be told apart by a person. At an unknown number she is new, unless
    somebody of her whole name is as likely she as not, or the slip names nobody.
    """
    phone = normalize(slip.phone, region)
    at_number = find_by_phone(phone) if phone else []
    if at_number:
        same = [person for person in at_number if _is_called(person, slip.name)]
        return Match(same[0].id) if len(same) == 1 else Match()
    is_readable = bool(slip.name) and (bool(phone) or not slip.phone)
    return Match(is_new=is_readable and not _may_be_known(slip.name, phone))


def _is_called(person: Contact, name: str) -> bool:
    """Whether a person goes by the first word that was written; a family name that was written too must not be another's."""
    written = known_words(name)
    firsts = [*known_words(person.first_name), *known_words(person.chosen_name)]
    if not written or not any(are_forms(one, written[0]) for one in firsts):
        return False
    lasts = known_words(person.last_name)
    rest = [word for word in written[1:] if word not in firsts]
    return not rest or not lasts or bool(set(rest) & set(lasts))


def _may_be_known(name: str, phone: str | None) -> bool:
    first, last, suffix = split_name(name)
    record = Record(key=0, first=first, last=last, suffix=suffix, phones=(phone,) if phone else ())
    return any(one.likeness.is_worth_asking for one in likely_same(record))
