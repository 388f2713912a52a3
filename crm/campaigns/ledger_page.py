"""What the page of the money shows: whether it balances, drawn to one scale, each demand against a base, and what is won."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crm.accounts.queries import names_of_users
from crm.campaigns.models import BudgetStage, Campaign, FigureStage, LedgerSide, LineFigure, Reversal
from crm.campaigns.queries.budget import BASES, Change, LineNow, budget_lines, reversals, standing_of, won_on
from crm.campaigns.queries.money import Ledger, Line, Totals, ledger

WIDE_ENOUGH = 12
"""Percent of the drawing that a bar needs to hold its label."""
BARS = (FigureStage.DEMANDED, FigureStage.WON_CLAIMED, FigureStage.WON_VERIFIED)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in percent of the drawing's width; `cents` is its label where it is wide enough."""

    kind: str
    x: float
    width: float
    cents: int | None

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage of the ledger: what is taken left of zero, what is placed right of it, and the hole that is left."""

    stage: FigureStage | None
    totals: Totals
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DemandRow:
    """One demand with what the budget says of the lines it rests on; None is not known."""

    demand: Line
    lines: Sequence[LineNow]
    taken_back: Sequence[Reversal]
    base: BudgetStage

    def level(self, stage: BudgetStage) -> int | None:
        """What its lines come to at a stage; not known while one of them is not."""
        return whole(one.cents(stage) for one in self.lines)

    @property
    def demanded_level(self) -> int | None:
        """What the lines would come to if the demand were met: last year, less or more what is demanded."""
        last, asked = self.level(BudgetStage.PRIOR_ADOPTED), self.demand.demanded
        if last is None or asked is None:
            return None
        return last - asked if self.demand.side is LedgerSide.DIVEST else last + asked

    @property
    def change_asked(self) -> int | None:
        """How far the demand moves the lines from the base, below zero for less."""
        sign = -1 if self.demand.side is LedgerSide.DIVEST else 1
        if self.base is BudgetStage.PRIOR_ADOPTED:
            return None if self.demand.demanded is None else sign * self.demand.demanded
        level, base = self.demanded_level, self.level(self.base)
        return None if level is None or base is None else level - base

    @property
    def jobs(self) -> tuple[int | None, int | None]:
        """The jobs of last year and of the newest stage after it, in hundredths."""
        after = next((stage for stage in reversed(list(BudgetStage)[2:]) if self._jobs(stage) is not None), None)
        return self._jobs(BudgetStage.PRIOR_ADOPTED), None if after is None else self._jobs(after)

    def _jobs(self, stage: BudgetStage) -> int | None:
        return whole(one.fte_hundredths(stage) for one in self.lines)

    @property
    def standing(self) -> int | None:
        """What of the win stands after what was taken back."""
        won = self.demand.verified if self.demand.verified is not None else self.demand.claimed
        return standing_of(won, self.taken_back)


@dataclass(frozen=True, slots=True)
class Won:
    """What the vote moved our way on one side against one base: each year, one time, and how much of both is verified."""

    side: LedgerSide
    base: str
    each_year: int | None
    one_time: int | None
    verified: int | None


@dataclass(frozen=True, slots=True)
class Version:
    """A stage of the budget as far as it is written down: how many figures, how many checked, who wrote the newest."""

    stage: BudgetStage
    figures: int
    checked: int
    newest_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Everything the page shows; `zero` is where the two sides meet, in percent."""

    campaign: Campaign
    ledger: Ledger
    against: str
    zero: float
    bars: tuple[Bar, ...]
    rows: Sequence[DemandRow]
    untied: Sequence[LineNow]
    won: Sequence[Won]
    versions: Sequence[Version]

    def level(self, stage: BudgetStage, *sides: LedgerSide) -> int | None:
        """What all demands of some sides come to at a stage; not known while one of them is not."""
        return whole(row.level(stage) for row in self.side(*sides))

    def asked(self, *sides: LedgerSide) -> int | None:
        """The change that is asked on some sides, below zero for less; not known while one of them is not."""
        return whole(row.change_asked for row in self.side(*sides))

    def demanded_level(self, *sides: LedgerSide) -> int | None:
        """What some sides would come to if every demand were met; not known while one of them is not."""
        return whole(row.demanded_level for row in self.side(*sides))

    def side(self, *sides: LedgerSide) -> list[DemandRow]:
        """The demands on some sides."""
        return [row for row in self.rows if row.demand.side in sides]

    @property
    def reversals(self) -> list[tuple[DemandRow, Reversal]]:
        """What was taken back, with its demand, in the order of time."""
        pairs = [(row, one) for row in self.rows for one in row.taken_back]
        return sorted(pairs, key=lambda pair: (pair[1].reversed_on, pair[1].id))


