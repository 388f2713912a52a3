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
    """

    __tablename__ = "actions"
    __table_args__ = (
        UniqueConstraint("organization_id", "code"),
        Index("ix_actions_starts", "organization_id", "starts_at"),
        Index("ix_actions_webinar", "organization_id", "webinar_id"),
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
