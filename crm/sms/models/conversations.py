"""One thread for a number for life, across campaigns; who answers it, what colleagues note, and what one key undoes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class ConversationState(StrEnum):
    """Whether somebody waits for us."""

    NEEDS_REPLY = "needs_reply"
    WAITING = "waiting"
    DONE = "done"
    OPTED_OUT = "opted_out"


class Conversation(OrganizationOwned, Model):
    """All texts with one number. `contact_id` is who it is, or None while that is not known.

    `answering_user_id` has it open until `answering_until`, so that nobody else answers it. `alerted_at` is when staff
    were told that its answer waits too long, `asked_who_at` when a number of several people was asked who writes.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        UniqueConstraint("organization_id", "phone"),
        Index("ix_conversations_waiting", "organization_id", "state", "waiting_since"),
        Index("ix_conversations_latest", "organization_id", "last_message_at"),
        Index("ix_conversations_contact", "contact_id"),
        Index("ix_conversations_assigned", "organization_id", "assigned_to_id", "state", "waiting_since"),
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
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answering_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answering_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    alerted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_who_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboxVersion(OrganizationOwned, Model):
    """A number that every change of an organization's conversations raises, so that open pages ask for one row alone."""

    __tablename__ = "inbox_versions"
    __table_args__ = (UniqueConstraint("organization_id"),)

    version: Mapped[int] = mapped_column(default=0)


class ConversationNote(OrganizationOwned, Model):
    """What a colleague should know about a conversation; never sent. `for_user_id` is whom it is meant for, if anybody."""

    __tablename__ = "conversation_notes"
    __table_args__ = (Index("ix_conversation_notes_conversation", "conversation_id", "id"),)

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(String(1000))
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    for_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuickAnswer(OrganizationOwned, Model):
    """What one key did besides writing a text, and how things stood `before`, so that it can be undone whole."""

    __tablename__ = "quick_answers"
    __table_args__ = (UniqueConstraint("message_id"), Index("ix_quick_answers_conversation", "conversation_id"))

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    before: Mapped[dict[str, Any]] = mapped_column(json_column())
    commitment_id: Mapped[int | None] = mapped_column(ForeignKey("commitments.id", ondelete="SET NULL"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboxDuty(OrganizationOwned, Model):
    """Whether somebody is given conversations now, and in which languages she answers."""

    __tablename__ = "inbox_duties"
    __table_args__ = (UniqueConstraint("organization_id", "user_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    languages: Mapped[list[str]] = mapped_column(json_column(), default=list)
    is_on: Mapped[bool] = mapped_column(default=True)
