"""Blasts: one text to many, whom it leaves out, and what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class Track(StrEnum):
    """The three ways a webinar's registrants went, and whom a blast follows up."""

    CAME = "came"
    LEFT_EARLY = "left_early"
    DID_NOT_COME = "did_not_come"


class BlastStatus(StrEnum):
    """Where a blast is in its life.

    `needs_review` waits for a second person; `preparing` is being written down, person by person, before anything goes.
    """

    DRAFT = "draft"
    NEEDS_REVIEW = "needs_review"
    PREPARING = "preparing"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class BlastMode(StrEnum):
    """Who sends: the program as fast as it may, or texters, each text by a key of their own."""

    BROADCAST = "broadcast"
    P2P = "p2p"


class Blast(OrganizationOwned, Model):
    """One text, in the languages of its people, to many; `submit_key` makes a double click the same blast.

    `action_id` is what it is about or follows up; `ask_action_id` is what a yes to it means coming to, if anything.
    `counted_before` is what had come of it when a person let it go on after a pause: breakers look at what came since.
    `audience` says whom it is for. Its people are written down in the order of their ids: all up to `prepared_to` are, and
    everybody once `prepared_at` is set. `audience_size` is how many were counted when it was asked for. `touch` is when it
    goes relative to its action, {"days": 1, "at": "17:30"} or {"hours": 2}; then its people are those of that moment.
    `counted_before` is what had come of it when a person let it go on after a pause: breakers look at what came since.
    """

    __tablename__ = "blasts"
    __table_args__ = (
        UniqueConstraint("organization_id", "submit_key"),
        Index("ix_blasts_action", "organization_id", "action_id"),
        Index("ix_blasts_status", "status", "organization_id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    ask_action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("templates.id"))
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    track: Mapped[Track | None] = mapped_column(enum_column(Track, "track"))
    mode: Mapped[BlastMode] = mapped_column(
        enum_column(BlastMode, "mode"), default=BlastMode.BROADCAST, server_default=BlastMode.BROADCAST.value
    )
    audience: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    audience_size: Mapped[int] = mapped_column(default=0)
    bodies: Mapped[dict[str, Any]] = mapped_column(json_column())
    fields: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    status: Mapped[BlastStatus] = mapped_column(enum_column(BlastStatus, "status"), default=BlastStatus.DRAFT)
    paused_because: Mapped[str] = mapped_column(String(300), default="")
    send_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    touch: Mapped[dict[str, Any] | None] = mapped_column(json_column())
    keeps_caps: Mapped[bool] = mapped_column(default=True)
    prepared_to: Mapped[int] = mapped_column(default=0)
    prepared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excluded: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    submit_key: Mapped[str] = mapped_column(String(64))
    sent_by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_words: Mapped[str] = mapped_column(String(300), default="")
    counted_before: Mapped[dict[str, Any] | None] = mapped_column(json_column())


class LeftOut(OrganizationOwned, Model):
    """A person of a blast's audience who gets no text, and why; kept with the blast."""

    __tablename__ = "blast_left_out"
    __table_args__ = (
        UniqueConstraint("blast_id", "contact_id"),
        Index("ix_blast_left_out_reason", "blast_id", "reason", "contact_id"),
        Index("ix_blast_left_out_contact", "contact_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    blast_id: Mapped[int] = mapped_column(ForeignKey("blasts.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(String(120))


class BlastAnswer(OrganizationOwned, Model):
    """What the person of one text of a blast did next: she answered, said yes, or stopped; `at` is the first of these.

    `contact_id` is the text's own, written beside it when the row is made and followed by a trigger on messages
    afterwards, so that boards count the people of many blasts without looking at their texts.
    """

    __tablename__ = "blast_answers"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_blast_answers_blast", "blast_id", "language", "is_yes", "is_stop"),
        Index("ix_blast_answers_people", "organization_id", "blast_id", "has_written", "at", "contact_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    blast_id: Mapped[int] = mapped_column(ForeignKey("blasts.id", ondelete="CASCADE"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(8), default="en")
    has_written: Mapped[bool] = mapped_column(default=False)
    is_yes: Mapped[bool] = mapped_column(default=False)
    is_stop: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
