"""A coalition, the campaigns that its members bring, its invitations and its goals.

Every row belongs to one organization, as everywhere; what several share is a `coalition_key` and never a reference, so
that no row of one organization points at a row of another. The rows of all members are read in one place
(crm.coalitions.queries.members) and hold no name of anybody.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime
from crm.core.scope import OrganizationOwned


class Coalition(OrganizationOwned, Model):
    """Organizations that run a campaign together; it belongs to the one that began it. Its board counts from `starts_on`."""

    __tablename__ = "coalitions"
    __table_args__ = (UniqueConstraint("coalition_key"),)

    coalition_key: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]


class CoalitionMember(OrganizationOwned, Model):
    """That an organization brings one of its campaigns; leaving ends the row and keeps it."""

    __tablename__ = "coalition_members"
    __table_args__ = (
        Index("ix_coalition_members_key", "coalition_key"),
        Index("ix_coalition_members_campaign", "campaign_id"),
    )

    coalition_key: Mapped[str] = mapped_column(String(32))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CoalitionInvite(OrganizationOwned, Model):
    """An invitation: by a link whose secret is kept as a hash, or to one organization of this server; it is taken up once."""

    __tablename__ = "coalition_invites"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_coalition_invites_key", "coalition_key"),
        Index("ix_coalition_invites_invited", "invited_id"),
        CheckConstraint("token_hash IS NOT NULL OR invited_id IS NOT NULL", name="has_addressee"),
    )

    coalition_key: Mapped[str] = mapped_column(String(32))
    label: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str | None] = mapped_column(String(64))
    invited_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))


class CoalitionGoal(OrganizationOwned, Model):
    """What the host wants all members to reach together, from the coalition's first day on; reached is counted."""

    __tablename__ = "coalition_goals"
    __table_args__ = (
        UniqueConstraint("organization_id", "coalition_key", "measure"),
        CheckConstraint("target > 0", name="target"),
    )

    coalition_key: Mapped[str] = mapped_column(String(32))
    measure: Mapped[str] = mapped_column(String(40))
    target: Mapped[int]
