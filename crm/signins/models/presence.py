"""Presence: one row for a person at an action, and the raw joins of a webinar behind it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class SignInOutcome(StrEnum):
    """How long someone was there: left early is less than half of the action."""

    PRESENT = "present"
    LEFT_EARLY = "left_early"


class SignInMethod(StrEnum):
    """How we know that someone was there."""

    DOOR_TAP = "door_tap"
    QR_SELF = "qr_self"
    KIOSK = "kiosk"
    TEXT_CODE = "text_code"
    PAPER = "paper"
    IMPORT = "import"
    JOIN_LINK = "join_link"
    HOST_ESTIMATE = "host_estimate"


class SignIn(OrganizationOwned, Model):
    """That a person was at an action."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        UniqueConstraint("action_id", "contact_id"),
        UniqueConstraint("organization_id", "client_ref"),
        Index("ix_sign_ins_contact", "organization_id", "contact_id", "arrived_at", "action_id"),
        Index("ix_sign_ins_person", "contact_id"),
        Index("ix_sign_ins_lately", "organization_id", "arrived_at", "contact_id"),
        Index("ix_sign_ins_arrived", "organization_id", "action_id", "arrived_at", "contact_id"),
        Index(
            "ix_sign_ins_brought_by",
            "brought_by_id",
            sqlite_where=text("brought_by_id IS NOT NULL"),
            postgresql_where=text("brought_by_id IS NOT NULL"),
        ),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"))
    outcome: Mapped[SignInOutcome] = mapped_column(enum_column(SignInOutcome, "outcome"))
    method: Mapped[SignInMethod] = mapped_column(enum_column(SignInMethod, "method"))
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    minutes: Mapped[int | None]
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    client_ref: Mapped[str | None] = mapped_column(String(36))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class WebinarPresence(OrganizationOwned, Model):
    """One join of a webinar as the report told it; without a person while it is not known whose it was."""

    __tablename__ = "webinar_presences"
    __table_args__ = (
        Index("ix_webinar_presences_action", "organization_id", "action_id"),
        Index("ix_webinar_presences_contact", "contact_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    raw_name: Mapped[str] = mapped_column(String(200))
    raw_phone: Mapped[str | None] = mapped_column(String(20))
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    minutes: Mapped[int]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
