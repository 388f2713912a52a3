"""What closing an action says of the promises to come: broken by those who did not, and counts alone where nobody is named."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.actions.queries import Action, find_kind, get_action
from crm.actions.signals import action_closed, action_reopened
from crm.commitments.queries import rsvp_counts
from crm.commitments.service import break_promises, forget_answers, mend_promises
from crm.core.actor import Actor
from crm.signins.queries import attended_ids
from crm.signins.signals import presence_changed
from crm.turnout.service.counting import count_action, forget_named


def _on_closed(action: Action, *, now: datetime, actor: Actor, **_: Any) -> None:
    kind = find_kind(action.kind)
    if kind is not None and not kind.needs_signin:
        action.rsvp_totals = {answer.value: number for answer, number in rsvp_counts(action.id).items()}
        forget_answers(action.id)
        forget_named(action.id)
        return
    break_promises(action.id, now, attended_ids(action.id))
    count_action(action)


def _on_reopened(action: Action, *, now: datetime, actor: Actor, closed_at: datetime, **_: Any) -> None:
    mend_promises(action.id, closed_at)


def _on_presence_changed(action_id: int, *, now: datetime, **_: Any) -> None:
    """Late paper, or a presence taken back, after the closing: promises and what the forecast learns follow."""
    action = get_action(action_id)
    kind = find_kind(action.kind)
    if action.closed_at is None or (kind is not None and not kind.needs_signin):
        return
    break_promises(action.id, action.closed_at, attended_ids(action.id))
    count_action(action)


def install() -> None:
    """Listen to actions being closed and opened again, and to presence that changes after that."""
    action_closed.connect(_on_closed)
    action_reopened.connect(_on_reopened)
    presence_changed.connect(_on_presence_changed)
