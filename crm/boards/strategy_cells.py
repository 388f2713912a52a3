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
from crm.places.queries import count_around
from crm.signins.queries.presence import came_counts

SHOWN = 4
SEGMENTS, FEW = 3, 2_000
"""How many segments are shown, and up to how many people one is asked anew: each is a question to the whole base."""


def _tactics(campaign: Any) -> str:
    """The next actions of a campaign, and its last ones with how many came."""
    coming = list_actions(campaign.id, since=now(), limit=SHOWN)
    past = list_actions(campaign.id, until=now())[-SHOWN:]
    came = came_counts([one.id for one in past])
    return render_template("boards/_strategy_tactics.html", coming=coming, past=past, came=came)


def _organization(campaign: Any) -> str:
    """Who leads: the people on the upper rungs of the ladder, rung by rung."""
    return render_template("boards/_strategy_leaders.html", campaign=campaign, rungs=list_rungs(ACTIVIST))


def _people(campaign: Any) -> str:
    """Who could act: our people where the vote is, and the segments that were made, each with how many are in it."""
    segments = [(one, _people_of(one)) for one in list_segments()[:SEGMENTS]]
    here = count_around(campaign.ocd_id) if campaign.ocd_id else 0
    return render_template("boards/_strategy_people.html", campaign=campaign, segments=segments, here=here)


def _people_of(segment: Any) -> int:
    """How many are in a segment: of a few counted anew, of many as its own page says."""
    kept: int | None = segment.people
    return count_people(steps_of(segment), now()) if kept is None or kept <= FEW else kept


def install() -> None:
    """Fill the chart's columns of our organization, of constituents and of tactics."""
    fill("strategy_organization", "leaders", _organization)
    fill("strategy_people", "segments", _people)
    fill("strategy_tactics", "actions", _tactics)
