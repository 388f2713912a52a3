"""What is written: templates in both languages, and blasts that send them to many."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class Template(OrganizationOwned, Model):
    """A text kept for use again, for one purpose."""

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("organization_id", "key"),)

    key: Mapped[str] = mapped_column(String(64))
    purpose: Mapped[str] = mapped_column(String(120))
    audience: Mapped[str] = mapped_column(String(200), default="")
    needs_opt_out_words: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class TemplateVersion(OrganizationOwned, Model):
    """The words of a template in one language; a change makes a new version, the newest counts."""

    __tablename__ = "template_versions"
    __table_args__ = (UniqueConstraint("template_id", "language", "version"),)

    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[str] = mapped_column(String(1600))


class Track(StrEnum):
    """The three ways a webinar's registrants went, and whom a blast follows up."""

    CAME = "came"
    LEFT_EARLY = "left_early"
    DID_NOT_COME = "did_not_come"


class BlastStatus(StrEnum):
    """Where a blast is in its life."""

    DRAFT = "draft"
    NEEDS_REVIEW = "needs_review"
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

    `action_id` is what it is about or follows up; `ask_action_id` is what a yes to a follow-up means coming to, if anything.
    """

    __tablename__ = "blasts"
    __table_args__ = (
        UniqueConstraint("organization_id", "submit_key"),
        Index("ix_blasts_action", "organization_id", "action_id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    ask_action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    program_id: Mapped[int] = mapped_column(ForeignKey("programs.id"))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("templates.id"))
    track: Mapped[Track | None] = mapped_column(enum_column(Track, "track"))
    mode: Mapped[BlastMode] = mapped_column(
        enum_column(BlastMode, "mode"), default=BlastMode.BROADCAST, server_default=BlastMode.BROADCAST.value
    )
    bodies: Mapped[dict[str, Any]] = mapped_column(json_column())
    fields: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    status: Mapped[BlastStatus] = mapped_column(enum_column(BlastStatus, "status"), default=BlastStatus.DRAFT)
    paused_because: Mapped[str] = mapped_column(String(300), default="")
    send_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    excluded: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    submit_key: Mapped[str] = mapped_column(String(64))
    sent_by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    hand_off_note: Mapped[str] = mapped_column(Text, default="")
