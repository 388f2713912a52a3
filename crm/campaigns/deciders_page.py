"""What the page of who decides shows: the count, the map with its marks, the seats, and the person chosen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.campaigns.models import (
    Campaign,
    Decision,
    DecisionOutcome,
    Demand,
    DemandOutcome,
    Lean,
    LedgerSide,
    OfficialPromise,
    PowerPosition,
    StaffMember,
    Vote,
    Watch,
    WatchState,
)
from crm.campaigns.queries import after, deciders, paths, power_map, whip
from crm.campaigns.queries.deciders import Knower
from crm.campaigns.queries.money import Line, ledger
from crm.campaigns.queries.paths import Way
from crm.campaigns.queries.power_map import Standing
from crm.campaigns.queries.whip import Seat, WhipCount

LEFT, RIGHT, TOP, BOTTOM = 64, 704, 30, 400
FOUGHT_OVER = (LedgerSide.DIVEST, LedgerSide.INVEST)
NUDGE = 42
"""The map's edges and how far marks of one place stand apart, in units of its drawing."""
KINDS = {
    Lean.YES: "yes",
    Lean.LEAN_YES: "yes hollow",
    Lean.UNDECIDED: "open",
    Lean.LEAN_NO: "no hollow",
    Lean.NO: "no",
    Lean.ABSENT: "open hollow",
}
FILLED = {
    Lean.YES: Vote.YES,
    Lean.LEAN_YES: Vote.YES,
    Lean.LEAN_NO: Vote.NO,
    Lean.NO: Vote.NO,
    Lean.ABSENT: Vote.ABSENT,
}
"""What a roll call is filled with from the count; an undecided seat is never guessed."""


def x_of(support: float) -> int:
    """Where support stands from left to right."""
    return round(LEFT + (support + 5) * (RIGHT - LEFT) / 10)


def y_of(power: float) -> int:
    """Where power stands from bottom to top."""
    return round(BOTTOM - power * (BOTTOM - TOP) / 10)


@dataclass(frozen=True, slots=True)
class Mark:
    """A target on the map: a circle votes, a square only has influence; the trail is a line's points."""

    seat: Seat
    standing: Standing
    x: int
    y: int
    trail: str
    kind: str

    @property
    def sign(self) -> str:
        """What stands in the mark: the district's number, C for the chair, else the first letter."""
        maker = self.seat.maker
        digits = "".join(sign for sign in maker.seat if sign.isdigit())
        return "C" if maker.is_chair and not digits else digits[:2] or maker.name[:1].upper()

    @property
    def dots(self) -> list[tuple[int, int]]:
        """Where she stood before."""
        return [(x_of(one.support), y_of(one.power)) for one in self.standing.trail]

    @property
    def label(self) -> str:
        """The last of her names."""
        return self.seat.maker.name.rpartition(" ")[2] if self.seat.target.has_vote else self.seat.maker.name


@dataclass(frozen=True, slots=True)
class Chosen:
    """The person chosen: what we know of her."""

    seat: Seat
    standing: Standing | None
    promises: list[OfficialPromise]
    votes: list[tuple[Decision, Vote]]
    staff: list[StaffMember]
    ways: list[Way]


@dataclass(frozen=True, slots=True)
class DecidersPage:
    """Everything the page shows; `day` is the day of the map, `first_day` the first that anybody was on it."""

    campaign: Campaign
    seats: list[Seat]
    count: WhipCount
    decision: Decision | None
    marks: list[Mark]
    unplaced: list[Seat]
    moves: list[dict[str, Any]]
    day: date
    first_day: date
    chosen: Chosen | None
    knowers: dict[int, list[Knower]]
    members: dict[int, int]
    roll_call: dict[int, Vote]
    demands: tuple[Line, ...]
    results: dict[int, DemandOutcome]
    watches: list[tuple[Watch, Demand]]
    today: date

    @property
    def late_watches(self) -> int:
        """How many days of watch have gone by without a word."""
        return sum(one.state is WatchState.OPEN and one.due_on < self.today for one, _demand in self.watches)

    @property
    def voting(self) -> list[Seat]:
        """The seats with a vote."""
        return [one for one in self.seats if one.target.has_vote]

    @property
    def is_recorded(self) -> bool:
        """Whether the roll call is written down."""
        return self.decision is not None and self.decision.recorded_at is not None

    @property
    def is_carried(self) -> bool:
        """Whether the vote went our way."""
        return self.decision is not None and self.decision.outcome is DecisionOutcome.CARRIED

    @property
    def tally(self) -> tuple[int, int]:
        """How many voted yes and no."""
        votes = list(self.roll_call.values())
        return votes.count(Vote.YES), votes.count(Vote.NO)

    def voted(self, seat: Seat) -> Vote | None:
        """What the roll call shows for a seat: the record, else what the count fills in, else nothing."""
        if self.is_recorded:
            return self.roll_call.get(seat.maker.id)
        return FILLED.get(seat.lean) if seat.report else None


