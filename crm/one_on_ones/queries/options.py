"""What a new one-on-one can be about: running campaigns, the actions to invite to, and one's own people."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, or_, select

from crm.actions.models import Action, ActionStatus
from crm.campaigns.models import Campaign
from crm.campaigns.queries import list_campaigns
from crm.contacts.models import Contact
from crm.core.database import db

__all__ = ["Action", "Campaign", "list_open_campaigns", "list_own_people", "list_upcoming_actions"]
RUNNING = ("exploring", "planning", "active", "escalated")
HORIZON = timedelta(days=60)


def list_open_campaigns() -> list[Campaign]:
    """The running campaigns, the one with the nearest vote first."""
    return [campaign for campaign in list_campaigns() if campaign.status.value in RUNNING]


def list_upcoming_actions(now: datetime, campaign_id: int | None, limit: int = 3) -> list[Action]:
    """The next actions of a campaign (and those of none) within 60 days, the soonest first."""
    query = select(Action).where(
        Action.starts_at > now,
        Action.starts_at < now + HORIZON,
        Action.status.in_((ActionStatus.TENTATIVE, ActionStatus.CONFIRMED)),
    )
    if campaign_id is not None:
        query = query.where(or_(Action.campaign_id == campaign_id, Action.campaign_id.is_(None)))
    return list(db.session.scalars(query.order_by(Action.starts_at, Action.id).limit(limit)))


def list_own_people(user_id: int | None, limit: int = 8) -> list[Contact]:
    """The people an organizer owns, those spoken with most recently first, to begin with before a name is typed."""
    silent = case((Contact.last_contact_at.is_(None), 1), else_=0)
    query = select(Contact).where(
        Contact.owner_user_id == user_id, Contact.merged_into_id.is_(None), Contact.archived_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(silent, Contact.last_contact_at.desc(), Contact.id).limit(limit)))
