"""What somebody, or for a minor her parent or guardian, was asked and answered: texts to a minor, and photographs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class PermissionFor(StrEnum):
    """What was asked: texts (of a minor's guardian alone) or photographs."""

    TEXTS = "texts"
    PHOTOGRAPHS = "photographs"


class PermissionHow(StrEnum):
    """How the answer was given."""

    PAPER = "paper"
    SPOKEN = "spoken"
    WRITTEN = "written"


class Permission(OrganizationOwned, Model):
    """One answer with the words that were asked; append-only, the newest of each kind counts.

    `guardian` names the parent or guardian who answered, "" when the person answered herself.
    """

    __tablename__ = "permissions"
    __table_args__ = (Index("ix_permissions_contact", "contact_id", "id"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    about: Mapped[PermissionFor] = mapped_column(enum_column(PermissionFor, "about"))
    is_given: Mapped[bool]
    guardian: Mapped[str] = mapped_column(String(100), default="")
    how: Mapped[PermissionHow] = mapped_column(enum_column(PermissionHow, "how"))
    words: Mapped[str] = mapped_column(String(1000))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
