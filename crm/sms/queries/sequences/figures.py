"""The figures of a sequence, each with the people behind it: how they stand, and what each step did."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from crm.contacts.queries import names_of
from crm.core.database import db
from crm.sms.models import Enrollment, EnrollmentState, Message, MessageStatus, Outcome, StepDone

PAGE_SIZE = 50
IN_IT = (EnrollmentState.ACTIVE, EnrollmentState.PAUSED)


@dataclass(slots=True)
class Figures:
    """How many people of a sequence stand where."""

    states: dict[EnrollmentState, int] = field(default_factory=dict)

    def of(self, *states: EnrollmentState) -> int:
        """How many are in one of these states."""
        return sum(self.states.get(state, 0) for state in states)

    @property
    def came(self) -> int:
        """Everybody whom the trigger or somebody brought."""
        return sum(self.states.values())

    @property
    def started(self) -> int:
        """Who began."""
        return self.came - self.of(EnrollmentState.LEFT_OUT)

    @property
    def in_it(self) -> int:
        """Who is in it now."""
        return self.of(*IN_IT)

    @property
    def opt_outs_in_100(self) -> float:
        """Of a hundred who began, who opted out."""
        return 100 * self.of(EnrollmentState.OPTED_OUT) / self.started if self.started else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One person behind a figure, and why she stands there."""

    enrollment_id: int
    contact_id: int
    name: str
    state: EnrollmentState
    reason: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Lines:
    """One page of the people behind a figure."""

    rows: list[Line]
    page: int
    has_next: bool


def figures_of(sequence_ids: Collection[int]) -> dict[int, Figures]:
    """The figures of some sequences in one read."""
    found = {one: Figures() for one in sequence_ids}
    query = select(Enrollment.sequence_id, Enrollment.state, func.count()).where(
        Enrollment.sequence_id.in_(sequence_ids)
    )
    for sequence_id, state, number in db.session.execute(query.group_by(Enrollment.sequence_id, Enrollment.state)):
        found[sequence_id].states[state] = number
    return found


def step_figures(sequence_id: int) -> dict[int, dict[str, int]]:
    """What each step did: how many by outcome, delivered, answered, and waiting at it; three reads."""
    of_sequence = Enrollment.sequence_id == sequence_id
    joined = select(StepDone.step_id, StepDone.outcome, func.count(), func.count(StepDone.answered_at)).join(
        Enrollment, Enrollment.id == StepDone.enrollment_id
    )
    found: dict[int, dict[str, int]] = {}
    for step_id, outcome, number, answered in db.session.execute(
        joined.where(of_sequence).group_by(StepDone.step_id, StepDone.outcome)
    ):
        found.setdefault(step_id, {})[outcome.value] = number
        if outcome is Outcome.SENT:
            found[step_id]["answered"] = answered
    for name, rows in (("delivered", _delivered(sequence_id)), ("waiting", _waiting(sequence_id))):
        for step_id, number in rows:
            found.setdefault(step_id, {})[name] = number
    return found


def people_behind(sequence_id: int, what: str, page: int) -> Lines:
    """The people of one figure, by name of the figure ("kept", "12:answered"); everybody for a name that is none."""
    query = select(Enrollment).where(Enrollment.sequence_id == sequence_id, *_behind(what))
    page = max(1, page)
    some = query.order_by(Enrollment.id).offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE + 1)
    rows = list(db.session.scalars(some))
    names = names_of(row.contact_id for row in rows)
    lines = [
        Line(row.id, row.contact_id, names.get(row.contact_id, ""), row.state, row.reason, row.next_at)
        for row in rows[:PAGE_SIZE]
    ]
    return Lines(lines, page, len(rows) > PAGE_SIZE)


def _behind(what: str) -> list[ColumnElement[bool]]:
    step, _colon, name = what.partition(":")
    if name and step.isdecimal():
        return _behind_step(int(step), name)
    if what == "started":
        return [Enrollment.state != EnrollmentState.LEFT_OUT]
    if what == "in_it":
        return [Enrollment.state.in_(IN_IT)]
    return [Enrollment.state == EnrollmentState(what)] if what in set(EnrollmentState) else []


def _behind_step(step_id: int, name: str) -> list[ColumnElement[bool]]:
    if name == "waiting":
        return [Enrollment.step_id == step_id, Enrollment.state.in_(IN_IT)]
    done = select(StepDone.enrollment_id).where(StepDone.step_id == step_id)
    if name == "answered":
        return [Enrollment.id.in_(done.where(StepDone.answered_at.is_not(None)))]
    if name == "delivered":
        arrived = done.join(Message, Message.id == StepDone.message_id)
        return [Enrollment.id.in_(arrived.where(Message.status == MessageStatus.DELIVERED))]
    return [Enrollment.id.in_(done.where(StepDone.outcome == name))] if name in set(Outcome) else []


def _delivered(sequence_id: int) -> list[tuple[int, int]]:
    query = (
        select(StepDone.step_id, func.count())
        .join(Enrollment, Enrollment.id == StepDone.enrollment_id)
        .join(Message, Message.id == StepDone.message_id)
        .where(Enrollment.sequence_id == sequence_id, Message.status == MessageStatus.DELIVERED)
        .group_by(StepDone.step_id)
    )
    return [(row[0] or 0, row[1]) for row in db.session.execute(query)]


def _waiting(sequence_id: int) -> list[tuple[int, int]]:
    query = (
        select(Enrollment.step_id, func.count())
        .where(Enrollment.sequence_id == sequence_id, Enrollment.state.in_(IN_IT), Enrollment.step_id.is_not(None))
        .group_by(Enrollment.step_id)
    )
    return [(row[0] or 0, row[1]) for row in db.session.execute(query)]
