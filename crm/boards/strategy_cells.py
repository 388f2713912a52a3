"""What rooms above campaigns put into the strategy chart: leaders, segments, and actions as tactics."""

from __future__ import annotations

from typing import Any

from flask import render_template

from crm.actions.queries import list_actions
from crm.contacts.queries.segments import count_people, list_segments, steps_of
from crm.core.access import now
from crm.core.slots import fill
from crm.leadership.ladder import ACTIVIST
from crm.leadership.queries.stages import list_rungs
from crm.places.queries import count_in
from crm.signins.queries.presence import came_counts

SHOWN = 4
SEGMENTS = 3
"""How many segments are counted: each is a question to the whole base."""


def _tactics(campaign: Any) -> str:
    """The next actions of a campaign, and its last ones with how many came."""
    coming = list_actions(campaign.id, since=now(), limit=SHOWN)
    past = list_actions(campaign.id, until=now())[-SHOWN:]
    came = came_counts([one.id for one in past])
    return render_template("boards/_strategy_tactics.html", coming=coming, past=past, came=came)


def _organization(campaign: Any) -> str:
    """Who leads: the people on the upper rungs of the ladder, rung by rung."""
    rungs = [rung for rung in list_rungs() if rung.stage.number >= ACTIVIST]
    return render_template("boards/_strategy_leaders.html", campaign=campaign, rungs=rungs)


def _people(campaign: Any) -> str:
    """Who could act: our people where the vote is, and the segments that were made, each with how many are in it."""
    segments = [(one, count_people(steps_of(one), now())) for one in list_segments()[:SEGMENTS]]
    here = count_in(campaign.ocd_id) if campaign.ocd_id else 0
    return render_template("boards/_strategy_people.html", campaign=campaign, segments=segments, here=here)


def install() -> None:
    """Fill the chart's columns of our organization, of constituents and of tactics."""
    fill("strategy_organization", "leaders", _organization)
    fill("strategy_people", "segments", _people)
    fill("strategy_tactics", "actions", _tactics)
