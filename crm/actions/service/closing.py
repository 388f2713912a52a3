"""Closing an action, when who came is known, and opening it again."""

from __future__ import annotations

from datetime import datetime

from crm.actions.models import Action, ActionStatus
from crm.actions.queries import find_kind, get_action
from crm.actions.signals import action_closed, action_reopened
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused

MOST_HEADS = 1_000_000
AT_HOMES = ("house_meeting",)
"""Kinds whose place is somebody's home: the address is not kept after the meeting (action_types.csv, safety note)."""


def close_action(actor: Actor, now: datetime, action_id: int, headcount: int | None = None) -> Action:
    """Say that an action is over and who came is known; a second time changes nothing but the count of heads. The address of
    a host's home is forgotten.

    Refused before it begins, when it was cancelled, and without a headcount where people are counted by head.
    """
    action = get_action(action_id)
    _check(action, now, headcount)
    if headcount is not None:
        action.headcount = headcount
    if action.closed_at is None:
        action.closed_at = now
        action.status = ActionStatus.DONE
        if action.kind in AT_HOMES:
            action.place = ""
        db.session.flush()
        record(actor, "closed", "action", action.id, now, headcount=headcount)
        action_closed.send(action, now=now, actor=actor)
    db.session.flush()
    return action


def add_heads(action_id: int, heads: int) -> Action:
    """Count so many more (or fewer, when negative) heads at an action where nobody is named."""
    action = get_action(action_id)
    action.headcount = max(0, (action.headcount or 0) + heads)
    db.session.flush()
    return action


def reopen_action(actor: Actor, now: datetime, action_id: int) -> Action:
    """Take a closing back: nobody is absent any more; an action that is open stays so."""
    action = get_action(action_id)
    closed_at = action.closed_at
    if closed_at is not None:
        action.closed_at = None
        action.status = ActionStatus.CONFIRMED
        db.session.flush()
        record(actor, "reopened", "action", action.id, now)
        action_reopened.send(action, now=now, actor=actor, closed_at=closed_at)
    return action


def _check(action: Action, now: datetime, headcount: int | None) -> None:
    if action.status is ActionStatus.CANCELLED:
        raise Refused(N_("This action was cancelled: there is nothing to close."))
    if action.starts_at > now:
        raise Refused(N_("This action has not begun yet."))
    if headcount is not None and not 0 <= headcount <= MOST_HEADS:
        raise Refused(N_("Count the people who were there: a whole number."))
    kind = find_kind(action.kind)
    if kind is not None and not kind.needs_signin and headcount is None and action.headcount is None:
        raise Refused(N_("Say how many people were there: here nobody is named."))
