"""What the provider told us, kept raw before anything else happens."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column, where
from crm.core.scope import OrganizationOwned


class WebhookKind(StrEnum):
    """What an event tells: a text came in, or one of ours moved on."""

    INBOUND = "inbound"
    STATUS = "status"


class WebhookEvent(OrganizationOwned, Model):
    """One signed call of the provider; `dedupe_key` (SID, and status for receipts) makes a repeated one the same row.

    `phone` is who wrote, for a text that came in: nothing is sent there before the text is understood.
    """

    __tablename__ = "webhook_events"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "dedupe_key"),
        Index("ix_webhook_events_pending", "kind", "organization_id", "id", **where("processed_at IS NULL")),
        Index("ix_webhook_events_unread", "phone", **where("processed_at IS NULL AND phone <> ''")),
    )

    kind: Mapped[WebhookKind] = mapped_column(enum_column(WebhookKind, "kind"))
    dedupe_key: Mapped[str] = mapped_column(String(100))
    attempt_id: Mapped[str | None] = mapped_column(String(36))
    phone: Mapped[str] = mapped_column(String(20), default="")
    params: Mapped[dict[str, Any]] = mapped_column(json_column())
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    processed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    try_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(500), default="")


class InboundLook(OrganizationOwned, Model):
    """Until when the provider's own list of incoming texts was compared with ours, and when that is done again."""

    __tablename__ = "inbound_looks"
    __table_args__ = (UniqueConstraint("account_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("sender_accounts.id", ondelete="CASCADE"))
    looked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    look_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    found: Mapped[int] = mapped_column(default=0)
