"""How goals stand: reached against the straight line from start to end, and where it ends at this rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from crm.accounts.queries import names_of_users
from crm.campaigns.measures import Measure, measures
from crm.campaigns.models import Goal
from crm.contacts.queries.turf import names_of_turfs
from crm.core.clock import zone
from crm.core.database import db
from crm.core.scope import get_owned


@dataclass(frozen=True, slots=True)
class Pace:
    """Reached against expected by today; `by_the_end` is where this rate leads, None on the first day."""

    target: int
    reached: int
    expected: int
    by_the_end: int | None

    @property
    def difference(self) -> int:
        """Above zero ahead of pace, below zero short of it."""
        return self.reached - self.expected

    @property
    def is_reached(self) -> bool:
        """Whether the goal is met."""
        return self.reached >= self.target


def pace_of(target: int, reached: int, starts_on: date, ends_on: date, today: date) -> Pace:
    """The pace on a straight line: nothing due on the first day, all of it on the last."""
    span = max((ends_on - starts_on).days, 1)
    gone = min(max((today - starts_on).days, 0), span)
    if starts_on == ends_on and today >= ends_on:
        gone = span
    expected = (2 * target * gone + span) // (2 * span)
    return Pace(target, reached, expected, reached * span // gone if gone else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal, what it counts, how it stands today, and the name of the person or team whose it is ("" for everybody's)."""

    goal: Goal
    measure: Measure
    pace: Pace
    whose: str


def window(starts_on: date, ends_on: date, zone_name: str) -> tuple[datetime, datetime]:
    """The moments from the start of one local day to the end of another, in UTC, half open."""
    local = zone(zone_name)
    since = datetime.combine(starts_on, time(), local)
    until = datetime.combine(ends_on + timedelta(days=1), time(), local)
    return since.astimezone(UTC), until.astimezone(UTC)


def goals(campaign_id: int | None, user_id: int | None = None) -> list[Goal]:
    """The goals of a campaign (or of none), of one person when given, in their order."""
    query = select(Goal).where(Goal.campaign_id == campaign_id).order_by(Goal.position, Goal.id)
    return list(db.session.scalars(query.where(Goal.user_id == user_id) if user_id is not None else query))


def get_goal(goal_id: int) -> Goal:
    """The goal with that id; NotFound when this organization has none."""
    return get_owned(Goal, goal_id)


Count = Callable[[Goal, Measure, datetime, datetime], int]
"""What a goal has reached from a moment to before another."""


def reached(goal: Goal, measure: Measure, since: datetime, until: datetime) -> int:
    """What a goal has reached, counted now."""
    return measure.count(goal.campaign_id, goal.user_id, since, until, goal.turf_id)


def standing(rows: list[Goal], today: date, zone_name: str, count: Count = reached) -> list[Standing]:
    """How goals stand today, one count each; those whose measure no room offers any more are left out."""
    people, teams = names_of_users({goal.user_id for goal in rows}), names_of_turfs({goal.turf_id for goal in rows})
    result = []
    for goal in rows:
        measure = measures.get(goal.measure)
        if measure is None:
            continue
        since, until = window(goal.starts_on, goal.ends_on, zone_name)
        number = count(goal, measure, since, until)
        pace = pace_of(goal.target, number, goal.starts_on, goal.ends_on, today)
        whose = people.get(goal.user_id or 0) or teams.get(goal.turf_id or 0, "")
        result.append(Standing(goal, measure, pace, whose))
    return result
