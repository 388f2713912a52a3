"""The ladder as an organization words it, where people stand on it, how they came there, and who leads whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class Behaviour(StrEnum):
    """What somebody does that suggests a step; IDLE is nothing for months, and suggests a step down."""

    RESPONDED = "responded"
    ATTENDED = "attended"
    JOINED = "joined"
    KEPT = "kept"
    BROUGHT = "brought"
    LEADS = "leads"
    IDLE = "idle"


class Decision(StrEnum):
    """What a person decided: moved somebody, declined a suggestion, or took a move back."""

    MOVED = "moved"
    DECLINED = "declined"
    UNDONE = "undone"


class StageWording(OrganizationOwned, Model):
    """How an organization calls a stage, what it asks next there, and after how many idle months it thinks of a step down.

    Only what was changed has a row; the others are as the reference says. `idle_months` 0 means never.
    """

    __tablename__ = "leadership_stages"
    __table_args__ = (
        UniqueConstraint("organization_id", "stage"),
        CheckConstraint("stage BETWEEN 0 AND 6", name="stage_on_ladder"),
    )

    stage: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    name_es: Mapped[str] = mapped_column(String(60))
    next_ask: Mapped[str] = mapped_column(String(200))
    next_ask_es: Mapped[str] = mapped_column(String(200))
    idle_months: Mapped[int]


class StageRule(OrganizationOwned, Model):
    """How often a behaviour suggests a stage, where an organization differs from the reference; `least` 0 turns it off."""

    __tablename__ = "stage_rules"
    __table_args__ = (
        UniqueConstraint("organization_id", "stage", "behaviour"),
        CheckConstraint("stage BETWEEN 1 AND 6", name="stage_on_ladder"),
    )

    stage: Mapped[int]
    behaviour: Mapped[Behaviour] = mapped_column(enum_column(Behaviour, "behaviour"))
    least: Mapped[int]


class StageChange(OrganizationOwned, Model):
    """One decision of a person about somebody's stage; append-only. `suggested_by` is None for a move nobody suggested."""

    __tablename__ = "stage_changes"
    __table_args__ = (
        Index("ix_stage_changes_contact", "organization_id", "contact_id", "at"),
        Index("ix_stage_changes_person", "contact_id"),
        Index("ix_stage_changes_at", "organization_id", "decision", "at"),
        Index("ix_stage_changes_batch", "batch_id"),
        CheckConstraint("before BETWEEN 0 AND 6 AND after BETWEEN 0 AND 6", name="stages_on_ladder"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    decision: Mapped[Decision] = mapped_column(enum_column(Decision, "decision"))
    before: Mapped[int]
    after: Mapped[int]
    suggested_by: Mapped[Behaviour | None] = mapped_column(enum_column(Behaviour, "suggested_by"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))


class StageStanding(OrganizationOwned, Model):
    """Where somebody stands: what her newest change says, kept by the service that writes the changes.

    Who has no row is a name on the list. `was_lowered` says that she was moved down: what she did before counts no more.
    """

    __tablename__ = "stage_standings"
    __table_args__ = (
        UniqueConstraint("contact_id"),
        Index("ix_stage_standings_stage", "organization_id", "stage", "contact_id"),
        CheckConstraint("stage BETWEEN 0 AND 6", name="stage_on_ladder"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    stage: Mapped[int]
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    change_id: Mapped[int | None] = mapped_column(ForeignKey("stage_changes.id", ondelete="SET NULL"))
    was_lowered: Mapped[bool] = mapped_column(default=False)


class StageSuggestion(OrganizationOwned, Model):
    """The step that the rules suggest for somebody, worked out by the worker; nobody moves before a person says so."""

    __tablename__ = "stage_suggestions"
    __table_args__ = (
        UniqueConstraint("contact_id"),
        Index("ix_stage_suggestions_stage", "organization_id", "stage", "contact_id"),
        CheckConstraint("stage BETWEEN 0 AND 6", name="stage_on_ladder"),
    )

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    before: Mapped[int]
    stage: Mapped[int]
    behaviour: Mapped[Behaviour] = mapped_column(enum_column(Behaviour, "behaviour"))
    times: Mapped[int]


class Leading(OrganizationOwned, Model):
    """That one person leads another; everybody has one leader at most, and nobody leads herself."""

    __tablename__ = "leadings"
    __table_args__ = (
        UniqueConstraint("member_contact_id"),
        Index("ix_leadings_leader", "organization_id", "leader_contact_id"),
        Index("ix_leadings_leader_person", "leader_contact_id"),
    )

    leader_contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    member_contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
