"""What people answered on the public page, how earlier actions turned out, and who turns out whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column, where
from crm.core.scope import OrganizationOwned


class PublicState(StrEnum):
    """What became of a public answer: not yet looked at, given to a person, unclear whose it is, or set aside."""

    WAITING = "waiting"
    TAKEN = "taken"
    REVIEW = "review"
    DISMISSED = "dismissed"


class PublicAnswer(OrganizationOwned, Model):
    """One answer as it was typed on the public page; kept first, given to a person afterwards.

    `secret` is the private link by which it can be changed; `words` are those she agreed to be texted under, if she did.
    """

    __tablename__ = "public_answers"
    __table_args__ = (
        UniqueConstraint("secret"),
        Index("ix_public_answers_action", "organization_id", "action_id", "state"),
        Index("ix_public_answers_waiting", "state", "id", **where("state = 'waiting'")),
        Index("ix_public_answers_contact", "contact_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    first_name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(String(20))
    needs: Mapped[str] = mapped_column(String(200), default="")
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("action_shifts.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[PublicState] = mapped_column(enum_column(PublicState, "state"), default=PublicState.WAITING)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    secret: Mapped[str] = mapped_column(String(40))

    @property
    def name(self) -> str:
        """The name to match people by: all that was asked."""
        return self.first_name


class TurnoutResult(OrganizationOwned, Model):
    """How many stood at a status so many days before an action began, and how many of them came.

    At the status "walk_in", `came` counts those who came without having said so; its row marks the action as counted.
    """

    __tablename__ = "turnout_results"
    __table_args__ = (UniqueConstraint("action_id", "days_before", "status"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    days_before: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    people: Mapped[int]
    came: Mapped[int]


class TurnoutCaptain(OrganizationOwned, Model):
    """Somebody who turns people out to one action, and how many yeses she set out for."""

    __tablename__ = "turnout_captains"
    __table_args__ = (UniqueConstraint("action_id", "user_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    goal: Mapped[int]


class CaptainPerson(OrganizationOwned, Model):
    """That a captain asks a person; of one action each person has one captain."""

    __tablename__ = "captain_people"
    __table_args__ = (
        UniqueConstraint("action_id", "contact_id"),
        Index("ix_captain_people_captain", "organization_id", "captain_id"),
        Index("ix_captain_people_contact", "contact_id"),
    )

    captain_id: Mapped[int] = mapped_column(ForeignKey("turnout_captains.id", ondelete="CASCADE"))
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
