"""What a list of people says, typed: its rows, which column fed which field, and the rows that were set
aside.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crm.imports.reading.columns import Column
from crm.imports.reading.errors import Notice
from crm.imports.reading.kinds import Kind


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as her row has her; phones are as written, e-mails checked, extra holds columns that feed
    no field.
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
