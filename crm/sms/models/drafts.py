"""What somebody has begun to write to many and not sent yet; and the number of her own to which she has it sent first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, json_column
from crm.core.scope import OrganizationOwned


class TextDraft(OrganizationOwned, Model):
    """A half-written text to many, one for each open page: `submit_key` is the page's, which its blast gets.

    `form` is the page as the browser sent it, each name with its values. With `thrown_away_at` it can still be taken back.
    """

    __tablename__ = "text_drafts"
    __table_args__ = (
        UniqueConstraint("organization_id", "submit_key"),
        Index("ix_text_drafts_user", "user_id", "thrown_away_at"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    submit_key: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    form: Mapped[dict[str, Any]] = mapped_column(json_column())
    thrown_away_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OwnPhone(OrganizationOwned, Model):
    """The number of somebody who writes, to which texts may go before they go to many.

    It counts once `confirmed_at` is set: a code was texted to it and she typed it. `tries` counts the codes typed.
    """

    __tablename__ = "own_phones"
    __table_args__ = (UniqueConstraint("user_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    phone: Mapped[str] = mapped_column(String(20))
    code_hash: Mapped[str] = mapped_column(String(64), default="")
    code_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
