"""Person-to-person texting: which texter sends which text, by a key of her own for each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime
from crm.core.scope import OrganizationOwned


class TexterShare(OrganizationOwned, Model):
    """One text of a person-to-person blast; `user_id` is whose turn it is, None while nobody's. `pressed_at` ends it."""

    __tablename__ = "texter_shares"
    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_texter_shares_blast", "blast_id", "user_id", "pressed_at"),
        Index("ix_texter_shares_user", "user_id", "pressed_at", "id"),
    )

    blast_id: Mapped[int] = mapped_column(ForeignKey("blasts.id", ondelete="CASCADE"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    pressed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
