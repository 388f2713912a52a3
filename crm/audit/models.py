"""The audit log, and the batches in which bulk acts are kept so that they can be undone."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class AuditEntry(OrganizationOwned, Model):
    """One act by one person: what was done to what; never changed afterwards."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "organization_id", "subject_type", "subject_id"),
        Index("ix_audit_entries_at", "organization_id", "at", "id"),
        Index("ix_audit_entries_actor", "organization_id", "actor_user_id", "at", "id"),
    )

    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    verb: Mapped[str] = mapped_column(String(64))
    subject_type: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)


class BatchKind(StrEnum):
    """The kinds of bulk act."""

    IMPORT = "import"
    BLAST = "blast"
    MERGE = "merge"
    TAGGING = "tagging"
    SIGN_INS = "sign_ins"
    LIST = "list"
    ASSIGNING = "assigning"
    HAND_OVER = "hand_over"
    STAGES = "stages"
    BUDGET = "budget"


class Batch(OrganizationOwned, Model):
    """A bulk act that can be undone as a whole."""

    __tablename__ = "batches"

    kind: Mapped[BatchKind] = mapped_column(enum_column(BatchKind, "kind"))
    label: Mapped[str] = mapped_column(String(200))
    counts: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    undo_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class ChangeKind(StrEnum):
    """What a batch did to a row."""

    CREATED = "created"
    UPDATED = "updated"
    REMOVED = "removed"


class BatchChange(OrganizationOwned, Model):
    """One row that a batch made, changed or removed, with what it held before (`before`) and after, field by field."""

    __tablename__ = "batch_changes"
    __table_args__ = (Index("ix_batch_changes_batch", "organization_id", "batch_id", "id"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    subject_type: Mapped[str] = mapped_column(String(64))
    subject_id: Mapped[int]
    change: Mapped[ChangeKind] = mapped_column(enum_column(ChangeKind, "change"))
    before: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
