"""When a wait is over; pure, by the clock of a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crm.core.clock import zone
from crm.sms.models import Clock, SequenceStep

TOO_LATE = timedelta(hours=6)
"""A text whose moment before an action passed longer ago than this is not sent any more."""


def due_at(step: SequenceStep, since: datetime, starts_at: datetime | None, zone_name: str) -> datetime:
    """The end of a wait that began at `since`: by the action's beginning where it counts from there and there is one.

    An hour is the next such hour of the zone after a wait, and that hour of the day before an action.
    """
    is_by_action = step.clock is Clock.ACTION and starts_at is not None
    begin = starts_at if is_by_action and starts_at is not None else since
    at = begin + timedelta(minutes=step.minutes)
    if step.hour is None:
        return at
    local = at.astimezone(zone(zone_name))
    then = local.replace(hour=step.hour, minute=0, second=0, microsecond=0)
    if then < local and not is_by_action:
        then = (local + timedelta(days=1)).replace(hour=step.hour, minute=0, second=0, microsecond=0)
    return then.astimezone(UTC)


def is_late(step: SequenceStep, due: datetime, since: datetime) -> bool:
    """Whether a moment before an action had passed already when she came to the step."""
    return step.clock is Clock.ACTION and due + TOO_LATE < since
