"""Steps of the worker that are due only now and then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class Every:
    """A step of the worker that does its work when the worker starts, and then once in each interval."""

    def __init__(self, interval: timedelta, work: Callable[[datetime], int]) -> None:
        self._interval = interval
        self._work = work
        self._due_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Do the work if it is time; how many things it did, 0 so that the worker may rest."""
        if self._due_at is not None and now < self._due_at:
            return 0
        self._due_at = now + self._interval
        return self._work(now)
