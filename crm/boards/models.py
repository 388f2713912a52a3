"""Links that show one board to somebody without an account, and what each week came to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import HasId, Model, UtcDateTime, json_column
from crm.core.scope import InOrganization, OrganizationOwned


class Share(OrganizationOwned):
    """A link that shows a board to somebody without an account; only a hash of its secret is kept: it is shown once."""

    token_hash: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(120))
    expires_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class BoardShare(Share, Model):
    """One link to the board of a campaign."""

    __tablename__ = "board_shares"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_board_shares_campaign", "campaign_id"))

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))


class CoalitionShare(Share, Model):
    """One link to a coalition's board, made by its host."""

    __tablename__ = "coalition_shares"
    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_coalition_shares_coalition", "coalition_id"))

    coalition_id: Mapped[int] = mapped_column(ForeignKey("coalitions.id", ondelete="CASCADE"))


class Digest(OrganizationOwned, Model):
    """What a week came to for one user: numbers and the names of campaigns and actions, put into words when it is read."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("user_id", "week_starts_on"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    week_starts_on: Mapped[date]
    figures: Mapped[dict[str, Any]] = mapped_column(json_column())
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TableChange(InOrganization, HasId, Model):
    """How often a table that boards count from has changed: the rows of one name add up, and only ever grow.

    Triggers keep them whatever changes a row. On SQLite an organization has one row a name from its beginning; on
    PostgreSQL each statement adds a row (nobody waits for another's), which the worker folds together now and then.
    """

    __tablename__ = "table_changes"
    __table_args__ = (Index("ix_table_changes_name", "organization_id", "name"),)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(32))
    changes: Mapped[int]
