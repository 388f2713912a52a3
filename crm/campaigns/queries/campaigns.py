"""Reading campaigns and facts."""

from __future__ import annotations

from sqlalchemy import case, select

from crm.campaigns.models import Campaign, CampaignStatus
from crm.core.database import db
from crm.core.scope import find_owned, get_owned

OVER = (CampaignStatus.WON, CampaignStatus.PARTLY_WON, CampaignStatus.LOST, CampaignStatus.CLOSED)


def get_campaign(campaign_id: int) -> Campaign:
    """The campaign with that id; NotFound when this organization has none."""
    return get_owned(Campaign, campaign_id)


def find_campaign(campaign_id: int | None) -> Campaign | None:
    """The campaign with that id, or None."""
    return find_owned(Campaign, campaign_id)


def list_campaigns() -> list[Campaign]:
    """All campaigns of this organization: the running ones first, the nearest vote on top."""
    is_over = case((Campaign.status.in_(OVER), 1), else_=0)
    undated = case((Campaign.decision_on.is_(None), 1), else_=0)
    return list(db.session.scalars(select(Campaign).order_by(is_over, undated, Campaign.decision_on, Campaign.name)))


def list_places() -> list[str]:
    """The Open Civic Data ids of the places whose budgets the campaigns fight over, the running ones first."""
    return [campaign.ocd_id for campaign in list_campaigns() if campaign.ocd_id]
