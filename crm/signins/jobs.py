"""What the worker does with slips: settle whose they are, and forget after a month what was typed on them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from crm.accounts.queries import get_organization, list_organizations
from crm.core.actor import system_actor
from crm.core.clock import shifted
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import everywhere, in_organization
from crm.signins.devices import ACTOR
from crm.signins.models import Slip, SlipState
from crm.signins.service.forgetting import forget_typed
from crm.signins.service.settling import settle_waiting

INTERVAL = timedelta(hours=1)


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


class ForgetStep:
    """A step of the worker that once an hour forgets what was typed at doors long ago, in every organization."""

    def __init__(self) -> None:
        self._due_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Forget if it is time; returns on how many slips something was forgotten."""
        if self._due_at is not None and now < self._due_at:
            return 0
        self._due_at, forgotten = now + INTERVAL, 0
        for organization in list_organizations():
            with in_organization(organization.id), unit_of_work():
                forgotten += forget_typed(shifted(organization.clock_offset_seconds))
        return forgotten


forget_slips = ForgetStep()
