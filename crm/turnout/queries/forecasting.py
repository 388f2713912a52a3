"""The forecast of an action: how many will come of those who answered, and how many more yeses it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from crm.actions.queries import Action, get_action
from crm.core.clock import local_date
from crm.core.database import db
from crm.turnout.expecting import Outcome, Rates, expect, learn_all, more_needed
from crm.turnout.models import TurnoutResult
from crm.turnout.queries.standing import CONFIRMED, YES, count_standing

LEADS = (0, 3, 10)
"""Days before an action at which earlier ones are counted: who says yes ten days ahead comes less surely than on the day."""
WALK_IN = "walk_in"
MOST_REMEMBERED = 800
"""Rows of results that are looked at, the latest actions first: a season or two of a busy organization."""
READY = timedelta(days=2)
"""How long before an action its yeses should be together: then the confirming begins (PRODUCT, three touches)."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of one action: who said yes (confirmed or not), how many are expected and between which numbers in four of five cases,
    the goal, and how many more yeses it takes by which local day; `rests_on` counts the earlier actions it was learned from.
    """

    yes: int
    confirmed: int
    expected: int
    low: int
    high: int
    goal: int | None
    more_yeses_needed: int
    by: date
    rests_on: int

    @property
    def is_short(self) -> bool:
        """Whether more yeses are needed to expect the goal."""
        return self.more_yeses_needed > 0


def forecast(action_id: int, now: datetime) -> Forecast:
    """How many will come to an action as things stand; NotFound when it is not here."""
    action = get_action(action_id)
    return forecasts([action], now)[action.id]


def forecasts(actions: Sequence[Action], now: datetime) -> dict[int, Forecast]:
    """The forecasts of several actions by id, in two or three reads."""
    counts = count_standing(actions)
    found: dict[int, Forecast] = {}
    for lead in LEADS:
        some = [action for action in actions if lead_of(action, now) == lead]
        rates = learn_all(outcomes(lead) if some else [], *(action.kind for action in some))
        found.update({action.id: _forecast(action, now, counts[action.id], rates[action.kind]) for action in some})
    return found


def lead_of(action: Action, now: datetime) -> int:
    """Which of the moments before an action now is nearest to, of those that earlier actions were counted at."""
    days = (action.starts_at - now) / timedelta(days=1)
    return min(LEADS, key=lambda lead: abs(lead - days))


def outcomes(lead: int) -> list[Outcome]:
    """How this organization's latest actions turned out, seen from so many days before."""
    query = (
        select(
            TurnoutResult.action_id,
            TurnoutResult.kind,
            TurnoutResult.days_before,
            TurnoutResult.status,
            TurnoutResult.people,
            TurnoutResult.came,
        )
        .where(TurnoutResult.days_before.in_({0, lead}))
        .order_by(TurnoutResult.action_id.desc())
        .limit(MOST_REMEMBERED)
    )
    kinds: dict[int, str] = {}
    counts: dict[int, dict[str, tuple[int, int]]] = {}
    walk_ins: dict[int, int] = {}
    for row in db.session.execute(query):
        kinds[row.action_id] = row.kind
        if row.status == WALK_IN:
            walk_ins[row.action_id] = row.came
        elif row.days_before == lead:
            counts.setdefault(row.action_id, {})[row.status] = (row.people, row.came)
    return [Outcome(kinds[one], counted, walk_ins.get(one, 0)) for one, counted in counts.items()]


def _forecast(action: Action, now: datetime, counts: dict[str, int], rates: Rates) -> Forecast:
    expectation = expect(counts, rates)
    goal = action.goal_attended
    due = local_date(max(action.starts_at - READY, now), action.time_zone)
    return Forecast(
        yes=counts[YES] + counts[CONFIRMED],
        confirmed=counts[CONFIRMED],
        expected=round(expectation.expected),
        low=expectation.low,
        high=expectation.high,
        goal=goal,
        more_yeses_needed=more_needed(goal, expectation.expected, rates) if goal else 0,
        by=due,
        rests_on=rates.actions,
    )
