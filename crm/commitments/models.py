"""Promises with their history, and the tasks that keep them alive."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column, where
from crm.core.scope import OrganizationOwned


class CommitmentKind(StrEnum):
    """What is asked of a person."""

    ATTEND = "attend"
    BRING_N = "bring_n"
    SPEAK = "speak"
    HOST_HOUSE_MEETING = "host_house_meeting"
    MAKE_CALLS = "make_calls"
    TESTIFY = "testify"
    SIGN = "sign"
    DONATE = "donate"
    TAKE_ROLE = "take_role"
    MEET_AGAIN = "meet_again"
    OTHER = "other"


class Answer(StrEnum):
    """What was answered; for a commitment of kind attend these are the states of an RSVP."""

    INVITED = "invited"
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    LATER = "later"
    WAITLIST = "waitlist"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """Whether a promise was kept, once that is known."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    EXCUSED = "excused"
    WITHDRAWN = "withdrawn"


class Commitment(OrganizationOwned, Model):
    """An ask and its answer; the current answer stands beside the events it is derived from.

    Of an RSVP: `confirm_level` counts how often she confirmed that she comes (0 to 3), `needs` names what she needs to come
    (ride,childcare), `watched_at` is when she opened the recording of what she had missed.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        Index(
            "uq_commitments_rsvp",
            "action_id",
            "contact_id",
            unique=True,
            sqlite_where=text("kind = 'attend'"),
            postgresql_where=text("kind = 'attend'"),
        ),
        Index("ix_commitments_contact", "organization_id", "contact_id", "asked_at", "answer", "outcome"),
        Index("ix_commitments_person", "contact_id"),
        Index("ix_commitments_broken", "organization_id", "closed_at", "contact_id", **where("outcome = 'broken'")),
        Index("ix_commitments_action", "organization_id", "action_id", "answer"),
        Index("ix_commitments_answered", "organization_id", "answered_at", "kind", "answer", "action_id", "contact_id"),
        Index(
            "ix_commitments_campaign",
            *("organization_id", "campaign_id", "outcome", "kind", "closed_at", "asked_by_user_id", "contact_id"),
        ),
        Index(
            "ix_commitments_closed",
            *("organization_id", "action_id", "outcome", "kind", "closed_at"),
            *("campaign_id", "asked_by_user_id", "contact_id"),
        ),
        UniqueConstraint("organization_id", "client_ref"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    kind: Mapped[CommitmentKind] = mapped_column(enum_column(CommitmentKind, "kind"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    one_on_one_id: Mapped[int | None] = mapped_column(ForeignKey("one_on_ones.id"))
    quantity: Mapped[int | None]
    detail: Mapped[str] = mapped_column(String(300), default="")
    answer: Mapped[Answer] = mapped_column(enum_column(Answer, "answer"))
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome, "outcome"), default=Outcome.OPEN)
    asked_by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    form_answers: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    client_ref: Mapped[str | None] = mapped_column(String(36))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    confirm_level: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    needs: Mapped[str] = mapped_column(String(200), default="")
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("action_shifts.id"))
    watched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CommitmentEvent(OrganizationOwned, Model):
    """One answer at one moment; append-only."""

    __tablename__ = "commitment_events"
    __table_args__ = (
        Index("ix_commitment_events_commitment", "organization_id", "commitment_id"),
        Index("ix_commitment_events_texted", "organization_id", "at", **where("message_id IS NOT NULL")),
    )

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitments.id", ondelete="CASCADE"))
    answer: Mapped[Answer] = mapped_column(enum_column(Answer, "answer"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    source: Mapped[str] = mapped_column(String(40))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    confirm_level: Mapped[int] = mapped_column(default=0)


class TaskKind(StrEnum):
    """What a follow-up asks its owner to do."""

    CALL = "call"
    TEXT = "text"
    MEET = "meet"
    THANK = "thank"
    SEND = "send"
    RIDE = "ride"
    DATA_FIX = "data_fix"
    OTHER = "other"


class TaskStatus(StrEnum):
    """Whether a task still waits."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class Task(OrganizationOwned, Model):
    """A next step that somebody on staff promised, with its day."""

    __tablename__ = "tasks"
    __table_args__ = (
        Index("ix_tasks_assignee", "organization_id", "assignee_user_id", "status", "due_on"),
        Index("ix_tasks_contact", "contact_id"),
        UniqueConstraint("organization_id", "client_ref"),
    )

    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    assignee_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[TaskKind] = mapped_column(enum_column(TaskKind, "kind"))
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    status: Mapped[TaskStatus] = mapped_column(enum_column(TaskStatus, "status"), default=TaskStatus.OPEN)
    origin: Mapped[str] = mapped_column(String(40))
    one_on_one_id: Mapped[int | None] = mapped_column(ForeignKey("one_on_ones.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    client_ref: Mapped[str | None] = mapped_column(String(36))
