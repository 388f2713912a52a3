"""The board of all campaigns: a map of the states, the campaigns by stage, what they won together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.boards.queries.fights import Fight, Phase, fights
from crm.boards.queries.money import Taken, taken_together
from crm.campaigns import queries as campaigns
from crm.campaigns.measures import measures
from crm.core.clock import local_date

SOON = 31
"""A vote within so many days stands on top of the page."""
LATELY = timedelta(days=30)
_ROWS = (
    ("AK", *[""] * 9, "ME"),
    (*[""] * 5, "WI", *[""] * 3, "VT", "NH"),
    ("WA", "ID", "MT", "ND", "MN", "IL", "MI", "", "NY", "RI", "MA"),
    ("OR", "NV", "WY", "SD", "IA", "IN", "OH", "PA", "NJ", "CT"),
    ("CA", "UT", "CO", "NE", "MO", "KY", "WV", "VA", "MD", "DE"),
    ("", "AZ", "NM", "KS", "AR", "TN", "NC", "SC", "DC"),
    (*[""] * 3, "OK", "LA", "MS", "AL", "GA"),
    ("HI", *[""] * 2, "TX", *[""] * 4, "FL", "", "PR"),
)
"""The states as tiles, each about where it lies; a grid, not a geography."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A state on the map, with how many campaigns are fought in it."""

    state: str
    column: int
    row: int
    campaigns: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All campaigns, those that are shown after the filters, and their sums."""

    all: tuple[Fight, ...]
    shown: tuple[Fight, ...]
    taken: Taken

    @property
    def tiles(self) -> list[Tile]:
        """The map: every state, with the campaigns in it, whatever is filtered."""
        counts = [one.state for one in self.all]
        return [
            Tile(state, column, row, counts.count(state))
            for row, states in enumerate(_ROWS)
            for column, state in enumerate(states)
            if state
        ]

    @property
    def states(self) -> int:
        """In how many states there is a campaign."""
        return len({one.state for one in self.all if one.state})

    @property
    def by_phase(self) -> list[tuple[Phase, list[Fight]]]:
        """The campaigns that are shown by the part of the way they are at, the nearest to a vote first."""
        groups = [(phase, [one for one in self.shown if one.phase is phase]) for phase in Phase]
        return [(phase, found) for phase, found in groups if found]

    @property
    def phases(self) -> list[tuple[Phase, int]]:
        """The parts of the way that any campaign is at, and how many are."""
        return [(phase, n) for phase in Phase if (n := sum(one.phase is phase for one in self.all))]

    @property
    def won(self) -> int:
        """How many are won, fully or in part."""
        return sum(one.is_won for one in self.all)

    @property
    def soon(self) -> int:
        """How many votes are within a month."""
        return sum(one.days_to_vote is not None and 0 <= one.days_to_vote <= SOON for one in self.all)


def overview(now: datetime, zone_name: str, phase: str = "", state: str = "") -> Overview:
    """All campaigns of the organization; those at one part of the way or in one state when they are named."""
    found = fights(campaigns.list_campaigns(), local_date(now, zone_name))
    return overview_of(found, taken_together((one.campaign.ocd_id, one.ledger) for one in found), phase, state)


def overview_of(found: Sequence[Fight], taken: Taken, phase: str = "", state: str = "") -> Overview:
    """The board of some campaigns, narrowed to a part of the way and a state."""
    shown = [one for one in found if phase in ("", one.phase.value) and state.upper() in ("", one.state)]
    return Overview(tuple(found), tuple(shown), taken)


def lately(names: Iterable[str], now: datetime) -> dict[str, int]:
    """How much of some measures there was in the last 30 days, in all campaigns."""
    known = {name: measures.get(name) for name in names}
    return {name: one.count(None, None, now - LATELY, now) for name, one in known.items() if one is not None}
