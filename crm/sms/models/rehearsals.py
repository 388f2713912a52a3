"""A rehearsal: how the crowd on the simulated phones of a practice organization answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, json_column
from crm.core.scope import OrganizationOwned


class Rehearsal(OrganizationOwned, Model):
    """One evening of practice: who of a hundred answers what (`mix`), and within how many minutes; `seed` repeats it."""

    __tablename__ = "rehearsals"
    __table_args__ = (Index("ix_rehearsals_open", "organization_id", "ended_at"),)

    seed: Mapped[int]
    mix: Mapped[dict[str, Any]] = mapped_column(json_column())
    slowest_minutes: Mapped[int] = mapped_column(default=45)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
