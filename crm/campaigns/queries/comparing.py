"""Two versions of a budget side by side: what each line has in both, and the change in dollars, per cent and jobs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crm.campaigns.models import BudgetStage, LedgerSide, LineFigure
from crm.campaigns.queries.budget import LineNow
from crm.core.text import fold

STAGES = list(BudgetStage)


@dataclass(frozen=True, slots=True)
class BudgetVersion:
    """A stage of one fiscal year."""

    fiscal_year: str
    stage: BudgetStage

    @property
    def key(self) -> str:
        """How an address names it: "proposed:2027"."""
        return f"{self.stage.value}:{self.fiscal_year}"


@dataclass(frozen=True, slots=True)
class Shift:
    """Two amounts with what lies between them; None is not known, never zero."""

    before: int | None
    after: int | None

    @property
    def by(self) -> int | None:
        """How much more the second is, below zero for less."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def percent(self) -> float | None:
        """The change in per cent of the first, to one place; None where the first is zero or not known."""
        return None if self.by is None or not self.before else round(100 * self.by / abs(self.before), 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line in two versions: cents and jobs (in hundredths)."""

    name: str
    side: LedgerSide | None
    line_id: int
    money: Shift
    jobs: Shift


@dataclass(frozen=True, slots=True)
class Comparison:
    """All lines in two versions; sums hold only the lines known in both, so that they compare like with like."""

    first: BudgetVersion
    second: BudgetVersion
    rows: Sequence[Compared]

    def side(self, side: LedgerSide | None) -> list[Compared]:
        """The lines of a side; None for those on neither."""
        return [row for row in self.rows if row.side is side]

    def total(self, side: LedgerSide | None) -> tuple[Shift, Shift]:
        """The money and the jobs of a side."""
        rows = self.side(side)
        return _sum(row.money for row in rows), _sum(row.jobs for row in rows)

    @property
    def one_sided(self) -> int:
        """How many lines have an amount in only one of the two, and are in no sum."""
        return sum(row.money.by is None for row in self.rows)


def _sum(changes: Iterable[Shift]) -> Shift:
    both = [(one.before, one.after) for one in changes if one.before is not None and one.after is not None]
    return Shift(sum(one[0] for one in both), sum(one[1] for one in both)) if both else Shift(None, None)


def versions(lines: Iterable[LineNow]) -> list[BudgetVersion]:
    """The versions that have a figure, in the order of time."""
    found = {BudgetVersion(one.line.fiscal_year, stage) for one in lines for stage in one.figures}
    return sorted(found, key=lambda one: (one.fiscal_year, STAGES.index(one.stage)))


def compare(lines: Sequence[LineNow], first: BudgetVersion, second: BudgetVersion) -> Comparison:
    """Both versions line by line; lines of two years are the same when department, program and fund are."""
    sides: dict[tuple[str, ...], tuple[LineNow | None, LineNow | None]] = {}
    for one in lines:
        key = tuple(fold(part) for part in (one.line.department, one.line.program, one.line.fund))
        before, after = sides.get(key, (None, None))
        sides[key] = (
            one if one.line.fiscal_year == first.fiscal_year else before,
            one if one.line.fiscal_year == second.fiscal_year else after,
        )
    rows = [_row(before, after, first, second) for before, after in sides.values()]
    return Comparison(first, second, [row for row in rows if row is not None])


def _row(before: LineNow | None, after: LineNow | None, first: BudgetVersion, second: BudgetVersion) -> Compared | None:
    a = before.figures.get(first.stage) if before else None
    b = after.figures.get(second.stage) if after else None
    shown = after or before
    if shown is None or (a is None and b is None):
        return None
    return Compared(
        shown.name,
        shown.line.side,
        shown.line.id,
        Shift(_cents(a), _cents(b)),
        Shift(a.fte_hundredths if a else None, b.fte_hundredths if b else None),
    )


def _cents(figure: LineFigure | None) -> int | None:
    return figure.cents if figure else None
