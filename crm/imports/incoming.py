"""The people of a report, whatever its kind, in one shape: what is known of each and what the file says she did."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from crm.contacts.data_policy import is_risky
from crm.contacts.names import LONGEST, name_key, sort_key
from crm.contacts.service.create import LINE_LIMITS
from crm.contacts.tokens import name_tokens
from crm.core.errors import N_
from crm.core.phones import normalize_all
from crm.core.text import clean_line
from crm.imports.matching import NO_IDS, Somebody
from crm.imports.reading import (
    Approval,
    Kind,
    PeopleReport,
    PersonRow,
    RejectedRow,
    Signup,
    WebinarPerson,
    WebinarReport,
)

_PLACE = ("street", "city", "state", "postal_code", "suffix")
ONLY_A_DEVICE = N_("Only a device or a number without a name: counted, but nobody to reach.")
LONE_NAME = N_("Only a first name, which is not enough to know somebody again.")
NO_PERSON = N_("Neither a name nor an e-mail address nor a phone number.")


class Part(StrEnum):
    """What a person was in the webinar."""

    NONE = ""
    REGISTERED = "registered"
    CANCELLED = "cancelled"
    DENIED = "denied"
    PRESENTED = "presented"


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a session, its moments in UTC where the report tells them; minutes are whole."""

    joined_at: datetime | None
    left_at: datetime | None
    minutes: int


FoundBy = tuple[str, str, Collection[str]]
"""What a person is sorted and found by (sort_key, name_key, words), made of her name where the row is read and not where it
is written."""
NO_TEXTS: Mapping[str, str] = {}


class Incoming(NamedTuple):
    """One person of a file. Phones are E.164, raw_phone is the cell; left_out says why she does not come in ("": she does).

    `household` is what the file calls the household she lives in. Made by the million, as tuples are quickest.
    """

    position: int
    line: int
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    chosen: str = ""
    pronouns: str = ""
    shown: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    raw_phone: str = ""
    fields: Mapping[str, str] = NO_TEXTS
    custom: Mapping[str, str] = NO_TEXTS
    language: str = ""
    tags: tuple[str, ...] = ()
    part: Part = Part.NONE
    registered_at: datetime | None = None
    attended: bool = False
    minutes: int | None = None
    stays: tuple[Stay, ...] = ()
    answers: Mapping[str, str] = NO_TEXTS
    sms_consent: str = ""
    consent_words: str = ""
    consent_source: str = ""
    email_consent: str = ""
    email_source: str = ""
    consented_at: datetime | None = None
    external: tuple[str, str] | None = None
    signups: tuple[Signup, ...] = ()
    key: str = ""
    left_out: str = ""
    cells: tuple[str, ...] = ()
    household: str = ""
    found_by: FoundBy | None = None

    @property
    def somebody(self) -> Somebody:
        """What matching compares; its id is the line of the file, below zero."""
        return Somebody(
            -self.line,
            self.first,
            self.middle,
            self.last,
            self.chosen,
            frozenset(self.emails),
            frozenset(self.phones),
            frozenset([self.external]) if self.external else NO_IDS,
            None if self.chosen else frozenset([self.key] if self.key else ()),
        )

    @property
    def is_weak(self) -> bool:
        """Whether nothing but a name could tell her again."""
        return not (self.emails or self.phones or self.external)

    @property
    def name(self) -> str:
        """The name for a screen: of the person, else what the file shows of her."""
        full = " ".join(part for part in (self.first, self.last) if part)
        return full or self.shown or next(iter(self.emails), "") or self.raw_phone

    @property
    def has_bad_phone(self) -> bool:
        """Whether the phone cell holds something that cannot be texted."""
        return bool(self.raw_phone) and not self.phones


