"""After the vote: what became of each demand, and the days on which somebody looks whether it was done."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, enum_column
from crm.core.scope import OrganizationOwned


class DemandResult(StrEnum):
    """What became of a demand."""

    OPEN = "open"
    WON = "won"
    PARTLY = "partly"
    LOST = "lost"


class DemandOutcome(OrganizationOwned, Model):
    """That a demand was won, partly won, lost or is open again, from a day on; append-only, the newest counts."""

    __tablename__ = "demand_outcomes"
    __table_args__ = (Index("ix_demand_outcomes_demand", "demand_id", "id"),)

    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id", ondelete="CASCADE"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id", ondelete="SET NULL"))
    result: Mapped[DemandResult] = mapped_column(enum_column(DemandResult, "result"))
    as_of: Mapped[date]
    note: Mapped[str] = mapped_column(String(300), default="")


class WatchState(StrEnum):
    """What was found on a day of the watch."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Watch(OrganizationOwned, Model):
    """A day on which somebody looks whether a win is carried out: in the adopted paper, in the spending, in the world."""

    __tablename__ = "implementation_watches"
    __table_args__ = (Index("ix_implementation_watches_demand", "demand_id", "due_on"),)

    demand_id: Mapped[int] = mapped_column(ForeignKey("demands.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date]
    state: Mapped[WatchState] = mapped_column(enum_column(WatchState, "state"), default=WatchState.OPEN)
    found_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")
