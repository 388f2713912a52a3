"""The worker's step that writes blasts down: those whose moment has come, those too large for a request, those left half done."""

from __future__ import annotations

import time
from datetime import datetime

from crm.accounts.queries import get_organization
from crm.core.bulk import bulk_work
from crm.core.database import unit_of_work
from crm.core.errors import DomainError
from crm.core.scope import in_organization
from crm.sms.jobs.world import Clock, organizations_with
from crm.sms.models import Blast, BlastStatus
from crm.sms.queries.blasts import list_unprepared
from crm.sms.service.preparing import Preparation, give_up
from crm.sms.service.touches import start_touches

SECONDS_A_ROUND = 2.0
"""How long the worker writes blasts down before it looks after sending again."""


def prepare_blasts(real_now: datetime) -> int:
    """Go on with blasts that are not whole, for each organization; how many pieces were written."""
    open_states = (BlastStatus.PREPARING, BlastStatus.SCHEDULED)
    waiting = organizations_with(Blast, Blast.status.in_(open_states), Blast.prepared_at.is_(None))
    return sum(_prepare_for(organization_id, Clock(real_now)) for organization_id in waiting)


def _prepare_for(organization_id: int, clock: Clock) -> int:
    with in_organization(organization_id):
        with unit_of_work():
            now = clock.shifted(get_organization(organization_id).clock_offset_seconds)
            start_touches(now)
            blast_ids = list_unprepared()
        if not blast_ids:
            return 0
        until = time.monotonic() + SECONDS_A_ROUND
        with bulk_work():
            return sum(_go_on(blast_id, now, until) for blast_id in blast_ids)


def _go_on(blast_id: int, now: datetime, until: float) -> int:
    """Write pieces of one blast while there is time; one whose audience cannot be asked any more is cancelled."""
    pieces = 0
    try:
        with unit_of_work():
            work = Preparation(blast_id, now)
    except DomainError as error:
        with unit_of_work():
            give_up(blast_id, now, error)
        return 1
    is_open = True
    while is_open and time.monotonic() < until:
        with unit_of_work():
            is_open = work.go_on()
        pieces += 1
    return pieces
