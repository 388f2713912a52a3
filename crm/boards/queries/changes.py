"""What happened in a campaign between two moments, in numbers: since yesterday, or in a week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from crm.actions.models import Action
from crm.boards.queries.counting import attended_rows, count_rows, kept_rows
from crm.campaigns.models import BudgetFigure, Demand, LeanReport, Target
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.core.clock import local_date
from crm.core.database import db
from crm.one_on_ones.models import OneOnOne

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
"""The smallest step of a moment: after one and up to another is from the next on to before the one after the other."""
PROMISED = (Answer.YES, Answer.CONFIRMED)
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many one-on-ones were logged, yeses said, promises kept, people came, votes moved and figures entered."""

    one_on_ones: int
    yeses: int
    kept: int
    came: int
    leans: int
    figures: int


def changes(campaign_id: int, now: datetime, zone_name: str) -> Changes:
    """The last 24 hours of a campaign."""
    return changes_between(campaign_id, now - DAY, now, zone_name)


def changes_between(campaign_id: int, since: datetime, until: datetime, zone_name: str) -> Changes:
    """What happened in a campaign after a moment and up to another, in two reads."""
    listed = (changed(what, campaign_id, since, until) for what in CHANGED)
    counts = (count_rows(one).scalar_subquery() for one in listed)
    met, yeses, kept, came, figures = db.session.execute(select(*counts)).one()
    return Changes(met, yeses, kept, came, _moved(campaign_id, since, until, zone_name), figures)


def changed(what: str, campaign_id: int, since: datetime, until: datetime) -> Rows:
    """The rows behind one of these numbers: whose they are (a person; a demand for a figure), and when."""
    return CHANGED[what](campaign_id, since + TICK, until + TICK)


def _met(campaign_id: int, since: datetime, until: datetime) -> Rows:
    query = select(OneOnOne.contact_id, OneOnOne.logged_at).where(OneOnOne.campaign_id == campaign_id)
    return query.where(OneOnOne.logged_at >= since, OneOnOne.logged_at < until)


def _yeses(campaign_id: int, since: datetime, until: datetime) -> Rows:
    query = select(Commitment.contact_id, Commitment.answered_at).where(Commitment.action_id.in_(_actions(campaign_id)))
    query = query.where(Commitment.kind == CommitmentKind.ATTEND, Commitment.answer.in_(PROMISED))
    return query.where(Commitment.answered_at >= since, Commitment.answered_at < until)


def _kept(campaign_id: int, since: datetime, until: datetime) -> Rows:
    return kept_rows(campaign_id, None, since, until)


def _came(campaign_id: int, since: datetime, until: datetime) -> Rows:
    return attended_rows(campaign_id, None, since, until)


def _figures(campaign_id: int, since: datetime, until: datetime) -> Rows:
    query = select(Demand.id, BudgetFigure.entered_at).join(BudgetFigure, BudgetFigure.demand_id == Demand.id)
    query = query.where(BudgetFigure.entered_at >= since, BudgetFigure.entered_at < until)
    return query.where(Demand.campaign_id == campaign_id)


def _actions(campaign_id: int) -> Select[int]:
    return select(Action.id).where(Action.campaign_id == campaign_id)


CHANGED: dict[str, Callable[[int, datetime, datetime], Rows]] = {
    "one_on_ones": _met,
    "yeses": _yeses,
    "kept": _kept,
    "came": _came,
    "figures": _figures,
}
"""What is counted row by row; votes are looked at one after the other."""


def _moved(campaign_id: int, since: datetime, until: datetime, zone_name: str) -> int:
    """How many who decide lean otherwise on the last day than on the first, whoever was first heard of among them."""
    first, last = local_date(since, zone_name), local_date(until, zone_name)
    reports = (
        select(LeanReport.target_id, LeanReport.lean, LeanReport.as_of)
        .join(Target, Target.id == LeanReport.target_id)
        .where(Target.campaign_id == campaign_id, LeanReport.as_of <= last)
        .order_by(LeanReport.as_of, LeanReport.id)
    )
    before, after = {}, {}
    for target_id, lean, as_of in db.session.execute(reports):
        after[target_id] = lean
        if as_of <= first:
            before[target_id] = lean
    return sum(lean != before.get(target_id) for target_id, lean in after.items())
