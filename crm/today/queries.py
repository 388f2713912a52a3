"""My day: how my week stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.campaigns.queries import Pace, goals, pace_of
from crm.campaigns.queries.goals import window
from crm.one_on_ones.queries import count_between

WEEKLY_ONE_ON_ONES = 6
"""The week's goal of somebody who has none of her own (PRODUCT.md, day A)."""


@dataclass(frozen=True, slots=True)
class Week:
    """One-on-ones against the goal of the days from `starts_on` to `ends_on`."""

    starts_on: date
    ends_on: date
    pace: Pace


def my_week(user_id: int, today: date, zone_name: str) -> Week:
    """One-on-ones of the running goal of one's own, else of six from Monday to Sunday."""
    running = [
        goal
        for goal in goals(None, user_id)
        if goal.measure == "one_on_ones" and goal.starts_on <= today <= goal.ends_on
    ]
    monday = today - timedelta(days=today.weekday())
    starts_on, ends_on, target = monday, monday + timedelta(days=6), WEEKLY_ONE_ON_ONES
    if running:
        starts_on, ends_on, target = running[0].starts_on, running[0].ends_on, running[0].target
    reached = count_between(None, user_id, *window(starts_on, ends_on, zone_name))
    return Week(starts_on, ends_on, pace_of(target, reached, starts_on, ends_on, today))
