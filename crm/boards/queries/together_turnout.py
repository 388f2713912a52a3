"""Who is expected at actions that members of a coalition host together, in numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from crm.actions.models import Action, ActionStatus
from crm.actions.queries import list_actions
from crm.coalitions.queries import Partner, Together
from crm.core.scope import in_organization
from crm.turnout.queries import Forecast, forecasts

LOOKED_AT = 20
Shown = Callable[[Partner, int], int | None]


@dataclass(frozen=True, slots=True)
class Expected:
    """What one host expects of an action; None where the number is too small to be shown to others."""

    partner: Partner
    yes: int | None
    expected: int | None


@dataclass(frozen=True, slots=True)
class SharedAction:
    """An action that two or more members host: what each expects, and all together, in four of five cases from low to high.

    `action` is our own, or the first host's when we host it not.
    """

    action: Action
    is_ours: bool
    hosts: tuple[Expected, ...]
    low: int
    high: int

    @property
    def expected(self) -> int:
        """The sum of what is shown."""
        return sum(one.expected or 0 for one in self.hosts)

    @property
    def is_at_least(self) -> bool:
        """Whether a small number is left out of the sum."""
        return any(one.expected is None for one in self.hosts)

    @property
    def goal(self) -> int | None:
        """How many people the host of ours wants, or the first that says so."""
        return self.action.goal_attended


def shared_actions(group: Together, now: datetime, shown: Shown) -> list[SharedAction]:
    """The actions to come that two or more members host together, the next one first."""
    found: dict[str, list[tuple[Partner, Action, Forecast]]] = {}
    for partner in sorted(group.partners, key=lambda one: not one.is_us):
        with in_organization(partner.organization_id):
            for action, forecast in _coming(partner, now):
                found.setdefault(action.joint_key or "", []).append((partner, action, forecast))
    return sorted((_together(hosts, shown) for hosts in found.values() if len(hosts) > 1), key=_starts)


def _starts(one: SharedAction) -> tuple[datetime, int]:
    return one.action.starts_at, one.action.id


def _coming(partner: Partner, now: datetime) -> list[tuple[Action, Forecast]]:
    """The actions to come of a member's campaigns that it hosts with others, with their forecasts."""
    ahead = [action for one in partner.campaign_ids for action in list_actions(one, since=now, limit=LOOKED_AT)]
    joint = [one for one in ahead if one.joint_key and one.status is not ActionStatus.CANCELLED]
    expected = forecasts(joint, now)
    return [(one, expected[one.id]) for one in joint]


def _together(hosts: list[tuple[Partner, Action, Forecast]], shown: Shown) -> SharedAction:
    """One action of several hosts; errors of independent forecasts add up as the root of their squares."""
    partner, action, _forecast = hosts[0]
    expected = tuple(Expected(one, shown(one, said.yes), shown(one, said.expected)) for one, _, said in hosts)
    counted = [said for (_, _, said), one in zip(hosts, expected, strict=True) if one.expected is not None]
    middle = sum(said.expected for said in counted)
    below = sqrt(sum((said.expected - said.low) ** 2 for said in counted))
    above = sqrt(sum((said.high - said.expected) ** 2 for said in counted))
    return SharedAction(action, partner.is_us, expected, round(middle - below), round(middle + above))
