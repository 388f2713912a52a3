"""Half-written texts that nobody wants any more are forgotten, once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.accounts.queries import list_organizations
from crm.core.database import unit_of_work
from crm.core.periodic import Every
from crm.core.scope import in_organization
from crm.sms.service.drafts import forget_old_drafts

INTERVAL = timedelta(days=1)


def forget(now: datetime) -> int:
    """Forget the old drafts of every organization; how many there were."""
    with unit_of_work():
        organization_ids = [row.id for row in list_organizations()]
    return sum(_forget_of(organization_id, now) for organization_id in organization_ids)


def _forget_of(organization_id: int, now: datetime) -> int:
    with in_organization(organization_id), unit_of_work():
        return forget_old_drafts(now)


forget_drafts = Every(INTERVAL, forget)
