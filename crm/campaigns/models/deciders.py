"""Who decides: officials and bodies with influence, where they stand, how they lean, what they said and how they voted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crm.core.database import Model, UtcDateTime, enum_column
from crm.core.scope import OrganizationOwned


class DecisionMaker(OrganizationOwned, Model):
    """A public official, or a body with influence such as a union; never somebody of the base.

    `ocd_id` is the division whose people elect her; only what is public about her work is kept.
    """

    __tablename__ = "decision_makers"
    __table_args__ = (Index("ix_decision_makers_name", "organization_id", "name"),)

    name: Mapped[str] = mapped_column(String(120))
    office: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(String(120), default="")
    seat: Mapped[str] = mapped_column(String(80), default="")
    ocd_id: Mapped[str] = mapped_column(String(200), default="")
    party: Mapped[str] = mapped_column(String(40), default="")
    is_chair: Mapped[bool] = mapped_column(default=False)
    term_ends_on: Mapped[date | None]
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")


class StaffMember(OrganizationOwned, Model):
    """Somebody who works for a decision maker; only what is public about her work is kept."""

    __tablename__ = "decider_staff"
    __table_args__ = (Index("ix_decider_staff_decision_maker", "decision_maker_id"),)

    decision_maker_id: Mapped[int] = mapped_column(ForeignKey("decision_makers.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(200), default="")


class Target(OrganizationOwned, Model):
    """A decision maker in one campaign: whether she votes on it, what moves her, and what comes next with her."""

    __tablename__ = "targets"
    __table_args__ = (
        UniqueConstraint("campaign_id", "decision_maker_id"),
        Index("ix_targets_decision_maker", "decision_maker_id"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    decision_maker_id: Mapped[int] = mapped_column(ForeignKey("decision_makers.id", ondelete="CASCADE"))
    has_vote: Mapped[bool] = mapped_column(default=True)
    wants: Mapped[str] = mapped_column(String(300), default="")
    heeds: Mapped[str] = mapped_column(String(300), default="")
    next_step: Mapped[str] = mapped_column(String(200), default="")
    next_step_on: Mapped[date | None]


class Confidence(StrEnum):
    """How near to the person herself a piece of evidence is."""

    RUMOR = "rumor"
    STAFF = "staff"
    DIRECT = "direct"
    PUBLIC = "public"


class PowerPosition(OrganizationOwned, Model):
    """Where a target stood on the power map from a day on; append-only, so that the map can be played back.

    `support` goes from −5 (opposes) to 5 (champions), `power` over this decision from 0 to 10.
    """

    __tablename__ = "power_positions"
    __table_args__ = (
        Index("ix_power_positions_target", "target_id", "as_of", "id"),
        CheckConstraint("support BETWEEN -5 AND 5", name="support"),
        CheckConstraint("power BETWEEN 0 AND 10", name="power"),
        CheckConstraint("evidence <> ''", name="has_evidence"),
    )

    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id", ondelete="CASCADE"))
    support: Mapped[int]
    power: Mapped[int]
    as_of: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(300))
    confidence: Mapped[Confidence] = mapped_column(enum_column(Confidence, "confidence"))


class Lean(StrEnum):
    """How a seat would vote today."""

    YES = "yes"
    LEAN_YES = "lean_yes"
    UNDECIDED = "undecided"
    LEAN_NO = "lean_no"
    NO = "no"
    ABSENT = "absent"


class LeanReport(OrganizationOwned, Model):
    """What we heard of how a seat leans, and how we know; append-only, the newest counts."""

    __tablename__ = "lean_reports"
    __table_args__ = (
        Index("ix_lean_reports_target", "target_id", "as_of", "id"),
        CheckConstraint("evidence <> ''", name="has_evidence"),
    )

    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id", ondelete="CASCADE"))
    lean: Mapped[Lean] = mapped_column(enum_column(Lean, "lean"))
    as_of: Mapped[date]
    evidence: Mapped[str] = mapped_column(String(300))
    confidence: Mapped[Confidence] = mapped_column(enum_column(Confidence, "confidence"))


class Majority(StrEnum):
    """What it takes to carry a decision, of all seats of the body."""

    SIMPLE = "majority"
    THREE_FIFTHS = "three_fifths"
    TWO_THIRDS = "two_thirds"
    NUMBER = "number"


class DecisionOutcome(StrEnum):
    """What became of a decision."""

    CARRIED = "carried"
    LOST = "lost"


class Decision(OrganizationOwned, Model):
    """One vote of a body: on what, when, and how many votes carry it. `needed` is what the rule comes to."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_campaign", "organization_id", "campaign_id", "held_on"),
        CheckConstraint("needed BETWEEN 1 AND seats", name="needed"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(String(120), default="")
    held_on: Mapped[date | None]
    majority: Mapped[Majority] = mapped_column(enum_column(Majority, "majority"))
    seats: Mapped[int]
    needed: Mapped[int]
    outcome: Mapped[DecisionOutcome | None] = mapped_column(enum_column(DecisionOutcome, "outcome"))
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Vote(StrEnum):
    """How somebody voted in a roll call."""

    YES = "yes"
    NO = "no"
    ABSTAINED = "abstained"
    ABSENT = "absent"


class RollCallVote(OrganizationOwned, Model):
    """One official's vote in one decision."""

    __tablename__ = "roll_call_votes"
    __table_args__ = (
        UniqueConstraint("decision_id", "decision_maker_id"),
        Index("ix_roll_call_votes_decision_maker", "decision_maker_id"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"))
    decision_maker_id: Mapped[int] = mapped_column(ForeignKey("decision_makers.id", ondelete="CASCADE"))
    vote: Mapped[Vote] = mapped_column(enum_column(Vote, "vote"))


class PromiseOutcome(StrEnum):
    """What became of what an official promised."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class OfficialPromise(OrganizationOwned, Model):
    """What a decision maker promised, where and before whom, and whether it was kept."""

    __tablename__ = "official_promises"
    __table_args__ = (Index("ix_official_promises_decision_maker", "decision_maker_id"),)

    decision_maker_id: Mapped[int] = mapped_column(ForeignKey("decision_makers.id", ondelete="CASCADE"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(300))
    said_on: Mapped[date]
    said_where: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[PromiseOutcome] = mapped_column(enum_column(PromiseOutcome, "outcome"), default=PromiseOutcome.OPEN)
    outcome_on: Mapped[date | None]
    outcome_evidence: Mapped[str] = mapped_column(String(300), default="")


class Closeness(StrEnum):
    """How one of our people reaches a decision maker."""

    KNOWS = "knows"
    KNOWS_STAFF = "knows_staff"


class Acquaintance(OrganizationOwned, Model):
    """That one of our people knows a decision maker or her staff, and whom of them where that is said.

    `strength` is 1 for met once, 2 for would take the call, 3 for family, friends or years of work together.
    """

    __tablename__ = "acquaintances"
    __table_args__ = (
        UniqueConstraint("decision_maker_id", "contact_id"),
        Index("ix_acquaintances_contact", "contact_id"),
        Index("ix_acquaintances_staff_member", "staff_member_id"),
    )

    decision_maker_id: Mapped[int] = mapped_column(ForeignKey("decision_makers.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    closeness: Mapped[Closeness] = mapped_column(enum_column(Closeness, "closeness"))
    note: Mapped[str] = mapped_column(String(200), default="")
    strength: Mapped[int] = mapped_column(default=2, server_default="2")
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("decider_staff.id", ondelete="SET NULL"))
