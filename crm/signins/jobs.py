"""What the worker does with slips: settle whose they are, in every organization that has any waiting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.core.actor import system_actor
from crm.core.clock import shifted
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import everywhere, in_organization
from crm.signins.devices import ACTOR
from crm.signins.models import Slip, SlipState
from crm.signins.service.settling import settle_waiting


def settle_slips(_now: datetime) -> int:
    """Settle the slips that wait, a bounded number of each organization, by its own clock; returns how many."""
    query = select(Slip.organization_id).where(Slip.state == SlipState.WAITING).distinct()
    with everywhere("the worker settles what any organization's doors took in"), reading_only(), unit_of_work():
        waiting = list(db.session.scalars(query))
    done = 0
    for organization_id in waiting:
        with in_organization(organization_id), unit_of_work():
            now = shifted(get_organization(organization_id).clock_offset_seconds)
            done += settle_waiting(system_actor(organization_id, ACTOR), now)
    return done