def page_of(campaign: Campaign, against: str) -> LedgerPage:
    """The page of one campaign, measured against last year or the proposal."""
    against = against if against in BASES else "last_year"
    whole_ledger, lines = ledger(campaign.id), budget_lines(campaign.id)
    tied: dict[int | None, list[LineNow]] = defaultdict(list)
    for one in lines:
        tied[one.line.demand_id].append(one)
    gone: dict[int, list[Reversal]] = defaultdict(list)
    for reversal in reversals(campaign.id):
        gone[reversal.demand_id].append(reversal)
    totals = [(stage, whole_ledger.totals(stage)) for stage in BARS]
    zero, bars = drawn([*totals, (None, _adopted(lines, against))])
    return LedgerPage(
        campaign=campaign,
        ledger=whole_ledger,
        against=against,
        zero=zero,
        bars=bars,
        rows=[DemandRow(one, tied[one.demand_id], gone[one.demand_id], BASES[against]) for one in whole_ledger.lines],
        untied=tied[None],
        won=_won(lines),
        versions=_versions(lines),
    )


def whole(amounts: Iterable[int | None]) -> int | None:
    """The sum of parts that are all known; None when one is not, or there is none."""
    parts = list(amounts)
    known = [part for part in parts if part is not None]
    return sum(known) if parts and len(known) == len(parts) else None


def drawn(totals: Sequence[tuple[FigureStage | None, Totals]]) -> tuple[float, tuple[Bar, ...]]:
    """The bars of several stages to one scale, and where zero is, in percent of the width."""
    sides = [_pieces(total) for _stage, total in totals]
    left = max((sum(cents for _kind, cents in taken) for taken, _placed in sides), default=0)
    right = max((sum(cents for _kind, cents in placed) for _taken, placed in sides), default=0)
    span = left + right
    zero = round(100 * left / span, 2) if span else 50.0
    bars = []
    for (stage, total), (taken, placed) in zip(totals, sides, strict=True):
        segments = [*_laid(taken, zero, -1, span), *_laid(placed, zero, 1, span)]
        bars.append(Bar(stage, total, tuple(segments)))
    return zero, tuple(bars)


def _pieces(total: Totals) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What stands left and right of zero, from zero outwards; a gap is a hole on the side where the money is missing."""
    gap = total.gap or 0
    taken = [("divest", total.divest or 0), ("other", total.other_source or 0), ("hole", max(-gap, 0))]
    hole = (total.unallocated or 0) + max(gap, 0)
    return taken, [("invest", total.invest or 0), ("hole", hole)]


def _laid(pieces: list[tuple[str, int]], zero: float, direction: int, span: int) -> list[Segment]:
    segments, at = [], zero
    for kind, cents in pieces:
        width = round(100 * max(cents, 0) / span, 2) if span else 0.0
        if width <= 0:
            continue
        x = at if direction > 0 else at - width
        segments.append(Segment(kind, round(x, 2), width, cents if width >= WIDE_ENOUGH else None))
        at = at + direction * width
    return segments


def _sum(changes: Iterable[Change]) -> int | None:
    found = [change.cents for change in changes]
    return sum(found) if found else None


def _adopted(lines: list[LineNow], against: str) -> Totals:
    changes = won_on(lines, BASES[against])
    sums = {side: _sum(one for one in changes if one.line.line.side is side) for side in LedgerSide}
    order = (LedgerSide.DIVEST, LedgerSide.OTHER_SOURCE, LedgerSide.INVEST, LedgerSide.UNALLOCATED)
    return Totals(*(sums[side] for side in order))


def _won(lines: list[LineNow]) -> list[Won]:
    found = []
    for base, stage in BASES.items():
        for side in (LedgerSide.DIVEST, LedgerSide.INVEST):
            changes = [one for one in won_on(lines, stage) if one.line.line.side is side]
            if changes:
                each_year = _sum(one for one in changes if one.is_recurring)
                one_time = _sum(one for one in changes if not one.is_recurring)
                found.append(Won(side, base, each_year, one_time, _sum(one for one in changes if one.is_verified)))
    return found


def _versions(lines: list[LineNow]) -> list[Version]:
    by_stage: dict[BudgetStage, list[LineFigure]] = defaultdict(list)
    for one in lines:
        for stage, figure in one.figures.items():
            by_stage[stage].append(figure)
    newest = {stage: max(figures, key=lambda one: one.id) for stage, figures in by_stage.items()}
    names = names_of_users({figure.entered_by_id for figure in newest.values()})
    return [
        Version(
            stage,
            len(by_stage[stage]),
            sum(one.checked_by_id is not None for one in by_stage[stage]),
            newest[stage].entered_at,
            names.get(newest[stage].entered_by_id or 0, ""),
        )
        for stage in reversed(BudgetStage)
        if stage in by_stage
    ]
