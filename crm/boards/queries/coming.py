"""The next action of a campaign that has a goal, and who is expected to come to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crm.actions.models import Action, ActionStatus
from crm.actions.queries import list_actions
from crm.turnout.queries import Forecast, forecasts

LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Coming:
    """An action to come, and its forecast."""

    action: Action
    forecast: Forecast


def coming(campaign_id: int, now: datetime) -> Coming | None:
    """The next action of a campaign with a goal of people; None when none is planned."""
    ahead = list_actions(campaign_id, since=now, limit=LOOKED_AT)
    planned = [one for one in ahead if one.goal_attended and one.status is not ActionStatus.CANCELLED]
    if not planned:
        return None
    return Coming(planned[0], forecasts(planned[:1], now)[planned[0].id])
