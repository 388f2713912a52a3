"""The public budget a campaign fights over: its lines, their figures by stage, wins taken back, and sheets brought in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.campaigns.models.money import LedgerSide
from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class BudgetFunction(StrEnum):
    """What a line of a budget pays for."""

    POLICE = "police"
    JAILS_PRISONS = "jails_prisons"
    COURTS_PROSECUTION = "courts_prosecution"
    PROBATION_PAROLE = "probation_parole"
    SURVEILLANCE = "surveillance"
    SCHOOL_POLICING = "school_policing"
    IMMIGRATION_ENFORCEMENT = "immigration_enforcement"
    EDUCATION = "education"
    YOUTH_JOBS = "youth_jobs"
    HOUSING = "housing"
    MENTAL_HEALTH = "mental_health"
    PHYSICAL_HEALTH = "physical_health"
    VIOLENCE_PREVENTION = "violence_prevention"
    RESTORATIVE_JUSTICE = "restorative_justice"
    REENTRY = "reentry"
    TRANSIT = "transit"
    PARKS = "parks"
    LIBRARIES = "libraries"
    ENVIRONMENT = "environment"
    OTHER = "other"


class BudgetStage(StrEnum):
    """Where in a budget's life a figure stands, in the order of that life."""

    PRIOR_ACTUAL = "prior_actual"
    PRIOR_ADOPTED = "prior_adopted"
    REQUESTED = "requested"
    PROPOSED = "proposed"
    AMENDED = "amended"
    ADOPTED = "adopted"
    ACTUAL = "actual"


class BudgetLine(OrganizationOwned, Model):
    """One row of a public budget in one fiscal year; a demand may rest on several of them."""

    __tablename__ = "budget_lines"
    __table_args__ = (
        UniqueConstraint("campaign_id", "fiscal_year", "department", "program", "fund", name="uq_budget_lines_names"),
        Index("ix_budget_lines_demand", "demand_id"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    demand_id: Mapped[int | None] = mapped_column(ForeignKey("demands.id", ondelete="SET NULL"))
    fiscal_year: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(120))
    program: Mapped[str] = mapped_column(String(160), default="")
    fund: Mapped[str] = mapped_column(String(120), default="")
    function: Mapped[BudgetFunction] = mapped_column(
        enum_column(BudgetFunction, "function"), default=BudgetFunction.OTHER
    )
    side: Mapped[LedgerSide | None] = mapped_column(enum_column(LedgerSide, "side"))


class LineFigure(OrganizationOwned, Model):
    """What a document says of a line at one stage; append-only, the newest of a stage counts.

    `fte_hundredths` are jobs in hundredths of one. It is verified once a second person has found it on its page.
    """

    __tablename__ = "line_figures"
    __table_args__ = (
        Index("ix_line_figures_line", "budget_line_id", "stage", "id"),
        CheckConstraint("document <> '' AND page <> ''", name="has_page"),
    )

    budget_line_id: Mapped[int] = mapped_column(ForeignKey("budget_lines.id", ondelete="CASCADE"))
    stage: Mapped[BudgetStage] = mapped_column(enum_column(BudgetStage, "stage"))
    cents: Mapped[int] = mapped_column(BigInteger)
    fte_hundredths: Mapped[int | None]
    is_recurring: Mapped[bool] = mapped_column(default=True)
    document: Mapped[str] = mapped_column(String(300))
    document_url: Mapped[str] = mapped_column(String(500), default="")
    page: Mapped[str] = mapped_column(String(40))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Reversal(OrganizationOwned, Model):
    """That a win was taken back, whole or in part, with day and document.

    `reversed_on` is a day, or a month where only that is known ("2023-06"); `cents` is None where no document says how
    much, which is not all and not nothing.
    """

    __tablename__ = "reversals"
    __table_args__ = (
        Index("ix_reversals_demand", "demand_id"),
        CheckConstraint("document <> '' AND reversed_on <> ''", name="has_document"),
    )

    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id", ondelete="CASCADE"))
    cents: Mapped[int | None] = mapped_column(BigInteger)
    reversed_on: Mapped[str] = mapped_column(String(10))
    document: Mapped[str] = mapped_column(String(300))
    document_url: Mapped[str] = mapped_column(String(500), default="")
    page: Mapped[str] = mapped_column(String(40), default="")
    note: Mapped[str] = mapped_column(String(500), default="")


class BudgetSheet(OrganizationOwned, Model):
    """A sheet of budget lines on its way in: its rows as they were read, and the batch that brought them once it did."""

    __tablename__ = "budget_sheets"
    __table_args__ = (Index("ix_budget_sheets_campaign", "campaign_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(String(200))
    defaults: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    rows: Mapped[list[Any]] = mapped_column(json_column(), default=list)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id", ondelete="SET NULL"))
