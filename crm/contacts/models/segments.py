"""Saved questions about people, and lists of people put together by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, json_column
from crm.core.scope import OrganizationOwned


class Segment(OrganizationOwned, Model):
    """A saved question; `document` holds its steps with a schema version, `people` how many it held at `counted_at`."""

    __tablename__ = "segments"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(120))
    document: Mapped[dict[str, Any]] = mapped_column(json_column())
    people: Mapped[int | None]
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaticList(OrganizationOwned, Model):
    """A list whose people were put on it one by one or in bulk, and stay until they are taken off."""

    __tablename__ = "lists"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(120))


class ListMember(OrganizationOwned, Model):
    """That a person is on a list; who put her there and when are the row's own."""

    __tablename__ = "list_members"
    __table_args__ = (
        UniqueConstraint("list_id", "contact_id"),
        Index("ix_list_members_contact", "organization_id", "contact_id"),
    )

    list_id: Mapped[int] = mapped_column(ForeignKey("lists.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
