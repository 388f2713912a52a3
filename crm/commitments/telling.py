"""Who said that they come hears of it when an action is moved or cancelled: a next step for who changed it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, ActionStatus
from crm.actions.signals import action_changed, shift_takers
from crm.commitments.models import Answer, TaskKind
from crm.commitments.queries import PROMISING, count_on_shift, rsvp_counts
from crm.commitments.service import NewTask, create_task
from crm.core.actor import Actor
from crm.core.clock import local_date
from crm.core.spoken import ngettext

TOLD = (*PROMISING, Answer.MAYBE, Answer.WAITLIST)


def _on_changed(action: Action, *, now: datetime, actor: Actor, **_: Any) -> None:
    counts = rsvp_counts(action.id)
    people = sum(counts.get(answer, 0) for answer in TOLD)
    if not people or actor.user_id is None or action.starts_at < now:
        return
    today = local_date(now, get_organization(actor.organization_id).time_zone)
    origin = f"told {action.id} {action.revision}"
    title = _title(action, people)
    create_task(actor, now, NewTask(None, actor.user_id, TaskKind.TEXT, title, today, origin, None, origin))


def _title(action: Action, people: int) -> str:
    values = {"action": action.short_title or action.title}
    if action.status is ActionStatus.CANCELLED:
        return ngettext(
            "Tell %(num)s person that %(action)s is cancelled",
            "Tell %(num)s people that %(action)s is cancelled",
            people,
            **values,
        )
    return ngettext(
        "Tell %(num)s person that %(action)s has changed",
        "Tell %(num)s people that %(action)s has changed",
        people,
        **values,
    )


def _on_shift(shift_id: int) -> int:
    return count_on_shift(shift_id)


def install() -> None:
    """Listen to actions being moved and cancelled, and say how many people are on a shift."""
    shift_takers.connect(_on_shift)
    action_changed.connect(_on_changed)
