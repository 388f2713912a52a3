"""How somebody leaves a sequence: for good, with a reason, and without the text that still waits for her."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update

from crm.audit.service import record
from crm.core.actor import system_actor
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import current_organization_id, get_owned
from crm.sms.models import Enrollment, EnrollmentState, Message, MessageStatus, Sequence, SequenceStatus, StepDone

IN_IT = (EnrollmentState.ACTIVE, EnrollmentState.PAUSED)
SAW_ENOUGH = 25
"""People; below that many one who opts out says nothing about the sequence."""
TOO_MANY = N_("too many people opted out")
LEFT = N_("no longer in the sequence")


def end(enrollment: Enrollment, state: EnrollmentState, reason: str, now: datetime) -> None:
    """Take somebody out of a sequence; too many who opt out pause it for all.

    Her text that has not left is dropped, but for who is through: her last one was written down a moment ago.
    """
    enrollment.state, enrollment.reason = state, reason[:200]
    enrollment.step_id = enrollment.next_at = None
    enrollment.ended_at = now
    if state is not EnrollmentState.FINISHED:
        drop_texts(enrollment, now)
    db.session.flush()
    if state is EnrollmentState.OPTED_OUT:
        _pause_if_too_many(get_owned(Sequence, enrollment.sequence_id), now)


def drop_texts(enrollment: Enrollment, now: datetime) -> None:
    """Skip what the sequence wrote down for her and nobody has sent."""
    mine = select(StepDone.message_id).where(StepDone.enrollment_id == enrollment.id, StepDone.message_id.is_not(None))
    waiting = update(Message).where(Message.id.in_(mine), Message.status == MessageStatus.QUEUED)
    skipped = waiting.values(status=MessageStatus.SKIPPED, reason=LEFT, status_at=now)
    db.session.execute(skipped, execution_options={"synchronize_session": "fetch"})


def opt_out_rate(sequence_id: int) -> tuple[int, int]:
    """How many were texted by a sequence, and how many of them opted out."""
    query = (
        select(func.count(), func.count().filter(Enrollment.state == EnrollmentState.OPTED_OUT))
        .select_from(Enrollment)
        .where(Enrollment.sequence_id == sequence_id, Enrollment.state != EnrollmentState.LEFT_OUT)
    )
    started, out = db.session.execute(query).one()
    return started, out


def _pause_if_too_many(sequence: Sequence, now: datetime) -> None:
    started, out = opt_out_rate(sequence.id)
    is_too_many = started >= SAW_ENOUGH and 100 * out > sequence.pause_above * started
    if sequence.status is SequenceStatus.RUNNING and is_too_many:
        sequence.status, sequence.paused_because = SequenceStatus.PAUSED, TOO_MANY
        db.session.flush()
        actor = system_actor(current_organization_id())
        record(actor, "paused", "sequence", sequence.id, now, opted_out=out, started=started)
