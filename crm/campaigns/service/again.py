"""Beginning a campaign like one before it: what was asked for, who decides and the way to the vote come along."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select

from crm.campaigns.models import BudgetLine, Campaign, Demand, Goal, Milestone, Target
from crm.campaigns.service.campaigns import NewCampaign, create_campaign
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.scope import get_owned

Row = TypeVar("Row", Demand, BudgetLine, Target, Milestone, Goal)
DEMAND = ("side", "position", "title", "title_es", "demand_key")
LINE = ("department", "program", "fund", "function", "side")
TARGET = ("decision_maker_id", "has_vote", "wants", "heeds")
STAGE = ("key", "position", "label", "label_es", "done_when", "board_metric")


def begin_again(actor: Actor, now: datetime, like_id: int, new: NewCampaign) -> Campaign:
    """Begin a campaign with the demands, lines, seats, stages and goals of another; NotFound when there is no such one.

    Figures, leans, places on the map and what was promised or reached stay where they are: they were true of that fight.
    """
    like = get_owned(Campaign, like_id)
    row = create_campaign(actor, now, new)
    row.votes_needed, row.issues, row.decision_body_es = like.votes_needed, list(like.issues), like.decision_body_es
    _copy_money(like, row)
    db.session.add_all(_copied(one, row, TARGET) for one in _of(Target, like))
    if like.decision_on and row.decision_on:
        _copy_way(like, row, row.decision_on - like.decision_on)
    db.session.flush()
    return row


def _copy_money(like: Campaign, row: Campaign) -> None:
    """The demands, and the lines they rest on in the new year, each line once."""
    demands = {one.id: _copied(one, row, DEMAND) for one in _of(Demand, like)}
    db.session.add_all(demands.values())
    db.session.flush()
    lines: dict[tuple[str, str, str], BudgetLine] = {}
    for one in _of(BudgetLine, like):
        line = _copied(one, row, LINE)
        line.fiscal_year = row.fiscal_year
        line.demand_id = demands[one.demand_id].id if one.demand_id in demands else None
        lines[line.department, line.program, line.fund] = line
    db.session.add_all(lines.values())


def _copy_way(like: Campaign, row: Campaign, later: timedelta) -> None:
    """The stages, as far before the vote as they were then, and everybody's goals over as many days."""
    for stage in _of(Milestone, like):
        copy = _copied(stage, row, STAGE)
        copy.due_on = stage.due_on + later if stage.due_on else None
        db.session.add(copy)
    for goal in _of(Goal, like):
        if goal.user_id is None and goal.turf_id is None:
            copied = _copied(goal, row, ("measure", "target", "position"))
            copied.starts_on, copied.ends_on = goal.starts_on + later, goal.ends_on + later
            db.session.add(copied)


def _of(model: type[Row], campaign: Campaign) -> list[Row]:
    return list(db.session.scalars(select(model).where(model.campaign_id == campaign.id).order_by(model.id)))


def _copied(row: Row, campaign: Campaign, names: tuple[str, ...]) -> Row:
    """A new row of another campaign with these columns of one before it."""
    copy: Row = type(row)(campaign_id=campaign.id)
    for name in names:
        setattr(copy, name, getattr(row, name))
    return copy
