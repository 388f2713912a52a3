"""What the strategy chart shows: five columns of living records and notes, and the stages counted back from the vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.campaigns.models import BudgetStep, Campaign, Lean, StrategyCell, StrategyNote
from crm.campaigns.queries.deciders import knowers, members_where_elected
from crm.campaigns.queries.goals import Standing, goals, standing
from crm.campaigns.queries.money import Ledger, ledger
from crm.campaigns.queries.planning import budget_steps, held_up, strategy_notes
from crm.campaigns.queries.steps import Stage, StageState, stages
from crm.campaigns.queries.whip import Seat, WhipCount, count_of, seats

SHORTEST = 1.2
"""Percent of the drawing that a bar has at least, so that a single day is seen."""


@dataclass(frozen=True, slots=True)
class StageBar:
    """A stage as a bar, in percent of the drawing; `over` is how far it is late, `holds_up` what waits for it."""

    stage: Stage
    starts_on: date | None
    x: float
    width: float
    over: float
    holds_up: list[Stage]


@dataclass(frozen=True, slots=True)
class StrategyPage:
    """Everything the page shows; `today_x` and `vote_x` are in percent of the drawing."""

    campaign: Campaign
    ledger: Ledger
    goals: list[Standing]
    notes: dict[StrategyCell, list[StrategyNote]]
    seats: list[Seat]
    count: WhipCount
    unknown_by_us: list[Seat]
    members: dict[int, int]
    bars: list[StageBar]
    today_x: float
    vote_x: float | None
    steps: list[BudgetStep]

    @property
    def open_seats(self) -> list[Seat]:
        """The seats with a vote that nobody has won or lost yet."""
        return [one for one in self.seats if one.target.has_vote and one.lean in (Lean.UNDECIDED, Lean.LEAN_NO)]

    @property
    def late(self) -> list[StageBar]:
        """The stages that are late."""
        return [bar for bar in self.bars if bar.stage.state is StageState.LATE]

    @property
    def newest(self) -> StrategyNote | None:
        """The last note that was written, whichever its cell."""
        return max((rows[0] for rows in self.notes.values()), key=lambda one: one.id, default=None)

    @property
    def questions(self) -> int:
        """How many cells that hold words are still empty."""
        return sum(cell not in self.notes for cell in StrategyCell if cell is not StrategyCell.REVIEW)


def page_of(campaign: Campaign, today: date, zone_name: str) -> StrategyPage:
    """The page of one campaign."""
    rows = seats(campaign.id)
    known = knowers(one.maker.id for one in rows)
    way = stages(campaign.id, today)
    bars, today_x, vote_x = drawn(way, campaign.starts_on, campaign.decision_on, today)
    return StrategyPage(
        campaign=campaign,
        ledger=ledger(campaign.id),
        goals=standing(goals(campaign.id), today, zone_name),
        notes=strategy_notes(campaign.id),
        seats=rows,
        count=count_of(rows, campaign.votes_needed),
        unknown_by_us=[one for one in rows if not known.get(one.maker.id)],
        members=members_where_elected([one.maker for one in rows], campaign.ocd_id),
        bars=bars,
        today_x=today_x,
        vote_x=vote_x,
        steps=budget_steps(campaign.id),
    )


def drawn(
    way: list[Stage], starts_on: date | None, vote: date | None, today: date
) -> tuple[list[StageBar], float, float | None]:
    """The stages as bars on one line of time: each from the end of the one before it to its own day."""
    dated = [one.due_on for one in way if one.due_on]
    if not dated:
        return [], 0.0, None
    first = min([*dated, *([starts_on] if starts_on else [])]) - timedelta(weeks=2)
    last = max([*dated, today, *([vote] if vote else [])]) + timedelta(weeks=1)

    def x_of(day: date) -> float:
        return round(100 * (max(min(day, last), first) - first).days / (last - first).days, 2)

    bars, before = [], starts_on or first
    for stage in way:
        begins = min(before, stage.due_on) if stage.due_on else None
        x = x_of(begins) if begins else 0.0
        width = max(x_of(stage.due_on) - x, SHORTEST) if stage.due_on else 0.0
        is_late = stage.state is StageState.LATE and stage.due_on is not None
        over = round(x_of(today) - x - width, 2) if is_late else 0.0
        bars.append(StageBar(stage, begins, x, width, max(over, 0.0), held_up(way, stage) if is_late else []))
        before = stage.due_on or before
    return bars, x_of(today), x_of(vote) if vote else None
