"""Texts that go relative to an action: when that is, and letting those go whose moment has come.

A touch moves with its action; its people, and what fills its fields, are those of the moment it goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from crm.accounts.queries import get_user
from crm.actions.queries import Action, ActionStatus, find_action, get_action
from crm.core.clock import zone
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.sms.models import Blast, BlastStatus
from crm.sms.queries.audience import audience_from
from crm.sms.queries.plans import BlastPlan, values_of

ACTION_CANCELLED = N_("the action was cancelled")
ACTION_BEGUN = N_("the action began before its moment came")


def moment_of(touch: Mapping[str, Any], action: Action) -> datetime:
    """When a touch goes: hours before the action, or days before it at a time of day where it is."""
    if "hours" in touch:
        return action.starts_at - timedelta(hours=int(touch["hours"]))
    local = action.starts_at.astimezone(zone(action.time_zone))
    day = local.date() - timedelta(days=int(touch["days"]))
    return datetime.combine(day, time.fromisoformat(str(touch["at"])), local.tzinfo)


def check_touch(touch: Mapping[str, Any], action_id: int | None, now: datetime) -> None:
    """Refused when a touch has no action ahead to go before, or its moment has passed."""
    action = find_action(action_id)
    if action is None or action.starts_at <= now:
        raise Refused(N_("Choose an action ahead that the text is about: it goes so long before that."))
    if moment_of(touch, action) <= now:
        raise Refused(N_("One of these times has passed already. Untick it, or send now."))


def start_touches(now: datetime) -> int:
    """Let the touches go whose moment has come, and cancel those whose action is off or has begun; how many changed."""
    query = select(Blast).where(
        Blast.status == BlastStatus.SCHEDULED, Blast.prepared_at.is_(None), Blast.action_id.is_not(None)
    )
    waiting = [blast for blast in db.session.scalars(query.order_by(Blast.id)) if blast.touch]
    return sum(_start(blast, get_action(blast.action_id), now) for blast in waiting)


def _start(blast: Blast, action: Action, now: datetime) -> bool:
    if action.status is ActionStatus.CANCELLED or action.starts_at <= now:
        blast.status = BlastStatus.CANCELLED
        blast.paused_because = ACTION_CANCELLED if action.status is ActionStatus.CANCELLED else ACTION_BEGUN
    elif moment_of(blast.touch or {}, action) <= now:
        blast.fields = {**blast.fields, **_values(blast, now)}
        blast.status = BlastStatus.PREPARING
    else:
        return False
    db.session.flush()
    return True


def _values(blast: Blast, now: datetime) -> dict[str, dict[str, str]]:
    plan = BlastPlan(
        audience_from(blast.audience),
        blast.bodies,
        typed=blast.fields,
        action_id=blast.action_id,
        ask_action_id=blast.ask_action_id,
    )
    writer = get_user(blast.sent_by_user_id).name if blast.sent_by_user_id is not None else ""
    return values_of(plan, writer, now)
