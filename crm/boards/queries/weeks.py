"""One-on-ones week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from crm.boards.queries.kept import Kept
from crm.campaigns.queries.goals import window
from crm.core.database import db
from crm.one_on_ones.models import OneOnOne

SHOWN = 14


@dataclass(frozen=True, slots=True)
class Week:
    """The one-on-ones of a week that begins on a Monday."""

    starts_on: date
    count: int
    is_running: bool


def weeks(campaign_id: int, today: date, zone_name: str, kept: Kept | None = None) -> list[Week]:
    """The last weeks up to today, oldest first, counted in one read."""
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in range(SHOWN - 1, -1, -1)]
    bounds = [week_window(monday, zone_name) for monday in mondays]
    row = (kept or Kept()).get(("weeks", campaign_id, *bounds), ("one_on_ones",), lambda: _counted(campaign_id, bounds))
    return [Week(monday, count, monday == this_monday) for monday, count in zip(mondays, row, strict=True)]


def _counted(campaign_id: int, bounds: list[tuple[datetime, datetime]]) -> tuple[int, ...]:
    counted = select(func.count()).where(OneOnOne.campaign_id == campaign_id)
    counts = [
        counted.where(OneOnOne.met_at >= since, OneOnOne.met_at < until).scalar_subquery() for since, until in bounds
    ]
    return tuple(db.session.execute(select(*counts)).one())


def week_window(monday: date, zone_name: str) -> tuple[datetime, datetime]:
    """The moments of the week that begins on that Monday, half open."""
    return window(monday, monday + timedelta(days=6), zone_name)