def page_of(campaign: Campaign, today: date, who: int | None, day: str) -> DecidersPage:
    """The page of one campaign; without a choice the first seat that is open is chosen."""
    seats = whip.seats(campaign.id)
    moves = power_map.moves(campaign.id)
    shown = _day(day, today)
    standings = power_map.standing_on(moves, shown)
    decision = _shown_decision(campaign.id)
    makers = [one.maker for one in seats]
    return DecidersPage(
        campaign=campaign,
        seats=seats,
        count=whip.count_of(seats, decision.needed if decision else campaign.votes_needed),
        decision=decision,
        marks=_marks(seats, standings),
        unplaced=[one for one in seats if one.target.id not in standings],
        moves=_as_json(moves),
        day=shown,
        first_day=min((rows[0].as_of for rows in moves.values()), default=today - timedelta(days=30)),
        chosen=_chosen(seats, standings, who),
        knowers=deciders.knowers(one.id for one in makers),
        members=deciders.members_where_elected(makers, campaign.ocd_id),
        roll_call=whip.roll_call(decision.id) if decision else {},
        demands=ledger(campaign.id).side(*FOUGHT_OVER),
        results=after.results_of(campaign.id),
        watches=after.watches_of(campaign.id),
        today=today,
    )


def _day(typed: str, today: date) -> date:
    try:
        return min(date.fromisoformat(typed), today)
    except ValueError:
        return today


def _shown_decision(campaign_id: int) -> Decision | None:
    """The vote to come, else the last one held."""
    rows = whip.decisions(campaign_id)
    return next((one for one in rows if one.recorded_at is None), rows[-1] if rows else None)


def _chosen(seats: list[Seat], standings: dict[int, Standing], who: int | None) -> Chosen | None:
    if not seats:
        return None
    wanted = [one for one in seats if one.target.id == who]
    open_ones = [one for one in seats if one.target.has_vote and one.lean is Lean.UNDECIDED]
    seat = (wanted or open_ones or seats)[0]
    promises, votes = deciders.promises_of(seat.maker.id), deciders.votes_of(seat.maker.id)
    staff, ways = paths.staff_of([seat.maker.id]), paths.ways_to(seat.maker.id)
    return Chosen(seat, standings.get(seat.target.id), promises, votes, staff, ways)


def _marks(seats: list[Seat], standings: dict[int, Standing]) -> list[Mark]:
    """The marks of all who stand on the map; those of one place stand side by side."""
    taken: Counter[tuple[int, int]] = Counter()
    marks = []
    for seat in seats:
        standing = standings.get(seat.target.id)
        if standing is None:
            continue
        place = (standing.now.support, standing.now.power)
        x, y = x_of(place[0]) + NUDGE * taken[place], y_of(place[1])
        taken[place] += 1
        points = [*((x_of(one.support), y_of(one.power)) for one in standing.trail), (x, y)]
        trail = " ".join(f"{px},{py}" for px, py in points) if len(points) > 1 else ""
        marks.append(
            Mark(seat, standing, min(x, RIGHT), y, trail, KINDS[seat.lean] if seat.target.has_vote else "other")
        )
    return marks


def _as_json(moves: dict[int, list[PowerPosition]]) -> list[dict[str, Any]]:
    """Every move as the script that plays the map back reads it."""
    return [
        {"target": target_id, "day": one.as_of.isoformat(), "x": x_of(one.support), "y": y_of(one.power)}
        for target_id, rows in moves.items()
        for one in rows
    ]
