"""What a week came to: of the campaigns somebody leads, and of her own work; the numbers that a digest says in words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crm.accounts.models import User
from crm.actions.models import ActionStatus
from crm.actions.queries import list_actions
from crm.boards.models import Digest
from crm.boards.queries.changes import changes_between
from crm.boards.queries.counting import MEASURES
from crm.boards.queries.funnel import funnel
from crm.boards.queries.weeks import week_window
from crm.campaigns import queries as campaigns
from crm.campaigns.models import Campaign
from crm.campaigns.queries.campaigns import OVER
from crm.commitments.models import Task, TaskStatus
from crm.commitments.queries import count_open_tasks
from crm.core.actor import LEADS
from crm.core.clock import local_date
from crm.core.database import db
from crm.one_on_ones.queries import count_between

WEEK = timedelta(days=7)
KEPT_WEEKS = 12
"""How many weeks back somebody may read."""
Figures = dict[str, Any]


def list_digests(user_id: int) -> list[Digest]:
    """What was told to somebody, the newest week first."""
    query = select(Digest).where(Digest.user_id == user_id).order_by(Digest.week_starts_on.desc())
    return list(db.session.scalars(query.limit(KEPT_WEEKS)))


def told_of(week_starts_on: date) -> set[int]:
    """The users who have their digest of a week."""
    return set(db.session.scalars(select(Digest.user_id).where(Digest.week_starts_on == week_starts_on)))


def figures_of(user: User, monday: date, now: datetime, zone_name: str) -> Figures:
    """The numbers of one week for one user: those of the campaigns she leads for a lead, her own for everybody."""
    led = [_campaign(one, monday, now, zone_name) for one in _led(user)] if user.role in LEADS else []
    return {"campaigns": led, "own": _own(user.id, monday, now, zone_name)}


def _led(user: User) -> list[Campaign]:
    """The running campaigns somebody leads; all of them for a lead who leads none."""
    running = [one for one in campaigns.list_campaigns() if one.status not in OVER]
    return [one for one in running if one.lead_user_id == user.id] or running


def _campaign(campaign: Campaign, monday: date, now: datetime, zone_name: str) -> Figures:
    since, until = week_window(monday, zone_name)
    before, today = week_window(monday - WEEK, zone_name)[0], local_date(now, zone_name)
    goals = campaigns.standing(campaigns.goals(campaign.id), today, zone_name)
    late = [one for one in campaigns.stages(campaign.id, today) if one.days_late]
    shown = funnel(campaign.id, now)
    ahead = [one for one in list_actions(campaign.id, since=now, limit=20) if one.status is not ActionStatus.CANCELLED]
    return {
        "id": campaign.id,
        "name": campaign.name,
        "days_to_vote": campaigns.days_to_vote(campaign, today),
        "week": asdict(changes_between(campaign.id, since, min(until, now), zone_name)),
        "before": asdict(changes_between(campaign.id, before, since, zone_name)),
        "behind": [_behind(one) for one in goals if one.pace.difference < 0 and not one.pace.is_reached],
        "late": [{"label": one.label, "label_es": one.label_es, "days": one.days_late} for one in late],
        "to_call": shown.counts["to_meet"] if shown else 0,
        "coming": [
            {"title": one.title, "title_es": one.title_es, "on": local_date(one.starts_at, zone_name).isoformat()}
            for one in ahead
            if one.starts_at < now + WEEK
        ],
    }


def _behind(one: campaigns.Standing) -> Figures:
    pace = one.pace
    return {"label": one.measure.label, "reached": pace.reached, "target": pace.target, "short": -pace.difference}


def _own(user_id: int, monday: date, now: datetime, zone_name: str) -> Figures:
    """One organizer's own week, compared with nobody else's."""
    since, until = week_window(monday, zone_name)
    done = select(func.count(Task.id)).where(
        Task.assignee_user_id == user_id, Task.status == TaskStatus.DONE, Task.done_at >= since, Task.done_at < until
    )
    today = local_date(now, zone_name)
    return {
        "one_on_ones": count_between(None, user_id, since, until),
        "before": count_between(None, user_id, since - WEEK, since),
        "came": MEASURES["attended"].count(None, user_id, since, until),
        "kept": MEASURES["commitments_kept"].count(None, user_id, since, until),
        "done": db.session.scalars(done).one(),
        "due": count_open_tasks(user_id, today + timedelta(days=6)),
    }
