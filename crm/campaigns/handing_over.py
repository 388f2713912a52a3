"""What somebody who leaves answers for in campaigns: the ones she leads, and her own goals that are not over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from crm.accounts.handovers import HandOver, Holding, Part, handovers, whole
from crm.audit.moving import move_rows
from crm.campaigns.models import Campaign, Goal
from crm.campaigns.queries.campaigns import OVER
from crm.core.database import db
from crm.core.errors import N_


def _led(user_id: int) -> tuple[ColumnElement[bool], ...]:
    return Campaign.lead_user_id == user_id, Campaign.status.not_in(OVER)


def _campaigns(user_id: int, _now: datetime) -> list[Part]:
    return whole(db.session.scalars(select(func.count(Campaign.id)).where(*_led(user_id))).one())


def _move_campaigns(plan: HandOver) -> int:
    ids = db.session.scalars(select(Campaign.id).where(*_led(plan.from_user_id)))
    return move_rows(plan.batch, Campaign, "lead_user_id", list(ids), plan.receiver("campaigns", ""))


def _going_on(user_id: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Goals that are over stay hers: what she reached is counted from her own events."""
    return Goal.user_id == user_id, Goal.ends_on >= now.date()


def _goals(user_id: int, now: datetime) -> list[Part]:
    return whole(db.session.scalars(select(func.count(Goal.id)).where(*_going_on(user_id, now))).one())


def _move_goals(plan: HandOver) -> int:
    ids = db.session.scalars(select(Goal.id).where(*_going_on(plan.from_user_id, plan.batch.created_at)))
    return move_rows(plan.batch, Goal, "user_id", list(ids), plan.receiver("goals", ""))


def install() -> None:
    """Register what this room hands over."""
    handovers.register("campaigns", Holding(N_("Campaigns she leads"), _campaigns, _move_campaigns))
    handovers.register("goals", Holding(N_("Her goals"), _goals, _move_goals))
