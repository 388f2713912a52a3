"""Divisions that an organization added (wards, districts), and which divisions people live in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, token_column
from crm.core.scope import OrganizationOwned

ID_LENGTH = 200


class OwnDivision(OrganizationOwned, Model):
    """A division that the reference list does not have: a ward, a council or school district, a precinct."""

    __tablename__ = "own_divisions"
    __table_args__ = (UniqueConstraint("organization_id", "ocd_id"),)

    ocd_id: Mapped[str] = mapped_column(token_column(ID_LENGTH))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40))


class PlaceSource(StrEnum):
    """How it is known where somebody lives; her own word wins over what an address says."""

    ADDRESS = "address"
    OWN_WORD = "own_word"
    IMPORT = "import"


class ContactDivision(OrganizationOwned, Model):
    """That a person lives in a division, and so in everything around it (an id begins with that of what it lies in)."""

    __tablename__ = "contact_divisions"
    __table_args__ = (
        UniqueConstraint("contact_id", "ocd_id"),
        Index("ix_contact_divisions_place", "organization_id", "ocd_id", "contact_id"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    ocd_id: Mapped[str] = mapped_column(token_column(ID_LENGTH))
    source: Mapped[PlaceSource] = mapped_column(enum_column(PlaceSource, "source"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
