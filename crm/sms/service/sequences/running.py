"""Starting, pausing and resuming a sequence for all, and for one person."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.queries import get_organization
from crm.actions.queries import find_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, DomainError, Refused
from crm.core.scope import get_owned
from crm.sms.models import Enrollment, EnrollmentState, Sequence, SequenceStatus, StepKind, Trigger
from crm.sms.queries.sequences import get_sequence, steps_of
from crm.sms.queries.sequences.checks import problems_of
from crm.sms.queries.sequences.triggers import has_presence
from crm.sms.service.sequences.ends import IN_IT, drop_texts, end

BY_STAFF = N_("stopped by staff")


def start_sequence(actor: Actor, now: datetime, sequence_id: int) -> Sequence:
    """Run a sequence, first or again; Refused with the first thing to mend in its steps, Conflict when it runs."""
    sequence = get_sequence(sequence_id)
    if sequence.status is SequenceStatus.RUNNING:
        raise Conflict(N_("This sequence is running already."))
    steps = steps_of(sequence.id)
    if not any(step.kind is not StepKind.WAIT for step in steps):
        raise Refused(N_("Add a text, a task or a branch first."))
    for problem in _problems(actor, now, sequence):
        raise problem
    if sequence.started_at is None:
        sequence.started_at, sequence.started_by_id = now, actor.user_id
    sequence.status, sequence.paused_because = SequenceStatus.RUNNING, ""
    db.session.flush()
    record(actor, "started", "sequence", sequence.id, now)
    return sequence


def pause_sequence(actor: Actor, now: datetime, sequence_id: int) -> Sequence:
    """Do nothing for anybody until it is started again; Conflict when it does not run."""
    sequence = get_sequence(sequence_id)
    if sequence.status is not SequenceStatus.RUNNING:
        raise Conflict(N_("This sequence is not running."))
    sequence.status = SequenceStatus.PAUSED
    db.session.flush()
    record(actor, "paused", "sequence", sequence.id, now)
    return sequence


def pause_person(actor: Actor, now: datetime, enrollment_id: int) -> Enrollment:
    """Do nothing for one person until somebody resumes her; Conflict when she is not in it."""
    row = _of_person(enrollment_id, (EnrollmentState.ACTIVE,))
    row.state = EnrollmentState.PAUSED
    drop_texts(row, now)
    return _noted(actor, now, row, "paused")


def resume_person(actor: Actor, now: datetime, enrollment_id: int) -> Enrollment:
    """Go on with somebody who was paused, where she stood."""
    row = _of_person(enrollment_id, (EnrollmentState.PAUSED,))
    row.state, row.next_at = EnrollmentState.ACTIVE, now
    return _noted(actor, now, row, "resumed")


def stop_person(actor: Actor, now: datetime, enrollment_id: int) -> Enrollment:
    """Take one person out for good."""
    row = _of_person(enrollment_id, IN_IT)
    end(row, EnrollmentState.STOPPED, BY_STAFF, now)
    return _noted(actor, now, row, "stopped")


def _problems(actor: Actor, now: datetime, sequence: Sequence) -> list[DomainError]:
    if sequence.trigger is Trigger.DID_NOT_COME and sequence.action_id is not None:
        action = find_action(sequence.action_id)
        is_over = action is not None and (action.ends_at or action.starts_at) <= now
        if is_over and not has_presence(sequence.action_id):
            return [Refused(N_("Nobody is recorded as present yet. Import the report of the action first."))]
    organization = get_organization(actor.organization_id)
    return [*problems_of(sequence, now, (organization.short_name, organization.name))]


def _of_person(enrollment_id: int, states: tuple[EnrollmentState, ...]) -> Enrollment:
    row = get_owned(Enrollment, enrollment_id)
    if row.state not in states:
        raise Conflict(N_("This person has moved on. Load the page again to see where she is."))
    return row


def _noted(actor: Actor, now: datetime, row: Enrollment, verb: str) -> Enrollment:
    db.session.flush()
    record(actor, verb, "enrollment", row.id, now, sequence_id=row.sequence_id)
    return row
