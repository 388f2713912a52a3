"""Reading what became of demands, and the days on which somebody looks whether a win is carried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from crm.campaigns.models import (
    Decision,
    DecisionOutcome,
    Demand,
    DemandOutcome,
    DemandResult,
    RollCallVote,
    Vote,
    Watch,
    WatchState,
)
from crm.core.database import db


@dataclass(frozen=True, slots=True)
class VoteTold:
    """How the last vote that was written down went: for and against, whether it carried (None while votes are open)."""

    yes: int
    no: int
    outcome: DecisionOutcome | None
    demands: Mapping[DemandResult, int]


def last_vote(campaign_id: int) -> VoteTold | None:
    """The newest vote of a campaign whose roll call is written down, or None."""
    query = select(Decision).where(Decision.campaign_id == campaign_id, Decision.recorded_at.is_not(None))
    decision = db.session.scalars(
        query.order_by(Decision.recorded_at.desc(), Decision.id.desc()).limit(1)
    ).one_or_none()
    if decision is None:
        return None
    votes = select(RollCallVote.vote).where(RollCallVote.decision_id == decision.id)
    tally = Counter(db.session.scalars(votes))
    demands = Counter(row.result for row in results_of(campaign_id).values())
    return VoteTold(tally[Vote.YES], tally[Vote.NO], decision.outcome, demands)


def results_of(campaign_id: int) -> dict[int, DemandOutcome]:
    """The newest word on each demand of a campaign that has one."""
    query = (
        select(DemandOutcome)
        .join(Demand, Demand.id == DemandOutcome.demand_id)
        .where(Demand.campaign_id == campaign_id)
        .order_by(DemandOutcome.id)
    )
    return {row.demand_id: row for row in db.session.scalars(query)}


def watches_of(campaign_id: int) -> list[tuple[Watch, Demand]]:
    """The days of watch of a campaign with their demands, the earliest first."""
    query = (
        select(Watch, Demand)
        .join(Demand, Demand.id == Watch.demand_id)
        .where(Demand.campaign_id == campaign_id)
        .order_by(Watch.due_on, Demand.position, Watch.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def late_watches(campaign_id: int, today: date) -> list[tuple[Watch, Demand]]:
    """The days of watch that have gone by without a word."""
    return [pair for pair in watches_of(campaign_id) if pair[0].state is WatchState.OPEN and pair[0].due_on < today]
