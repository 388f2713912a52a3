"""One thread for a number for life, across campaigns."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class ConversationState(StrEnum):
    """Whether somebody waits for us."""

    NEEDS_REPLY = "needs_reply"
    WAITING = "waiting"
    DONE = "done"
    OPTED_OUT = "opted_out"


class Conversation(OrganizationOwned, Model):
    """All texts with one number. `contact_id` is who it is, or None while that is not known."""

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("organization_id", "phone"),
        Index("ix_conversations_waiting", "organization_id", "state", "waiting_since"),
        Index("ix_conversations_latest", "organization_id", "last_message_at"),
        Index("ix_conversations_contact", "contact_id"),
    )

    phone: Mapped[str] = mapped_column(String(20))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    state: Mapped[ConversationState] = mapped_column(
        enum_column(ConversationState, "state"), default=ConversationState.WAITING
    )
    language: Mapped[str] = mapped_column(String(8), default="en")
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_inbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_message_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_body: Mapped[str] = mapped_column(String(200), default="")
    last_intent: Mapped[str] = mapped_column(String(20), default="")
