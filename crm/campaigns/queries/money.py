"""The ledger: what is taken from where, what is put where, and whether the two sides meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import BudgetFigure, Demand, FigureStage, LedgerSide
from crm.core.database import db

SOURCES = (LedgerSide.DIVEST, LedgerSide.OTHER_SOURCE)
USES = (LedgerSide.INVEST, LedgerSide.UNALLOCATED)


@dataclass(frozen=True, slots=True)
class Figure:
    """The newest figure of a line at one stage, in cents, with where it is written."""

    cents: int
    document: str
    url: str
    page: str
    is_recurring: bool
    is_derived: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger with its figures by stage; a stage without a figure is not known."""

    demand_id: int
    side: LedgerSide
    title: str
    title_es: str
    note: str
    figures: Mapping[FigureStage, Figure]

    def cents(self, stage: FigureStage) -> int | None:
        """The amount at a stage, None when it is not known."""
        figure = self.figures.get(stage)
        return None if figure is None else figure.cents

    @property
    def demanded(self) -> int | None:
        """What is demanded, in cents."""
        return self.cents(FigureStage.DEMANDED)

    @property
    def claimed(self) -> int | None:
        """What an official or a report said is won, in cents."""
        return self.cents(FigureStage.WON_CLAIMED)

    @property
    def verified(self) -> int | None:
        """What a second person found in the document, in cents."""
        return self.cents(FigureStage.WON_VERIFIED)

    @property
    def size(self) -> int:
        """What a line is ordered by among the others: its demanded amount, else its claimed one, in cents."""
        return self.demanded or self.claimed or 0

    @property
    def source(self) -> Figure | None:
        """The figure whose document stands beside the line: the demanded one, else the latest in a budget's life."""
        if FigureStage.DEMANDED in self.figures:
            return self.figures[FigureStage.DEMANDED]
        return next((self.figures[stage] for stage in reversed(FigureStage) if stage in self.figures), None)


@dataclass(frozen=True, slots=True)
class Totals:
    """The four sums of a stage in cents; None where no line of that side has a figure."""

    divest: int | None
    other_source: int | None
    invest: int | None
    unallocated: int | None

    @property
    def gap(self) -> int | None:
        """Divest + other source − invest − unallocated; None while either half is not known."""
        taken, placed = _sum((self.divest, self.other_source)), _sum((self.invest, self.unallocated))
        return None if taken is None or placed is None else taken - placed

    @property
    def is_balanced(self) -> bool:
        """Whether divest + other source = invest + unallocated, to the cent."""
        return self.gap == 0

    @property
    def is_known(self) -> bool:
        """Whether any side has a figure at all."""
        return any(side is not None for side in (self.divest, self.other_source, self.invest, self.unallocated))


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines of a campaign, in their order."""

    campaign_id: int
    lines: tuple[Line, ...]

    def side(self, *sides: LedgerSide) -> tuple[Line, ...]:
        """The lines on some sides."""
        return tuple(line for line in self.lines if line.side in sides)

    def totals(self, stage: FigureStage) -> Totals:
        """The sums of a stage over the lines that have a figure there."""
        return Totals(*(_sum(line.cents(stage) for line in self.side(side)) for side in _ORDER))

    @property
    def demanded(self) -> Totals:
        """The sums of what is demanded."""
        return self.totals(FigureStage.DEMANDED)

    @property
    def claimed(self) -> Totals:
        """The sums of what is said to be won."""
        return self.totals(FigureStage.WON_CLAIMED)

    @property
    def verified(self) -> Totals:
        """The sums of what is found in the documents."""
        return self.totals(FigureStage.WON_VERIFIED)

    @property
    def unknown(self) -> tuple[Line, ...]:
        """The lines without any figure: no balance can be drawn while there are some."""
        return tuple(line for line in self.lines if not line.figures)

    @property
    def gap(self) -> int | None:
        """What the demand takes but does not place (or places but does not take, below zero), in cents."""
        return self.demanded.gap

    @property
    def is_balanced(self) -> bool:
        """Whether the demand balances and no line is unknown."""
        return self.demanded.is_balanced and not self.unknown

    @property
    def scale(self) -> int:
        """The largest amount any bar shows, in cents, so that both sides are drawn to one measure; 0 when none is known."""
        shown = (line.cents(stage) or 0 for line in self.lines for stage in _BARS)
        return max(shown, default=0)


_ORDER = (LedgerSide.DIVEST, LedgerSide.OTHER_SOURCE, LedgerSide.INVEST, LedgerSide.UNALLOCATED)
_BARS = (FigureStage.DEMANDED, FigureStage.WON_CLAIMED, FigureStage.WON_VERIFIED)


def _sum(amounts: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def ledger(campaign_id: int) -> Ledger:
    """The ledger of one campaign, in two reads."""
    return ledgers([campaign_id])[campaign_id]


def ledgers(campaign_ids: Iterable[int]) -> dict[int, Ledger]:
    """The ledgers of several campaigns, in two reads whatever their number."""
    wanted = list(campaign_ids)
    demands = db.session.scalars(
        select(Demand).where(Demand.campaign_id.in_(wanted)).order_by(Demand.position, Demand.id)
    ).all()
    figures = _newest_figures(wanted)
    lines: dict[int, list[Line]] = defaultdict(list)
    for row in demands:
        lines[row.campaign_id].append(
            Line(row.id, row.side, row.title, row.title_es, row.note, figures.get(row.id, {}))
        )
    return {campaign_id: Ledger(campaign_id, tuple(lines[campaign_id])) for campaign_id in wanted}


def _newest_figures(campaign_ids: list[int]) -> dict[int, dict[FigureStage, Figure]]:
    """The newest figure of every stage, by demand."""
    query = (
        select(BudgetFigure)
        .join(Demand, Demand.id == BudgetFigure.demand_id)
        .where(Demand.campaign_id.in_(campaign_ids))
        .order_by(BudgetFigure.id)
    )
    found: dict[int, dict[FigureStage, Figure]] = defaultdict(dict)
    for row in db.session.scalars(query):
        found[row.demand_id][row.stage] = Figure(
            row.cents, row.document, row.document_url, row.page, row.is_recurring, row.is_derived
        )
    return found


def list_figures(demand_id: int) -> list[BudgetFigure]:
    """Every figure a demand ever had, the newest first."""
    query = select(BudgetFigure).where(BudgetFigure.demand_id == demand_id).order_by(BudgetFigure.id.desc())
    return list(db.session.scalars(query))