def aware(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """A moment of a report in UTC; one without a zone is the organization's local time."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def read_incoming(report: WebinarReport | PeopleReport, zone: tzinfo, region: str) -> list[Incoming]:
    """Everybody in a report in the order of the file, with those who are left out and why."""
    if isinstance(report, PeopleReport):
        return list(_listed(report, zone, region))
    return [_participant(place, person, report.kind, zone, region) for place, person in enumerate(report.people)]


def _participant(place: int, person: WebinarPerson, kind: Kind, zone: tzinfo, region: str) -> Incoming:
    fields = {"city": person.city, "state": person.state, "postal_code": person.zip}
    return Incoming(
        position=place,
        line=person.lines[0],
        first=person.first,
        last=person.last,
        key=name_key(person.first, person.last),
        shown=person.display_name,
        emails=(person.email,) if person.email else (),
        phones=tuple(normalize_all(person.phone, region)),
        raw_phone=person.phone or "",
        fields={name: value for name, value in fields.items() if value},
        custom={"organization": person.organization} if person.organization else {},
        part=_part(person, kind),
        registered_at=aware(person.registered_at, zone),
        attended=person.attended,
        minutes=person.minutes if person.joins else None,
        stays=tuple(Stay(aware(j.joined_at, zone), aware(j.left_at, zone), j.minutes) for j in person.joins),
        answers={question: text for question, text in person.answers.items() if not is_risky(question)},
        left_out=_missing(person),
    )


def _missing(person: WebinarPerson) -> str:
    if person.email or person.phone or (person.first and person.last):
        return ""
    return LONE_NAME if person.first or person.last else ONLY_A_DEVICE


def _part(person: WebinarPerson, kind: Kind) -> Part:
    """What a person was; without words of approval, a registration's own time or report makes her a registrant."""
    if person.is_panelist:
        return Part.PRESENTED
    if person.approval is Approval.DENIED:
        return Part.DENIED
    if person.approval is Approval.CANCELLED:
        return Part.CANCELLED
    is_stated = person.approval in (Approval.APPROVED, Approval.PENDING) or person.registered_at is not None
    return Part.REGISTERED if is_stated or kind is Kind.ZOOM_REGISTRATION_REPORT else Part.NONE


def _listed(report: PeopleReport, zone: tzinfo, region: str) -> Iterator[Incoming]:
    rows: list[PersonRow | RejectedRow] = sorted([*report.rows, *report.set_aside], key=lambda row: row.line)
    return (read_row(place, row, zone, region) for place, row in enumerate(rows))


def read_row(place: int, row: PersonRow | RejectedRow, zone: tzinfo, region: str) -> Incoming:
    """One row of a list of people; `place` is its rank among the rows, from 0."""
    if isinstance(row, RejectedRow):
        shown = next((cell.strip() for cell in row.cells if cell.strip()), "")
        return Incoming(place, row.line, shown=shown, left_out=row.reason.message, cells=row.cells)
    return _person(place, row, zone, region)


def _person(place: int, row: PersonRow, zone: tzinfo, region: str) -> Incoming:
    cells = (row.phone, *row.other_phones) if row.phone else row.other_phones
    numbers = _numbers(cells[0], region) if len(cells) == 1 else _all_numbers(cells, region)
    emails = (row.email, *row.other_emails) if row.email else row.other_emails
    left_out = "" if row.first_name or row.last_name or emails or cells else NO_PERSON
    custom = {header: text for header, text in row.extra.items() if not is_risky(header)} if row.extra else NO_TEXTS
    first, middle, last, chosen = _names(row)
    key = name_key(first, last)
    return Incoming._make(
        (
            *(place, row.line, first, middle, last, _line("suffix", row.suffix), chosen),
            *(
                _line("pronouns", row.pronouns),
                "",
                emails,
                numbers,
                " ; ".join(cells),
                _fields(row),
                custom,
                row.language,
                row.tags,
            ),
            *_IN_NO_WEBINAR,
            *(row.sms_consent, row.consent_words, row.consent_source, row.email_consent, row.email_consent_source),
            aware(row.consent_at, zone) if row.consent_at else None,
            (row.external_system, _line("external_id", row.external_id)) if row.external_id else None,
            row.signup,
            key,
            left_out,
            (),
            row.household,
            (sort_key(last, first), key, name_tokens(first, middle, last, chosen)),
        )
    )


def _names(row: PersonRow) -> list[str]:
    """First, middle, last and chosen name as they are kept."""
    given = (row.first_name, row.middle_name, row.last_name, row.chosen_name)
    return [clean_line(name, LONGEST) if name else "" for name in given]


_IN_NO_WEBINAR = (Part.NONE, None, False, None, (), NO_TEXTS)
"""What a list of people leaves of `Incoming`, from part to answers."""


def _fields(row: PersonRow) -> dict[str, str]:
    given = zip(_PLACE, (row.street, row.city, row.state, row.zip, row.suffix), strict=True)
    return {name: _line(name, value) for name, value in given if value}


def _line(name: str, value: str) -> str:
    """What a person's field keeps of a cell."""
    return clean_line(value, LINE_LIMITS[name]) if value else ""


@lru_cache(maxsize=1_024)
def _numbers(cell: str, region: str) -> tuple[str, ...]:
    """The numbers of one cell; a household writes the same one in each row."""
    return tuple(normalize_all(cell, region))


def _all_numbers(cells: tuple[str, ...], region: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for cell in cells for number in _numbers(cell, region)))
