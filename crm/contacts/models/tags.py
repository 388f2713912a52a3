"""The words people are grouped by."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model
from crm.core.scope import OrganizationOwned


class Tag(OrganizationOwned, Model):
    """A word people are grouped by."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(100))
    group_name: Mapped[str] = mapped_column(String(100), default="")


class Tagging(OrganizationOwned, Model):
    """That a person carries a tag."""

    __tablename__ = "taggings"
    __table_args__ = (UniqueConstraint("tag_id", "contact_id"), Index("ix_taggings_contact", "contact_id"))

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
