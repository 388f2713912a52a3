"""Setting goals: numbers to reach by a day, counted from events."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from crm.campaigns.measures import measures
from crm.campaigns.models import Campaign, Goal
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned


def set_goal(
    actor: Actor,
    measure: str,
    target: int,
    starts_on: date,
    ends_on: date,
    *,
    campaign_id: int | None = None,
    user_id: int | None = None,
) -> Goal:
    """Set a number to reach between two days (both counted); Refused for an unknown measure, no number or no time."""
    if measures.get(measure) is None:
        raise Refused(N_("“%(measure)s” is not something that is counted."), measure=measure)
    if target < 1:
        raise Refused(N_("A goal is a number above zero."))
    if ends_on < starts_on:
        raise Refused(N_("A goal cannot end before it starts."))
    if campaign_id is not None:
        get_owned(Campaign, campaign_id)
    last = db.session.scalar(select(func.max(Goal.position)).where(Goal.campaign_id == campaign_id))
    row = Goal(
        campaign_id=campaign_id,
        user_id=user_id,
        measure=measure,
        target=target,
        starts_on=starts_on,
        ends_on=ends_on,
        position=(last or 0) + 1,
    )
    db.session.add(row)
    db.session.flush()
    return row
