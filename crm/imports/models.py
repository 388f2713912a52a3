"""An import from the dropped file to its undo, row by row."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class ImportStatus(StrEnum):
    """Where an import is. Read, wait for a person, wait for its turn, be applied; and the ways out."""

    READING = "reading"
    PREVIEW = "preview"
    QUEUED = "queued"
    RUNNING = "running"
    APPLIED = "applied"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"


AT_WORK = (
    ImportStatus.READING,
    ImportStatus.QUEUED,
    ImportStatus.RUNNING,
    ImportStatus.CANCELLING,
    ImportStatus.UNDOING,
)
"""An import in one of these has work left that needs no person."""
CHANGES_PEOPLE = (ImportStatus.QUEUED, ImportStatus.RUNNING, ImportStatus.CANCELLING, ImportStatus.UNDOING)
"""Of these an organization has one at a time at work; the others wait for it."""


class ImportRun(OrganizationOwned, Model):
    """One file on its way in; the file itself is dropped once it is applied or cancelled.

    `cursor` is the last line that was dealt with, `done` how many rows that were, `total` about how many there are; they
    are written together with what was done to those rows. Whoever works at it holds it until `held_until` (real time).
    """

    __tablename__ = "import_runs"
    __table_args__ = (
        Index("ix_import_runs_action", "organization_id", "action_id"),
        Index("ix_import_runs_status", "status"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(default=0)
    options: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    cursor: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    error: Mapped[dict[str, Any] | None] = mapped_column(json_column())
    held_by: Mapped[str] = mapped_column(String(80), default="")
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[ImportStatus] = mapped_column(enum_column(ImportStatus, "status"), default=ImportStatus.PREVIEW)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    consent_question: Mapped[str] = mapped_column(String(300), default="")
    consent_words: Mapped[str] = mapped_column(String(1000), default="")
    consent_source: Mapped[str] = mapped_column(String(300), default="")
    counts: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportChunk(OrganizationOwned, Model):
    """A piece of a dropped file, about a megabyte, so that no file is ever whole in memory."""

    __tablename__ = "import_chunks"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id", ondelete="CASCADE"))
    number: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RowOutcome(StrEnum):
    """The five counts in which every row of a preview ends."""

    NEW = "new"
    KNOWN = "known"
    UPDATED = "updated"
    REVIEW = "review"
    LEFT_OUT = "left_out"


class ImportRow(OrganizationOwned, Model):
    """What became of one person of the file, and why.

    Kept of all rows that were left out, doubtful or somebody we knew, and of those that nothing but their name tells again;
    of the plain new ones only the first hundreds: who came in new says `contacts.batch_id`.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("run_id", "position"),
        Index("ix_import_rows_contact", "contact_id"),
        Index("ix_import_rows_candidate", "candidate_id"),
        Index("ix_import_rows_outcome", "run_id", "outcome", "position"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id", ondelete="CASCADE"))
    position: Mapped[int]
    line: Mapped[int]
    shown_name: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[RowOutcome] = mapped_column(enum_column(RowOutcome, "outcome"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    decision: Mapped[str] = mapped_column(String(20), default="")
    details: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)


class ImportMapping(OrganizationOwned, Model):
    """What the columns of a file were said to hold, kept under a name for the next file with the same headers."""

    __tablename__ = "import_mappings"
    __table_args__ = (
        UniqueConstraint("organization_id", "name"),
        Index("ix_import_mappings_fingerprint", "organization_id", "fingerprint"),
    )

    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))
    fingerprint: Mapped[str] = mapped_column(String(64))
    columns: Mapped[dict[str, str]] = mapped_column(json_column(), default=dict)


class ExportStatus(StrEnum):
    """Where a file out is; who waits longer than a day after the approval asks again."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN = "taken"


class Export(OrganizationOwned, Model):
    """One file on its way out: what, of whom, how many rows, why, and who allowed it; the file itself is never kept."""

    __tablename__ = "exports"
    __table_args__ = (Index("ix_exports_status", "organization_id", "status", "id"),)

    what: Mapped[str] = mapped_column(String(40))
    format: Mapped[str] = mapped_column(String(10))
    scope: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    columns: Mapped[list[str]] = mapped_column(json_column(), default=list)
    rows: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[ExportStatus] = mapped_column(enum_column(ExportStatus, "status"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
