"""Every text in or out. An outgoing row is the queue: written down first, claimed with a lease, sent once."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import HasId, Model, UtcDateTime, enum_column, json_column, where
from crm.core.scope import InOrganization, OrganizationOwned


class Direction(StrEnum):
    """Which way a text went."""

    IN = "in"
    OUT = "out"


class MessageStatus(StrEnum):
    """Where a text is. Ours first (queued to uncertain), then the provider's; terminal ones never go back.

    `claimed` is being handed over; `uncertain` is handed over without an answer and is reconciled, never sent
    again blindly; `held` waits for a person; `skipped` was refused at the gate, with its reason.
    """

    QUEUED = "queued"
    CLAIMED = "claimed"
    UNCERTAIN = "uncertain"
    HELD = "held"
    SKIPPED = "skipped"
    ACCEPTED = "accepted"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    CANCELED = "canceled"
    RECEIVED = "received"


class Origin(StrEnum):
    """What made us write a text: `answer` by a person or to a word, one of a blast, a sequence's step, an automatic
    word (a confirmation, HELP), or an `ask`: what somebody of ours writes to a person who did not write first. Only an
    `answer` rests on the other side's having written.
    """

    ANSWER = "answer"
    BLAST = "blast"
    SEQUENCE = "sequence"
    AUTOMATIC = "automatic"
    ASK = "ask"


OF_NO_BLAST = "origin IN ('ask', 'sequence')"
ALONE = text(f"messages.{OF_NO_BLAST}")
"""That a text is one of a sequence or an ask, in the words of the index that holds these alone."""


class Message(OrganizationOwned, Model):
    """One text. `attempt_id` goes to the provider in the receipt's address and finds the row again without its SID.

    `at`, `send_after`, `status_at`, `sent_at` and `delivered_at` are by the organization's clock; `lease_until`,
    `handed_over_at` (written just before the provider is called) and `look_after` (when an uncertain one is asked
    after again) are real time. The queue's index finds an organization's due texts among neither those of others nor
    those of paused blasts.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("blast_id", "phone"),
        UniqueConstraint("attempt_id"),
        UniqueConstraint("provider_sid"),
        UniqueConstraint("organization_id", "submit_key"),
        Index("ix_messages_queue", "status", "organization_id", "blast_id", "send_after", "id"),
        Index("ix_messages_conversation", "organization_id", "conversation_id", "id"),
        Index("ix_messages_contact", "organization_id", "contact_id", "at", "direction", "status"),
        Index("ix_messages_person", "contact_id"),
        Index("ix_messages_consent", "consent_id"),
        Index("ix_messages_phone", "organization_id", "phone", "at"),
        Index("ix_messages_alone", "organization_id", "phone", "at", **where(OF_NO_BLAST)),
        Index(
            "ix_messages_blast_people",
            "organization_id",
            "blast_id",
            "status",
            "contact_id",
            **where("blast_id IS NOT NULL"),
        ),
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))
    blast_id: Mapped[int | None] = mapped_column(ForeignKey("blasts.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    direction: Mapped[Direction] = mapped_column(enum_column(Direction, "direction"))
    origin: Mapped[Origin] = mapped_column(
        enum_column(Origin, "origin"), default=Origin.ANSWER, server_default=Origin.ANSWER.value
    )
    phone: Mapped[str] = mapped_column(String(20))
    our_phone: Mapped[str] = mapped_column(String(20), default="")
    body: Mapped[str] = mapped_column(Text)
    media: Mapped[list[Any]] = mapped_column(json_column(), default=list, server_default="[]")
    language: Mapped[str] = mapped_column(String(8), default="en")
    encoding: Mapped[str] = mapped_column(String(8), default="GSM-7")
    segments: Mapped[int] = mapped_column(default=1)
    status: Mapped[MessageStatus] = mapped_column(enum_column(MessageStatus, "status"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    send_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    look_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempt_id: Mapped[str | None] = mapped_column(String(36))
    attempts: Mapped[int] = mapped_column(default=0)
    retries: Mapped[int] = mapped_column(default=0, server_default="0")
    provider_sid: Mapped[str | None] = mapped_column(String(40))
    error_code: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(120), default="")
    status_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("consents.id"))
    sent_by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    submit_key: Mapped[str | None] = mapped_column(String(64))
    is_stop_confirmation: Mapped[bool] = mapped_column(default=False)
    intent: Mapped[str] = mapped_column(String(20), default="")
    intent_effect: Mapped[str] = mapped_column(String(120), default="")


class PastAttempt(OrganizationOwned, Model):
    """A try that ended in an error of the carriers after which the text went, or waits to go, once more.

    Receipts that still come for it are known by its SID and change nothing.
    """

    __tablename__ = "past_attempts"
    __table_args__ = (
        UniqueConstraint("provider_sid"),
        Index("ix_past_attempts_message", "message_id"),
        Index("ix_past_attempts_phone", "organization_id", "phone", "error_code"),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    phone: Mapped[str] = mapped_column(String(20))
    provider_sid: Mapped[str | None] = mapped_column(String(40))
    error_code: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class BlastCount(InOrganization, HasId, Model):
    """How many texts of a blast are in a status, with that reason, in a language: the rows of one kind add up.

    Triggers on messages keep them whatever moves a text, so that nobody counts a million rows. On PostgreSQL each
    statement adds its changes as rows (no two workers wait for one row), which the worker folds together now and then.
    """

    __tablename__ = "blast_counts"
    __table_args__ = (Index("ix_blast_counts_blast", "blast_id", "status", "language", "error_code", "reason"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    blast_id: Mapped[int] = mapped_column(ForeignKey("blasts.id", ondelete="CASCADE"))
    status: Mapped[MessageStatus] = mapped_column(enum_column(MessageStatus, "status"))
    language: Mapped[str] = mapped_column(String(8))
    error_code: Mapped[int]
    reason: Mapped[str] = mapped_column(String(120))
    messages: Mapped[int]
    segments: Mapped[int]
