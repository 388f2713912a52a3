"""Reading the lines of a budget: what each document says of them, and what changed between two stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import BudgetLine, BudgetStage, Demand, LedgerSide, LineFigure, Reversal
from crm.core.database import db
from crm.core.scope import get_owned

BASES = {"last_year": BudgetStage.PRIOR_ADOPTED, "proposal": BudgetStage.PROPOSED}
"""What a change is measured against."""
TAKING = frozenset({LedgerSide.DIVEST})


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line with the newest figure of each stage; a stage without one is not known."""

    line: BudgetLine
    figures: Mapping[BudgetStage, LineFigure]

    @property
    def name(self) -> str:
        """The department, and the program where it has one."""
        return " · ".join(part for part in (self.line.department, self.line.program) if part)

    def cents(self, stage: BudgetStage) -> int | None:
        """The amount at a stage, None when it is not known."""
        figure = self.figures.get(stage)
        return None if figure is None else figure.cents

    def fte_hundredths(self, stage: BudgetStage) -> int | None:
        """The jobs at a stage in hundredths, None when they are not known."""
        figure = self.figures.get(stage)
        return None if figure is None else figure.fte_hundredths


@dataclass(frozen=True, slots=True)
class Change:
    """What a vote moved our way on a line against a base, in cents (below zero: the wrong way)."""

    line: LineNow
    cents: int
    is_recurring: bool
    is_verified: bool


def won_on(lines: Iterable[LineNow], base: BudgetStage) -> list[Change]:
    """What the adopted budget moved our way on each line whose both figures are known.

    Less on the divest side counts as won, more on the others. Verified is what a second person checked at both ends.
    """
    changes = []
    for one in lines:
        before, after = one.figures.get(base), one.figures.get(BudgetStage.ADOPTED)
        if before is None or after is None or one.line.side is None:
            continue
        moved = before.cents - after.cents if one.line.side in TAKING else after.cents - before.cents
        verified = before.checked_by_id is not None and after.checked_by_id is not None
        changes.append(Change(one, moved, after.is_recurring, verified))
    return changes


def budget_lines(campaign_id: int) -> list[LineNow]:
    """The lines of a campaign by department and program, in two reads."""
    rows = db.session.scalars(
        select(BudgetLine)
        .where(BudgetLine.campaign_id == campaign_id)
        .order_by(BudgetLine.department, BudgetLine.program, BudgetLine.fund, BudgetLine.id)
    ).all()
    found: dict[int, dict[BudgetStage, LineFigure]] = defaultdict(dict)
    for figure in db.session.scalars(
        select(LineFigure)
        .join(BudgetLine, BudgetLine.id == LineFigure.budget_line_id)
        .where(BudgetLine.campaign_id == campaign_id)
        .order_by(LineFigure.id)
    ):
        found[figure.budget_line_id][figure.stage] = figure
    return [LineNow(row, found.get(row.id, {})) for row in rows]


def get_line(line_id: int) -> BudgetLine:
    """The line with that id; NotFound when this organization has none."""
    return get_owned(BudgetLine, line_id)


def get_demand(demand_id: int) -> Demand:
    """The demand with that id; NotFound when this organization has none."""
    return get_owned(Demand, demand_id)


def line_figures(line_id: int) -> list[LineFigure]:
    """Every figure a line ever had, the newest first."""
    query = select(LineFigure).where(LineFigure.budget_line_id == line_id).order_by(LineFigure.id.desc())
    return list(db.session.scalars(query))


def reversals(campaign_id: int) -> list[Reversal]:
    """The wins of a campaign that were taken back, in the order of time."""
    query = (
        select(Reversal)
        .join(Demand, Demand.id == Reversal.demand_id)
        .where(Demand.campaign_id == campaign_id)
        .order_by(Reversal.reversed_on, Reversal.id)
    )
    return list(db.session.scalars(query))


def standing_of(won: int | None, taken_back: Iterable[Reversal]) -> int | None:
    """What of a win still stands, in cents; None while the win, or how much was taken back, is not known."""
    parts = [one.cents for one in taken_back]
    known = [part for part in parts if part is not None]
    return None if won is None or len(known) < len(parts) else max(won - sum(known), 0)
