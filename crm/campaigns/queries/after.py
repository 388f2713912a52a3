"""Reading what became of demands, and the days on which somebody looks whether a win is carried out."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from crm.campaigns.models import Demand, DemandOutcome, Watch, WatchState
from crm.core.database import db


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
