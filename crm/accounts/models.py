"""Organizations and the people who work in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.actor import Role
from crm.core.clock import utc_now
from crm.core.database import HasId, Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned

EXPORT_APPROVAL_SIZE = 500
"""Files out with more people than this need a second person's approval, until the organization says otherwise; None: never."""

BLAST_APPROVAL_SIZE = 500
"""A text to more people than this needs a second person's approval, until the organization says otherwise; None: never."""
BLASTS_A_DAY, BLASTS_A_WEEK, HOURS_BETWEEN_BLASTS = 1, 2, 4
"""How many texts to many one person gets at most, and how far apart, until the organization says otherwise; None: any."""


class Organization(HasId, Model):
    """A base organization that owns its rows; a practice one has simulated phones and a clock that can be set."""

    __tablename__ = "organizations"

    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(30))
    is_practice: Mapped[bool] = mapped_column(default=False)
    clock_offset_seconds: Mapped[int] = mapped_column(default=0)
    time_zone: Mapped[str] = mapped_column(String(64), default="America/Denver")
    region: Mapped[str] = mapped_column(String(2), default="US")
    default_language: Mapped[str] = mapped_column(String(8), default="en")
    phone: Mapped[str | None] = mapped_column(String(20))
    export_approval_size: Mapped[int | None] = mapped_column(default=EXPORT_APPROVAL_SIZE)
    blast_approval_size: Mapped[int | None] = mapped_column(default=BLAST_APPROVAL_SIZE)
    blasts_a_day: Mapped[int | None] = mapped_column(default=BLASTS_A_DAY)
    blasts_a_week: Mapped[int | None] = mapped_column(default=BLASTS_A_WEEK)
    hours_between_blasts: Mapped[int | None] = mapped_column(default=HOURS_BETWEEN_BLASTS)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class User(OrganizationOwned, Model):
    """Someone who signs in, with one role in one organization; her lead reads her locked notes, all leads while she has none."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("email"),)

    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    language: Mapped[str | None] = mapped_column(String(8))
    session_version: Mapped[int] = mapped_column(default=1)
    is_suspended: Mapped[bool] = mapped_column(default=False)
    last_sign_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lead_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the user may sign in."""
        return not self.is_suspended

    def get_id(self) -> str:
        """What the session cookie holds: it dies with a new password or a suspension."""
        return f"{self.id}.{self.session_version}"
