"""People who live together."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, enum_column
from crm.core.scope import OrganizationOwned


class HouseholdRole(StrEnum):
    """What a person is in a household."""

    ADULT = "adult"
    YOUTH = "youth"
    CHILD = "child"


class Household(OrganizationOwned, Model):
    """People who live at one address; children under 13 are only a number here, never people of their own."""

    __tablename__ = "households"
    __table_args__ = (
        Index("ix_households_name", "organization_id", "name"),
        CheckConstraint("young_children BETWEEN 0 AND 30", name="young_children_in_range"),
    )

    name: Mapped[str] = mapped_column(String(200))
    street: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[str] = mapped_column(String(40), default="")
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    young_children: Mapped[int] = mapped_column(default=0)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class HouseholdMember(OrganizationOwned, Model):
    """That a person lives in a household; she may belong to two (parents who live apart)."""

    __tablename__ = "household_members"
    __table_args__ = (
        UniqueConstraint("household_id", "contact_id"),
        Index("ix_household_members_contact", "contact_id"),
    )

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    role: Mapped[HouseholdRole] = mapped_column(enum_column(HouseholdRole, "role"), default=HouseholdRole.ADULT)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
