"""Records that may be one person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class DuplicateStatus(StrEnum):
    """What was decided about two records that may be one person."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"


class DuplicateSuggestion(OrganizationOwned, Model):
    """Two records that may be one person, with the reasons; a person decides."""

    __tablename__ = "duplicate_suggestions"
    __table_args__ = (
        UniqueConstraint("contact_id", "other_id"),
        Index("ix_duplicate_suggestions_other", "other_id"),
        Index("ix_duplicate_suggestions_open", "organization_id", "status", postgresql_where=text("status = 'open'")),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    reasons: Mapped[list[str]] = mapped_column(json_column(), default=list)
    score: Mapped[float] = mapped_column(Float, default=0.0)
    is_certain: Mapped[bool] = mapped_column(default=False)
    status: Mapped[DuplicateStatus] = mapped_column(
        enum_column(DuplicateStatus, "status"), default=DuplicateStatus.OPEN
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class DuplicateScan(OrganizationOwned, Model):
    """One search for duplicates over everybody: when, and how many pairs it found."""

    __tablename__ = "duplicate_scans"
    __table_args__ = (Index("ix_duplicate_scans_started", "organization_id", "started_at"),)

    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pairs: Mapped[int] = mapped_column(default=0)
