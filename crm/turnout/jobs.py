"""What the worker does for turnout: it gives public answers to their people, and counts how actions turned out."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.accounts.queries import get_organization, list_organizations
from crm.core.actor import system_actor
from crm.core.clock import shifted
from crm.core.database import reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.turnout.queries.public import waiting_organizations
from crm.turnout.service.counting import count_what_is_over
from crm.turnout.service.public import take_in_waiting

PUBLIC = "The public page"
INTERVAL = timedelta(minutes=10)


class CountingStep:
    """A step of the worker: when it starts and every ten minutes, what is over in any organization is counted."""

    def __init__(self) -> None:
        self._due_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Count if it is time; while something is left to count it stays time."""
        if self._due_at is not None and now < self._due_at:
            return 0
        done = sum(_count(one.id, now + timedelta(seconds=one.clock_offset_seconds)) for one in list_organizations())
        self._due_at = now if done else now + INTERVAL
        return done


def _count(organization_id: int, now: datetime) -> int:
    with in_organization(organization_id), unit_of_work():
        return count_what_is_over(now)


count_turnout = CountingStep()


def take_in_public(_now: datetime) -> int:
    """Give waiting public answers to their people, a bounded number of each organization; returns how many."""
    with reading_only(), unit_of_work():
        waiting = waiting_organizations()
    done = 0
    for organization_id in waiting:
        with in_organization(organization_id), unit_of_work():
            now = shifted(get_organization(organization_id).clock_offset_seconds)
            done += take_in_waiting(system_actor(organization_id, PUBLIC), now)
    return done
