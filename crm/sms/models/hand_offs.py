"""What a shift of texting tells the next one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, json_column
from crm.core.scope import OrganizationOwned


class HandOffNote(OrganizationOwned, Model):
    """A note for whoever comes next, in each language, by who wrote it: about one blast, or about all conversations.

    Notes are never changed; the newest counts.
    """

    __tablename__ = "hand_off_notes"
    __table_args__ = (Index("ix_hand_off_notes_blast", "organization_id", "blast_id", "id"),)

    blast_id: Mapped[int | None] = mapped_column(ForeignKey("blasts.id", ondelete="CASCADE"))
    bodies: Mapped[dict[str, Any]] = mapped_column(json_column())
    at: Mapped[datetime] = mapped_column(UtcDateTime)
