"""One person on her way through a sequence: what she stands at, and marking a step as done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, find_action
from crm.core.actor import Actor, system_actor
from crm.core.claims import locked
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import (
    Enrollment,
    EnrollmentState,
    Outcome,
    Sequence,
    SequenceStatus,
    SequenceStep,
    StepDone,
)
from crm.sms.queries.readers import Reader
from crm.sms.queries.sequences import get_sequence, steps_of
from crm.sms.queries.sequences.reading import people_of
from crm.sms.service.sequences.ends import end

BATCH = 25
"""People; on SQLite nobody else writes meanwhile, about a quarter of a second."""


@dataclass(slots=True)
class Walk:
    """One person on her way through a sequence, at one moment."""

    actor: Actor
    now: datetime
    sequence: Sequence
    steps: list[SequenceStep]
    enrollment: Enrollment
    person: Reader
    action: Action | None
    zone_name: str

    def mark(self, step: SequenceStep, outcome: Outcome, reason: str = "", message_id: int | None = None) -> None:
        """Write down that a step was done, and come to the next one."""
        row = self.enrollment
        done = StepDone(enrollment_id=row.id, step_id=step.id, outcome=outcome, reason=reason[:200], at=self.now)
        done.message_id = message_id
        db.session.add(done)
        after = [one for one in self.steps if (one.position, one.id) > (step.position, step.id)]
        row.step_id, row.since, row.next_at = (after[0].id if after else None), self.now, self.now
        db.session.flush()

    def stay(self, until: datetime) -> None:
        """Do nothing more until then."""
        self.enrollment.next_at = until

    def end(self, state: EnrollmentState, reason: str) -> None:
        """Leave the sequence."""
        end(self.enrollment, state, reason, self.now)

    @property
    def is_on(self) -> bool:
        """Whether there is something to do now."""
        next_at = self.enrollment.next_at
        return self.enrollment.state is EnrollmentState.ACTIVE and next_at is not None and next_at <= self.now


def take_due(now: datetime, limit: int = BATCH) -> list[Enrollment]:
    """The people whose next step is due in running sequences, locked for this worker until it commits."""
    running = select(Sequence.id).where(Sequence.status == SequenceStatus.RUNNING)
    query = select(Enrollment).where(
        Enrollment.state == EnrollmentState.ACTIVE, Enrollment.next_at <= now, Enrollment.sequence_id.in_(running)
    )
    due = locked(query.order_by(Enrollment.next_at, Enrollment.id).limit(limit))
    return list(db.session.scalars(due, execution_options={"populate_existing": True}))


def walk_of(enrollment: Enrollment, now: datetime) -> Walk | None:
    """The walk of somebody at this moment; None when her record is gone, archived or merged."""
    organization = get_organization(current_organization_id())
    people = people_of([enrollment.contact_id])
    if not people:
        return None
    return Walk(
        actor=system_actor(organization.id),
        now=now,
        sequence=get_sequence(enrollment.sequence_id),
        steps=steps_of(enrollment.sequence_id),
        enrollment=enrollment,
        person=people[0],
        action=find_action(enrollment.action_id),
        zone_name=organization.time_zone,
    )
