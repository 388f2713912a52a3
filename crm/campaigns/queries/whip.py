"""The whip count: how the seats lean, against the votes that carry the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import Campaign, Decision, DecisionMaker, Lean, LeanReport, RollCallVote, Target, Vote
from crm.core.database import db
from crm.core.scope import get_owned

ORDER = (Lean.YES, Lean.LEAN_YES, Lean.UNDECIDED, Lean.LEAN_NO, Lean.NO, Lean.ABSENT)


@dataclass(frozen=True, slots=True)
class Seat:
    """A decision maker in a campaign, and the newest word of how she leans; None before the first."""

    target: Target
    maker: DecisionMaker
    report: LeanReport | None

    @property
    def lean(self) -> Lean:
        """How she leans; undecided while nothing is known."""
        return self.report.lean if self.report else Lean.UNDECIDED


@dataclass(frozen=True, slots=True)
class WhipCount:
    """Seats by lean, and what is needed; `needed` None while nobody has said what carries the vote."""

    by_lean: Mapping[Lean, int]
    needed: int | None

    @property
    def seats(self) -> int:
        """How many vote."""
        return sum(self.by_lean.values())

    @property
    def sure(self) -> int:
        """How many would vote yes."""
        return self.by_lean[Lean.YES]

    @property
    def leaning(self) -> int:
        """How many lean to yes."""
        return self.by_lean[Lean.LEAN_YES]

    @property
    def short(self) -> int:
        """How many votes are missing when all who lean to yes hold; 0 when it carries."""
        return max((self.needed or 0) - self.sure - self.leaning, 0)

    @property
    def in_order(self) -> list[tuple[Lean, int]]:
        """The groups from yes to no that have a seat."""
        return [(lean, self.by_lean[lean]) for lean in ORDER if self.by_lean[lean]]


def seats(campaign_id: int) -> list[Seat]:
    """Everybody who decides a campaign or has influence on it: those with a vote first, by district and name."""
    rows = db.session.execute(
        select(Target, DecisionMaker)
        .join(DecisionMaker, DecisionMaker.id == Target.decision_maker_id)
        .where(Target.campaign_id == campaign_id)
    )
    reports = _latest_reports(campaign_id)
    found = [Seat(row[0], row[1], reports.get(row[0].id)) for row in rows]
    return sorted(found, key=lambda one: (not one.target.has_vote, _natural(one.maker.seat), one.maker.name))


def get_seat(target_id: int) -> Seat:
    """One target with her lean; NotFound when this organization has none of that id."""
    target = get_owned(Target, target_id)
    return next(one for one in seats(target.campaign_id) if one.target.id == target.id)


def find_seat_of(decision_maker_id: int) -> Target | None:
    """The newest target that a decision maker is, or None."""
    query = select(Target).where(Target.decision_maker_id == decision_maker_id).order_by(Target.id.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def _natural(seat: str) -> tuple[int, int, str]:
    """Districts by number; seats without one after them."""
    digits = "".join(sign for sign in seat if sign.isdigit())
    return (0, int(digits[:6]), seat) if digits else (1, 0, seat)


def _latest_reports(campaign_id: int) -> dict[int, LeanReport]:
    query = select(LeanReport).join(Target, Target.id == LeanReport.target_id).where(Target.campaign_id == campaign_id)
    newest_last = query.order_by(LeanReport.as_of, LeanReport.id)
    return {row.target_id: row for row in db.session.scalars(newest_last)}


def whip_count(campaign_id: int) -> WhipCount:
    """How a campaign's seats lean today."""
    return count_of(seats(campaign_id), next_needed(campaign_id))


def count_of(found: list[Seat], needed: int | None) -> WhipCount:
    """The count of seats already read."""
    tally = Counter(one.lean for one in found if one.target.has_vote)
    return WhipCount({lean: tally[lean] for lean in ORDER}, needed)


def next_needed(campaign_id: int) -> int | None:
    """The votes that carry the decision to come, else what the campaign itself says."""
    coming = next_decision(campaign_id)
    return coming.needed if coming else get_owned(Campaign, campaign_id).votes_needed


def next_decision(campaign_id: int) -> Decision | None:
    """The decision to come, or None."""
    return next((one for one in decisions(campaign_id) if one.outcome is None), None)


def decisions(campaign_id: int) -> list[Decision]:
    """The votes of a campaign, the earliest first; undated ones last."""
    rows = db.session.scalars(select(Decision).where(Decision.campaign_id == campaign_id).order_by(Decision.id))
    return sorted(rows, key=lambda one: (one.held_on is None, one.held_on or one.created_at.date(), one.id))


def roll_call(decision_id: int) -> dict[int, Vote]:
    """Who voted how in a decision, by decision maker."""
    rows = select(RollCallVote.decision_maker_id, RollCallVote.vote).where(RollCallVote.decision_id == decision_id)
    return {row[0]: row[1] for row in db.session.execute(rows)}
