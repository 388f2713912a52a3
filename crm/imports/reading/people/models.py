"""What a list of people says, typed: its rows, which column fed which field, and the rows that were set
aside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from crm.imports.reading.columns import Column
from crm.imports.reading.errors import Notice
from crm.imports.reading.kinds import Kind


class Signup(NamedTuple):
    """One sign-up to one event; start is as the file has it (naive when it names no zone: `zone` may).

    Status is "registered", "confirmed", "maybe", "declined", "cancelled", "invited", "" (not said), or "present": nobody
    signed up, she was there. attended is None when the file does not say; made_at is when she signed up.
    """

    event_id: str = ""
    title: str = ""
    start: datetime | None = None
    zone: str = ""
    status: str = ""
    attended: bool | None = None
    made_at: datetime | None = None


class PersonRow(NamedTuple):
    """One person as her row has her; phones are as written, e-mails checked, extra holds columns that feed
    no field.

    Consents are "", "opted_in" or "opted_out". A person of several rows (tickets, sign-ups, codes) is one PersonRow with
    the line of the first and their number in `merged`. external_system is "" when the file does not say whose number
    external_id is.
    """

    line: int
    first_name: str
    middle_name: str
    last_name: str
    suffix: str
    prefix: str
    email: str | None
    other_emails: tuple[str, ...]
    phone: str | None
    other_phones: tuple[str, ...]
    street: str
    city: str
    state: str
    zip: str
    language: str
    tags: tuple[str, ...]
    sms_consent: str
    consent_source: str
    consent_words: str
    external_id: str
    extra: Mapping[str, str]
    email_consent: str = ""
    email_consent_source: str = ""
    consent_at: datetime | None = None
    external_system: str = ""
    chosen_name: str = ""
    pronouns: str = ""
    household: str = ""
    signup: tuple[Signup, ...] = ()
    merged: int = 1


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be taken, its cells as the file has them, and why in words."""

    line: int
    cells: tuple[str, ...]
    reason: Notice


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """One list of people; header_line is the line of its header, mapping says what each of its columns was
    taken for.
    """

    kind: Kind
    rows: tuple[PersonRow, ...]
    set_aside: tuple[RejectedRow, ...]
    mapping: tuple[Column, ...]
    header_line: int
    encoding: str
    delimiter: str | None
    warnings: tuple[Notice, ...]
