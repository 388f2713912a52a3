"""When the door of an action is open: from an hour before it until midnight there, or four hours after it, if that is later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from crm.core.clock import zone

BEFORE = timedelta(hours=1)
AFTER = timedelta(hours=4)
TAKEN_FOR = timedelta(days=7)
"""How long after the end a device may still bring in what it had saved."""


@dataclass(frozen=True, slots=True)
class DoorHours:
    """From when and until when a door is open, and until when its devices are still heard."""

    opens_at: datetime
    ends_at: datetime

    @property
    def taken_until(self) -> datetime:
        """The last moment at which rows that devices had saved are taken in."""
        return self.ends_at + TAKEN_FOR

    def is_open(self, now: datetime) -> bool:
        """Whether people may come in now."""
        return self.opens_at <= now < self.ends_at

    def within(self, moment: datetime) -> datetime:
        """The moment, or the nearest one at which the door was open: what a wrong clock says is bounded so."""
        return min(max(moment, self.opens_at), self.ends_at)


def hours_of(action: Any) -> DoorHours:
    """The hours of anything with an action's `starts_at`, `ends_at` and `time_zone`; without an end the start counts."""
    there = zone(action.time_zone)
    next_day = action.starts_at.astimezone(there).date() + timedelta(days=1)
    midnight = datetime.combine(next_day, time(), there)
    ends_at = max(midnight, (action.ends_at or action.starts_at) + AFTER)
    return DoorHours(action.starts_at - BEFORE, ends_at.astimezone(action.starts_at.tzinfo))
