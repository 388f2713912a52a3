"""Actions, each of a kind from the reference list of the field."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, json_column
from crm.core.scope import OrganizationOwned


class ActionStatus(StrEnum):
    """Whether an action will happen, or has."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DONE = "done"


class Action(OrganizationOwned, Model):
    """Something people come to, at a time in a zone, in a place or behind a link.

    `ask` completes "Will you …?" and `ask_es` completes "¿Puedes …?": what people are asked to do there.
    `offers` names what is there for who needs it (ride, childcare …); `headcount` counts people where nobody is named, and
    `rsvp_totals` keeps how many had answered what. `revision` grows when time or place change, so that calendars follow.
    Repetitions share a `series_key`; what several organizations host together shares a `joint_key`, and the one that
    invited the others holds the `joint_code` they join by.
    """

    __tablename__ = "actions"
    __table_args__ = (
        UniqueConstraint("organization_id", "code"),
        Index("ix_actions_starts", "organization_id", "starts_at"),
        Index("ix_actions_webinar", "organization_id", "webinar_id"),
        Index("ix_actions_series", "organization_id", "series_key"),
        Index("ix_actions_joint", "joint_key"),
        Index("uq_actions_joint_code", "joint_code", unique=True),
        Index("ix_actions_code", "code"),
    )

    title: Mapped[str] = mapped_column(String(200))
    title_es: Mapped[str] = mapped_column(String(200), default="")
    short_title: Mapped[str] = mapped_column(String(40), default="")
    short_title_es: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[str] = mapped_column(String(40))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaigns.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    time_zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200), default="")
    online_url: Mapped[str] = mapped_column(String(500), default="")
    recording_url: Mapped[str] = mapped_column(String(500), default="")
    languages: Mapped[list[str]] = mapped_column(json_column(), default=list)
    goal_attended: Mapped[int | None]
    ask: Mapped[str] = mapped_column(String(200), default="")
    ask_es: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[ActionStatus] = mapped_column(enum_column(ActionStatus, "status"), default=ActionStatus.CONFIRMED)
    code: Mapped[str] = mapped_column(String(12))
    webinar_id: Mapped[str | None] = mapped_column(String(40))
    minutes: Mapped[int | None]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    description: Mapped[str] = mapped_column(String(1000), default="")
    description_es: Mapped[str] = mapped_column(String(1000), default="")
    capacity: Mapped[int | None]
    offers: Mapped[list[str]] = mapped_column(json_column(), default=list)
    is_public: Mapped[bool] = mapped_column(default=True)
    headcount: Mapped[int | None]
    rsvp_totals: Mapped[dict[str, int]] = mapped_column(json_column(), default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    repeats: Mapped[str] = mapped_column(String(10), default="")
    series_key: Mapped[str | None] = mapped_column(String(32))
    joint_key: Mapped[str | None] = mapped_column(String(32))
    joint_code: Mapped[str | None] = mapped_column(String(20))


class ActionShift(OrganizationOwned, Model):
    """A part of an action that somebody takes: a role, its hours where they differ, and how many it needs at most."""

    __tablename__ = "action_shifts"
    __table_args__ = (Index("ix_action_shifts_action", "organization_id", "action_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(100))
    role_es: Mapped[str] = mapped_column(String(100), default="")
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    capacity: Mapped[int | None]
