"""What the worker does for the ladder: it keeps the suggested steps of every organization fresh."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.accounts.queries import list_organizations
from crm.core.database import unit_of_work
from crm.core.scope import in_organization
from crm.leadership.service import refresh_suggestions

INTERVAL = timedelta(minutes=10)


class SuggestingStep:
    """A step of the worker: when it starts and every ten minutes, the rules of every ladder are asked anew."""

    def __init__(self) -> None:
        self._due_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Ask them if it is time; never counts as work, so that the worker may rest."""
        if self._due_at is not None and now < self._due_at:
            return 0
        self._due_at = now + INTERVAL
        for one in list_organizations():
            with in_organization(one.id), unit_of_work():
                refresh_suggestions(now + timedelta(seconds=one.clock_offset_seconds))
        return 0


suggest_steps = SuggestingStep()
