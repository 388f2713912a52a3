"""Setting goals: numbers to reach by a day, counted from events."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from crm.accounts.queries import get_user
from crm.campaigns.measures import Measure, measures
from crm.campaigns.models import Campaign, Goal
from crm.contacts.queries.turf import get_turf
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
    turf_id: int | None = None,
) -> Goal:
    """Set a number to reach between two days (both counted), for everybody, a person or a team (a turf's people).

    Refused for an unknown measure, no number, no time, and where what is counted has no people who could be somebody's.
    """
    counted = measures.get(measure)
    if counted is None:
        raise Refused(N_("“%(measure)s” is not something that is counted."), measure=measure)
    if target < 1:
        raise Refused(N_("A goal is a number above zero."))
    if ends_on < starts_on:
        raise Refused(N_("A goal cannot end before it starts."))
    _check_whose(counted, campaign_id, user_id, turf_id)
    last = db.session.scalar(select(func.max(Goal.position)).where(Goal.campaign_id == campaign_id))
    row = Goal(
        campaign_id=campaign_id,
        user_id=user_id,
        turf_id=turf_id,
        measure=measure,
        target=target,
        starts_on=starts_on,
        ends_on=ends_on,
        position=(last or 0) + 1,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _check_whose(counted: Measure, campaign_id: int | None, user_id: int | None, turf_id: int | None) -> None:
    """Refused, or NotFound for what is of another organization."""
    if not counted.is_of_people and (campaign_id is None or user_id is not None or turf_id is not None):
        raise Refused(N_("Votes and dollars are a whole campaign’s: choose everybody."))
    if user_id is not None and turf_id is not None:
        raise Refused(N_("A goal is a person’s or a team’s, not both."))
    if campaign_id is not None:
        get_owned(Campaign, campaign_id)
    if user_id is not None:
        get_user(user_id)
    if turf_id is not None:
        get_turf(turf_id)
