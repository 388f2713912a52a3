"""The way of a campaign: the budget steps of its government, links to its calendar, and the notes of its strategy."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class BudgetStep(OrganizationOwned, Model):
    """A step of a government's budget in the year a campaign fights over.

    `due_on` is the day the rule names, or the first of the month where it names only that (`is_exact` false); `when_text`
    is the rule itself.
    """

    __tablename__ = "budget_steps"
    __table_args__ = (UniqueConstraint("campaign_id", "position"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(120))
    label_es: Mapped[str] = mapped_column(String(120))
    actor: Mapped[str] = mapped_column(String(120), default="")
    when_text: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    is_exact: Mapped[bool]
    source_url: Mapped[str] = mapped_column(String(500), default="")


class CalendarLink(OrganizationOwned, Model):
    """A secret address from which a phone reads a campaign's calendar; only a hash of it is kept."""

    __tablename__ = "calendar_links"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_calendar_links_campaign", "campaign_id"))

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StrategyCell(StrEnum):
    """The cells of the strategy chart that hold words, by column from left to right."""

    LONG_TERM = "long_term"
    THIS_YEAR = "this_year"
    RIGHT_NOW = "right_now"
    WE_HAVE = "we_have"
    WHAT_SPLITS_US = "what_splits_us"
    WITH_US = "with_us"
    AGAINST = "against"
    WHO_MOVES_THEM = "who_moves_them"
    IF_WE_LOSE = "if_we_lose"
    REVIEW = "review"


class StrategyNote(OrganizationOwned, Model):
    """What was written into a cell of the strategy chart, and when; append-only, the newest of a cell counts."""

    __tablename__ = "strategy_notes"
    __table_args__ = (
        Index("ix_strategy_notes_campaign", "campaign_id", "cell", "id"),
        CheckConstraint("body <> ''", name="has_body"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    cell: Mapped[StrategyCell] = mapped_column(enum_column(StrategyCell, "cell"))
    body: Mapped[str] = mapped_column(String(1000))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
