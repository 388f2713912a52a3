"""What happened in a campaign between two moments, in numbers: since yesterday, or in a week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from crm.actions.models import Action
from crm.boards.queries.counting import count_rows
from crm.campaigns.models import BudgetFigure, Demand, LeanReport, Target
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.core.clock import local_date
from crm.core.database import db
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn

DAY = timedelta(days=1)
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
    query = CHANGED[what](campaign_id)
    at = query.selected_columns[1]
    return query.where(at > since, at <= until)


def _met(campaign_id: int) -> Rows:
    return select(OneOnOne.contact_id, OneOnOne.logged_at).where(OneOnOne.campaign_id == campaign_id)


def _yeses(campaign_id: int) -> Rows:
    query = select(Commitment.contact_id, Commitment.answered_at).where(Commitment.action_id.in_(_actions(campaign_id)))
    return query.where(Commitment.kind == CommitmentKind.ATTEND, Commitment.answer.in_(PROMISED))


def _kept(campaign_id: int) -> Rows:
    of_campaign = (Commitment.campaign_id == campaign_id) | Commitment.action_id.in_(_actions(campaign_id))
    return select(Commitment.contact_id, Commitment.closed_at).where(of_campaign, Commitment.outcome == Outcome.KEPT)


def _came(campaign_id: int) -> Rows:
    return select(SignIn.contact_id, SignIn.arrived_at).where(SignIn.action_id.in_(_actions(campaign_id)))


def _figures(campaign_id: int) -> Rows:
    query = select(Demand.id, BudgetFigure.entered_at).join(BudgetFigure, BudgetFigure.demand_id == Demand.id)
    return query.where(Demand.campaign_id == campaign_id)


def _actions(campaign_id: int) -> Select[int]:
    return select(Action.id).where(Action.campaign_id == campaign_id)


CHANGED: dict[str, Callable[[int], Rows]] = {
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
