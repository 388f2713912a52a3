"""What rooms above campaigns put into the strategy chart: tactics are actions, with their day and who came."""

from __future__ import annotations

from typing import Any

from flask import render_template

from crm.actions.queries import list_actions
from crm.core.access import now
from crm.core.slots import fill
from crm.signins.queries.presence import came_counts

SHOWN = 4


def _tactics(campaign: Any) -> str:
    """The next actions of a campaign, and its last ones with how many came."""
    coming = list_actions(campaign.id, since=now(), limit=SHOWN)
    past = list_actions(campaign.id, until=now())[-SHOWN:]
    came = came_counts([one.id for one in past])
    return render_template("boards/_strategy_tactics.html", coming=coming, past=past, came=came)


def install() -> None:
    """Fill the chart's column of tactics."""
    fill("strategy_tactics", "actions", _tactics)
