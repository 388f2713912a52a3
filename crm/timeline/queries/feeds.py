"""Where the entries of a timeline come from: one feed for each kind of row that tells something of a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, union_all

from crm.audit.models import Batch, BatchChange, ChangeKind
from crm.commitments.models import Commitment, CommitmentEvent, Outcome, Task, TaskStatus
from crm.contacts.models import Contact
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.one_on_ones.models import Assessment, OneOnOne
from crm.signins.models import SignIn
from crm.sms.models import Consent, Message, MessageStatus, OptOut


class Source(StrEnum):
    """What an entry is made of; at the same moment the later of this list stands below."""

    OUTCOME = "outcome"
    ASSESSMENT = "assessment"
    PROMISE = "promise"
    ONE_ON_ONE = "one_on_one"
    TASK = "task"
    STOP = "stop"
    TEXT = "text"
    SIGN_IN = "sign_in"
    CONSENT = "consent"
    CHANGED = "changed"
    ADDED = "added"


GROUPS: dict[str, tuple[Source, ...]] = {
    "one_on_ones": (Source.ONE_ON_ONE,),
    "texts": (Source.TEXT,),
    "sign_ins": (Source.SIGN_IN,),
    "promises": (Source.PROMISE, Source.OUTCOME),
    "stands": (Source.ASSESSMENT,),
    "consent": (Source.CONSENT, Source.STOP),
    "tasks": (Source.TASK,),
    "records": (Source.ADDED, Source.CHANGED),
}
"""The filters of the page and what each shows."""
UNSENT = (MessageStatus.SKIPPED, MessageStatus.CANCELED)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose timeline it is: the person's id and numbers in E.164."""

    contact_id: int
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Rows of `model`, at the moment in the column `at`, with a row of `beside` joined where the words need it."""

    source: Source
    model: Any
    at: Any
    of: Callable[[Subject], list[ColumnElement[bool]]]
    beside: Any = None
    on: ColumnElement[bool] | None = None

    @property
    def rank(self) -> int:
        """Where the source stands among entries of the same moment."""
        return list(Source).index(self.source)

    def rows(self, subject: Subject) -> Any:
        """The rows of a person: (row, the joined one if there is any, moment)."""
        beside = [self.beside] if self.beside else []
        return self._joined(select(self.model, *beside, self.at.label("moment"))).where(*self.of(subject))

    def count(self, subject: Subject) -> Any:
        """How many rows a person has: (source, number)."""
        count = select(literal(self.source.value).label("source"), func.count(self.model.id).label("number"))
        narrowed = self.model.organization_id == current_organization_id()
        return self._joined(count.select_from(self.model)).where(narrowed, *self.of(subject))

    def _joined(self, query: Any) -> Any:
        return query.outerjoin(self.beside, self.on) if self.beside else query


FEEDS = (
    Feed(Source.ONE_ON_ONE, OneOnOne, OneOnOne.met_at, lambda who: [OneOnOne.contact_id == who.contact_id]),
    Feed(Source.ASSESSMENT, Assessment, Assessment.at, lambda who: [Assessment.contact_id == who.contact_id]),
    Feed(
        Source.PROMISE,
        CommitmentEvent,
        CommitmentEvent.at,
        lambda who: [Commitment.contact_id == who.contact_id],
        Commitment,
        CommitmentEvent.commitment_id == Commitment.id,
    ),
    Feed(
        Source.OUTCOME,
        Commitment,
        Commitment.closed_at,
        lambda who: [
            Commitment.contact_id == who.contact_id,
            Commitment.closed_at.is_not(None),
            Commitment.outcome != Outcome.OPEN,
        ],
    ),
    Feed(
        Source.TEXT,
        Message,
        Message.at,
        lambda who: [Message.contact_id == who.contact_id, Message.status.not_in(UNSENT)],
    ),
    Feed(Source.SIGN_IN, SignIn, SignIn.arrived_at, lambda who: [SignIn.contact_id == who.contact_id]),
    Feed(Source.CONSENT, Consent, Consent.at, lambda who: [Consent.contact_id == who.contact_id]),
    Feed(Source.STOP, OptOut, OptOut.at, lambda who: [OptOut.phone.in_(who.phones)]),
    Feed(
        Source.TASK,
        Task,
        Task.done_at,
        lambda who: [Task.contact_id == who.contact_id, Task.status == TaskStatus.DONE, Task.done_at.is_not(None)],
    ),
    Feed(
        Source.ADDED,
        Contact,
        Contact.created_at,
        lambda who: [Contact.id == who.contact_id],
        Batch,
        Contact.batch_id == Batch.id,
    ),
    Feed(
        Source.CHANGED,
        BatchChange,
        Batch.created_at,
        lambda who: [
            BatchChange.subject_type == "contact",
            BatchChange.subject_id == who.contact_id,
            BatchChange.change == ChangeKind.UPDATED,
        ],
        Batch,
        BatchChange.batch_id == Batch.id,
    ),
)


def numbers_of(subject: Subject) -> dict[str, int]:
    """How many entries each source has for a person, in one read."""
    counted = union_all(*(feed.count(subject) for feed in FEEDS))
    return {row.source: row.number for row in db.session.execute(counted)}


def first_assessment_before(assessments: list[Assessment]) -> dict[int, int | None]:
    """The value before each assessment, by its id; the list is oldest first."""
    before: dict[int, int | None] = {}
    previous: int | None = None
    for row in assessments:
        before[row.id] = previous
        previous = row.value
    return before


def list_assessments(contact_id: int) -> list[Assessment]:
    """Every assessment of a person, oldest first."""
    query = select(Assessment).where(Assessment.contact_id == contact_id)
    return list(db.session.scalars(query.order_by(Assessment.at, Assessment.id)))
