"""Campaigns, their stages, goals and facts."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, enum_column, json_column
from crm.core.scope import OrganizationOwned


class CampaignLevel(StrEnum):
    """Whose budget it is."""

    LOCAL = "local"
    COUNTY = "county"
    STATE = "state"
    SCHOOL_DISTRICT = "school_district"
    FEDERAL = "federal"


class CampaignStatus(StrEnum):
    """Where a campaign is in its life."""

    EXPLORING = "exploring"
    PLANNING = "planning"
    ACTIVE = "active"
    ESCALATED = "escalated"
    WON = "won"
    PARTLY_WON = "partly_won"
    LOST = "lost"
    MONITORING = "monitoring"
    CLOSED = "closed"


class Campaign(OrganizationOwned, Model):
    """A fight over one public budget, tied to a place by its Open Civic Data id."""

    __tablename__ = "campaigns"
    __table_args__ = (UniqueConstraint("organization_id", "slug"),)

    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(64))
    short_name: Mapped[str] = mapped_column(String(30))
    level: Mapped[CampaignLevel] = mapped_column(enum_column(CampaignLevel, "level"))
    ocd_id: Mapped[str] = mapped_column(String(200))
    place_name: Mapped[str] = mapped_column(String(120))
    issues: Mapped[list[str]] = mapped_column(json_column(), default=list)
    status: Mapped[CampaignStatus] = mapped_column(enum_column(CampaignStatus, "status"), default=CampaignStatus.ACTIVE)
    lead_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decision_body: Mapped[str] = mapped_column(String(120), default="")
    decision_body_es: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date | None]
    decision_on: Mapped[date | None]
    fiscal_year: Mapped[str] = mapped_column(String(40), default="")
    votes_needed: Mapped[int | None]
    public_summary: Mapped[str] = mapped_column(String(1000), default="")
    public_summary_es: Mapped[str] = mapped_column(String(1000), default="")


class Milestone(OrganizationOwned, Model):
    """A stage on the way to the vote, laid out backwards from it."""

    __tablename__ = "milestones"
    __table_args__ = (UniqueConstraint("campaign_id", "key"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(120))
    label_es: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_when: Mapped[str] = mapped_column(String(500), default="")
    board_metric: Mapped[str] = mapped_column(String(200), default="")


class Goal(OrganizationOwned, Model):
    """A number to reach by a day; what is reached is always counted from events, never typed.

    It is everybody's, a person's (`user_id`) or a team's: a turf's people (`turf_id`).
    """

    __tablename__ = "goals"
    __table_args__ = (Index("ix_goals_campaign", "organization_id", "campaign_id"),)

    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    turf_id: Mapped[int | None] = mapped_column(ForeignKey("turfs.id"))
    measure: Mapped[str] = mapped_column(String(40))
    target: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    position: Mapped[int] = mapped_column(default=0)
