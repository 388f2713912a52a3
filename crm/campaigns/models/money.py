"""The two sides of a campaign's ledger, and figures that each name their document."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class LedgerSide(StrEnum):
    """The side of the ledger: divest + other source = invest + unallocated."""

    DIVEST = "divest"
    INVEST = "invest"
    OTHER_SOURCE = "other_source"
    UNALLOCATED = "unallocated"


class Demand(OrganizationOwned, Model):
    """One thing the campaign asks for, on one side of the ledger."""

    __tablename__ = "demands"
    __table_args__ = (Index("ix_demands_campaign", "organization_id", "campaign_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    side: Mapped[LedgerSide] = mapped_column(enum_column(LedgerSide, "side"))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(200))
    title_es: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    demand_key: Mapped[str] = mapped_column(String(40), default="")


class FigureStage(StrEnum):
    """Where in the budget's life a figure stands. Won is two figures: claimed and verified."""

    PRIOR_ACTUAL = "prior_actual"
    PRIOR_ADOPTED = "prior_adopted"
    REQUESTED = "requested"
    PROPOSED = "proposed"
    DEMANDED = "demanded"
    AMENDED = "amended"
    ADOPTED = "adopted"
    ACTUAL = "actual"
    WON_CLAIMED = "won_claimed"
    WON_VERIFIED = "won_verified"


class BudgetFigure(OrganizationOwned, Model):
    """One figure of a demand at one stage, with its document and page; append-only, the newest of a stage counts."""

    __tablename__ = "budget_figures"
    __table_args__ = (
        Index("ix_budget_figures_demand", "organization_id", "demand_id"),
        CheckConstraint("document <> ''", name="has_document"),
    )

    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id", ondelete="CASCADE"))
    stage: Mapped[FigureStage] = mapped_column(enum_column(FigureStage, "stage"))
    cents: Mapped[int] = mapped_column(BigInteger)
    is_recurring: Mapped[bool] = mapped_column(default=True)
    is_derived: Mapped[bool] = mapped_column(default=False)
    document: Mapped[str] = mapped_column(String(300))
    document_url: Mapped[str] = mapped_column(String(500), default="")
    page: Mapped[str] = mapped_column(String(40), default="")
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
