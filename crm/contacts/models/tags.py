"""The words people are grouped by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime
from crm.core.scope import OrganizationOwned

TAG_COLORS = ("", "brand", "invest", "divest", "warn")
"""The colours a tag may have, by the names of the theme; each is readable in light and dark. "" is plain."""


class Tag(OrganizationOwned, Model):
    """A word people are grouped by; an archived one stays on people and is offered no more."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(100))
    group_name: Mapped[str] = mapped_column(String(100), default="")
    color: Mapped[str] = mapped_column(String(20), default="", server_default="")
    description: Mapped[str] = mapped_column(String(300), default="", server_default="")
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Tagging(OrganizationOwned, Model):
    """That a person carries a tag."""

    __tablename__ = "taggings"
    __table_args__ = (
        UniqueConstraint("tag_id", "contact_id"),
        Index("ix_taggings_contact", "contact_id", "tag_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
