"""Worker steps of sequences: who begins, and whose next step is due."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from crm.accounts.queries import get_organization
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.sms.jobs.world import Clock, organizations_with
from crm.sms.models import Enrollment, EnrollmentState, Sequence, SequenceStatus
from crm.sms.service import sequences

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 15.0
TRY_AGAIN = timedelta(minutes=10)
_looked: dict[str, float] = {}
"""When this process looked last, by `time.monotonic`."""


def begin_sequences(real_now: datetime) -> int:
    """Put into running sequences whom their triggers bring; looked up every 15 seconds. How many began."""
    if time.monotonic() - _looked.get("at", -LOOK_EVERY_SECONDS) < LOOK_EVERY_SECONDS:
        return 0
    _looked["at"] = time.monotonic()
    return sum(begin_for(organization_id, Clock(real_now)) for organization_id in _running())


def begin_for(organization_id: int, clock: Clock) -> int:
    """Do so for one organization at once."""
    with in_organization(organization_id), unit_of_work():
        offset = get_organization(organization_id).clock_offset_seconds
        return sequences.enroll_arrivals(clock.shifted(offset))


def advance_sequences(real_now: datetime) -> int:
    """Do the steps that are due, a batch for each organization; for how many people."""
    waiting = organizations_with(Enrollment, Enrollment.state == EnrollmentState.ACTIVE)
    return sum(advance_for(organization_id, Clock(real_now)) for organization_id in waiting)


def advance_for(organization_id: int, clock: Clock) -> int:
    """One batch of one organization: the steps of each person are done whole or not at all."""
    with in_organization(organization_id), unit_of_work():
        now = clock.shifted(get_organization(organization_id).clock_offset_seconds)
        due = sequences.take_due(now)
        for enrollment in due:
            _advance_one(enrollment, now)
        return len(due)


def _advance_one(enrollment: Enrollment, now: datetime) -> None:
    """What fails for one person is tried again later and keeps nobody else waiting."""
    try:
        with db.session.begin_nested():
            sequences.advance(enrollment, now)
    except Exception:
        log.exception("the next step of enrollment %s failed; it will be tried again", enrollment.id)
        enrollment.next_at = now + TRY_AGAIN


def _running() -> list[int]:
    return organizations_with(Sequence, Sequence.status == SequenceStatus.RUNNING)
