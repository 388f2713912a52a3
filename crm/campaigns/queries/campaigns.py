"""Reading campaigns and facts."""

from __future__ import annotations

from sqlalchemy import case, select

from crm.campaigns.models import Campaign, CampaignStatus, Fact
from crm.core.database import db
from crm.core.scope import find_owned, get_owned
from crm.core.text import fold

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


def search_campaigns(text: str, limit: int = 8) -> list[Campaign]:
    """Campaigns whose name holds the text, in the order of list_campaigns."""
    wanted = text.casefold()
    return [campaign for campaign in list_campaigns() if wanted in campaign.name.casefold()][:limit]


def list_facts() -> list[Fact]:
    """The sourced facts of this organization, by topic."""
    return list(db.session.scalars(select(Fact).order_by(Fact.topic, Fact.key)))


def find_facts(topic: str, wanted: str) -> list[Fact]:
    """The facts of a topic ("" for all) that hold every word that was typed, in either language, accents or not."""
    words = fold(wanted).split()
    rows = [fact for fact in list_facts() if not topic or fact.topic == topic]
    return [
        fact for fact in rows if all(word in fold(f"{fact.body} {fact.body_es} {fact.source_name}") for word in words)
    ]


def fact_topics() -> list[str]:
    """The topics there are facts of."""
    return list(db.session.scalars(select(Fact.topic).distinct().order_by(Fact.topic)))
