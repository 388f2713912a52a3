"""Turf: whose people are whose, as a list, a piece of the map, a network or a place where people meet."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class TurfKind(StrEnum):
    """What makes people belong to a turf."""

    LIST = "list"
    GEO = "geo"
    NETWORK = "network"
    SITE = "site"


class Turf(OrganizationOwned, Model):
    """People whom one organizer looks after. `postal_codes` and `ocd_id` say who belongs, where a place does."""

    __tablename__ = "turfs"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[TurfKind] = mapped_column(enum_column(TurfKind, "kind"), default=TurfKind.LIST)
    description: Mapped[str] = mapped_column(String(300), default="")
    organizer_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    postal_codes: Mapped[list[str]] = mapped_column(json_column(), default=list)
    ocd_id: Mapped[str] = mapped_column(String(200), default="")
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TurfAssignment(OrganizationOwned, Model):
    """Who was the organizer of a turf, from when until when (None: still); append-only but for its end."""

    __tablename__ = "turf_assignments"
    __table_args__ = (Index("ix_turf_assignments_turf", "organization_id", "turf_id"),)

    turf_id: Mapped[int] = mapped_column(ForeignKey("turfs.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
