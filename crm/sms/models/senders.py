"""From where an organization texts: its provider account and numbers, and the simulated phones of a practice one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class SenderKind(StrEnum):
    """Who carries the texts."""

    TWILIO = "twilio"
    SIMULATED = "simulated"


class SenderAccount(OrganizationOwned, Model):
    """A provider account of one organization; its token is sealed, and signs what the provider sends us."""

    __tablename__ = "sender_accounts"
    __table_args__ = (UniqueConstraint("organization_id", "account_sid"),)

    kind: Mapped[SenderKind] = mapped_column(enum_column(SenderKind, "kind"))
    account_sid: Mapped[str] = mapped_column(String(40))
    sealed_token: Mapped[str] = mapped_column(Text)
    messaging_service_sid: Mapped[str] = mapped_column(String(40), default="")
    provider_answers_keywords: Mapped[bool] = mapped_column(default=True)
    is_halted: Mapped[bool] = mapped_column(default=False)
    halted_because: Mapped[str] = mapped_column(String(300), default="")


class SenderNumber(OrganizationOwned, Model):
    """One number of a sender account."""

    __tablename__ = "sender_numbers"
    __table_args__ = (UniqueConstraint("account_id", "phone"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("sender_accounts.id", ondelete="CASCADE"))
    phone: Mapped[str] = mapped_column(String(20))


class SimulatedText(OrganizationOwned, Model):
    """A text as it stands on a simulated phone: the outside world of a practice organization."""

    __tablename__ = "simulated_texts"
    __table_args__ = (
        UniqueConstraint("sid"),
        Index("ix_simulated_texts_phone", "organization_id", "phone", "id"),
    )

    phone: Mapped[str] = mapped_column(String(20))
    is_from_phone: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    sid: Mapped[str] = mapped_column(String(40))
    status_callback: Mapped[str] = mapped_column(String(500), default="")
    status: Mapped[str] = mapped_column(String(20))
    error_code: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
