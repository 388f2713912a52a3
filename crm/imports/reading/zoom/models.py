"""What a Zoom report says, typed: the webinar, its people, their joins, and remarks on odd lines."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crm.imports.reading.errors import Notice
from crm.imports.reading.kinds import Kind


class Approval(StrEnum):
    """Where a registration stands; OTHER has its words in approval_text, NONE has none."""

    APPROVED = "approved"
    PENDING = "pending"
    DENIED = "denied"
    CANCELLED = "cancelled"
    OTHER = "other"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Join:
    """One stay in the session: from and to (None when the report does not say) and its whole minutes."""

    line: int
    joined_at: dt.datetime | None
    left_at: dt.datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class WebinarPerson:
    """One registrant or participant, all rows of the same e-mail (else of the same name) taken together."""

    lines: tuple[int, ...]
    first: str
    last: str
    display_name: str
    email: str | None
    phone: str | None
    city: str
    state: str
    zip: str
    organization: str
    registered_at: dt.datetime | None
    approval: Approval
    approval_text: str
    is_panelist: bool
    is_guest: bool | None
    attended: bool
    joins: tuple[Join, ...]
    minutes: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Presenter:
    """A host or panelist, all joins taken together."""

    lines: tuple[int, ...]
    name: str
    email: str | None
    attended: bool
    joins: tuple[Join, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class OtherJoin:
    """Somebody who came without a registration or a name: a caller (phone as written) or a guest's device."""

    line: int
    raw_name: str
    phone: str | None
    joined_at: dt.datetime | None
    left_at: dt.datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class WebinarReport:
    """One report; times are naive (the organization's local time) unless the file names a zone."""

    kind: Kind
    topic: str
    webinar_id: str
    started_at: dt.datetime | None
    is_scheduled: bool
    duration_minutes: int | None
    generated_at: dt.datetime | None
    counts: Mapping[str, int]
    people: tuple[WebinarPerson, ...]
    hosts: tuple[Presenter, ...]
    panelists: tuple[Presenter, ...]
    others: tuple[OtherJoin, ...]
    questions: tuple[str, ...]
    attendee_rows: int
    encoding: str
    warnings: tuple[Notice, ...] = field(default=())

    @property
    def session_rows(self) -> int:
        """Count the joins of all people, presenters and others left out."""
        return sum(len(person.joins) for person in self.people)

    @property
    def registered(self) -> int | None:
        """Give the number of registrants that the head of the report states, if it does."""
        return self.counts.get("registered")
