"""Phones and e-mail addresses, which several people may share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.contacts.tokens import LOCAL, local_of, tail_of
from crm.core.database import Model, UtcDateTime, enum_column, token_column, where
from crm.core.scope import OrganizationOwned

HAS_LOCAL = "local <> ''"
"""The condition of the index of local numbers, which addresses need not be in."""

IS_UNFIT = "(status = 'bad' OR NOT is_textable)"
"""The condition of the index of the few numbers that no text reaches; whoever asks for them says it in these words."""


class PointKind(StrEnum):
    """The kinds of contact point."""

    PHONE = "phone"
    EMAIL = "email"


class PointStatus(StrEnum):
    """Whether a contact point is known to work."""

    POTENTIAL = "potential"
    VERIFIED = "verified"
    BAD = "bad"
    PAST = "past"


def _local(context: Any) -> str:
    return local_of(context.get_current_parameters()["value"])


def _tail(context: Any) -> str:
    return tail_of(context.get_current_parameters()["value"])


class ContactPoint(OrganizationOwned, Model):
    """A phone number (E.164) or e-mail address; it may belong to several people.

    `local` and `tail` are the ends by which it is found (`crm.contacts.tokens`), filled from the value.
    `unreachable_since` is since when texts to a number come back as out of reach, until it writes to us.
    """

    __tablename__ = "contact_points"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "value"),
        CheckConstraint("kind <> 'phone' OR value LIKE '+%'", name="phone_is_e164"),
        Index("ix_contact_points_local", "organization_id", "local", **where(HAS_LOCAL)),
        Index("ix_contact_points_tail", "organization_id", "tail"),
        Index("ix_contact_points_unfit", "organization_id", "value", **where(IS_UNFIT)),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    kind: Mapped[PointKind] = mapped_column(enum_column(PointKind, "kind"))
    value: Mapped[str] = mapped_column(token_column(254))
    local: Mapped[str] = mapped_column(token_column(LOCAL), default=_local)
    tail: Mapped[str] = mapped_column(token_column(254), default=_tail)
    status: Mapped[PointStatus] = mapped_column(enum_column(PointStatus, "status"), default=PointStatus.POTENTIAL)
    is_textable: Mapped[bool] = mapped_column(default=True)
    unreachable_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ContactPointLink(OrganizationOwned, Model):
    """That a person is reached at a contact point; one of each kind is primary.

    `past_at` is since when the number or address is no longer hers: it is kept as history and reaches her no more.
    """

    __tablename__ = "contact_point_links"
    __table_args__ = (
        UniqueConstraint("contact_id", "point_id"),
        Index("ix_contact_point_links_point", "point_id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    point_id: Mapped[int] = mapped_column(ForeignKey("contact_points.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(40), default="")
    is_primary: Mapped[bool] = mapped_column(default=True)
    past_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
