"""Reading the rows of a budget sheet one after the other: the names, the figures, and what each would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crm.campaigns.models import BudgetFunction, BudgetStage, LedgerSide
from crm.campaigns.queries.budget import LineNow
from crm.campaigns.service.budget import NewLineFigure
from crm.campaigns.sheet_columns import (
    Column,
    function_of,
    is_recurring,
    is_sum,
    side_named,
    stage_of,
    without_footnotes,
    year_of,
)
from crm.campaigns.sheet_numbers import cents_of
from crm.core.errors import N_
from crm.core.text import clean_line, fold

MOST_JOBS = 100_000_000
"""Jobs in hundredths that no department has."""
UNREADABLE = {
    "amount": N_("“%(cell)s” is not an amount that can only be read one way."),
    "fte": N_("“%(cell)s” is not a number of jobs."),
}
Key = tuple[str, str, str, str]
"""Fiscal year, department, program, fund."""
NO_STAGE = N_("The row does not say which stage its amount is of: proposed, adopted?")
SUM_OF_OTHERS = N_("This is a sum of other rows, not a line.")


class Effect(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


@dataclass(slots=True)
class Planned:
    """One row: what it would do, with what was known before; a rejected one says why (an English sentence, its values).

    `given` is every amount of the row in cents, those that stand already, too.
    """

    row: int
    key: Key = ("", "", "", "")
    effect: Effect = Effect.SAME
    function: BudgetFunction = BudgetFunction.OTHER
    side: LedgerSide | None = None
    line_id: int | None = None
    figures: list[NewLineFigure] = field(default_factory=list)
    before: dict[BudgetStage, int] = field(default_factory=dict)
    given: dict[BudgetStage, int] = field(default_factory=dict)
    why: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def reject(self, why: str, **values: object) -> None:
        """Take nothing of this row, and say why."""
        self.effect, self.why, self.values, self.figures = Effect.REJECTED, why, values, []

    @property
    def name(self) -> str:
        """The line in words."""
        return " · ".join(part for part in self.key[1:] if part)


class Bad(Exception):
    """Why a row cannot be taken."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why, self.values = why, values


def folded_key(key: Key) -> Key:
    """The names as they are compared: accents and case aside; FY26, 2026 and 2025-26 are one year."""
    year, department, program, fund = (fold(part) for part in key)
    return str(year_of(year) or year), department, program, fund


class RowReader:
    """Reads row after row; remembers which figures it has met, so that nothing comes in twice."""

    def __init__(
        self,
        filename: str,
        columns: dict[int, Column],
        defaults: Mapping[str, str],
        known: Mapping[Key, LineNow],
        by_dots: bool | None,
    ) -> None:
        self._filename, self._columns, self._defaults, self._known = filename, columns, defaults, known
        self._by_dots = by_dots
        self._met: dict[tuple[Key, BudgetStage], int] = {}
        self._first_spelling: dict[Key, Key] = {}
        self._department_above = ""

    def read(self, place: int, cells: list[str]) -> Planned:
        """What one row would do; `place` is its number in the file, counted from 1."""
        planned = Planned(place)
        try:
            self._fill(planned, cells)
        except Bad as bad:
            planned.reject(bad.why, **bad.values)
        return planned

    def _fill(self, planned: Planned, cells: list[str]) -> None:
        said = {
            column.field: without_footnotes(clean_line(cells[index], 300))
            for index, column in self._columns.items()
            if index < len(cells) and column.stage is None and cells[index].strip()
        }
        names = {**self._defaults, **said}
        planned.key = self._key(names)
        folded = folded_key(planned.key)
        planned.key = self._first_spelling.setdefault(folded, planned.key)
        planned.function = function_of(said.get("function", "") or f"{planned.key[1]} {planned.key[2]}")
        planned.side = side_named(said.get("side", ""))
        line = self._known.get(folded)
        planned.line_id = line.line.id if line else None
        given = self._figures(planned, cells, names)
        self._compare(planned, folded, line, given)

    def _key(self, names: Mapping[str, str]) -> Key:
        department, program = names.get("department", ""), names.get("program", "")
        if is_sum(department) or is_sum(program):
            raise Bad(SUM_OF_OTHERS)
        if department:
            self._department_above = department
        elif program:
            department, program = (self._department_above, program) if self._department_above else (program, "")
        else:
            raise Bad(N_("The row names neither a department nor a program."))
        return names.get("fiscal_year", "")[:40], department[:120], program[:160], names.get("fund", "")[:120]

    def _figures(self, planned: Planned, cells: list[str], names: Mapping[str, str]) -> list[NewLineFigure]:
        stage = stage_of(names.get("stage", ""))
        amounts, jobs = self._numbers(cells, stage)
        if not amounts:
            raise Bad(N_("The row has no figure: not known is not zero, so nothing is written down."))
        document = names.get("document", "") or self._filename
        page = names.get("page", "") or f"row {planned.row}"
        return [
            NewLineFigure(
                stage,
                cents,
                document,
                page,
                names.get("document_url", ""),
                jobs.get(stage),
                is_recurring(names.get("recurring", "")),
            )
            for stage, cents in amounts.items()
        ]

    def _numbers(
        self, cells: list[str], stage: BudgetStage | None
    ) -> tuple[dict[BudgetStage, int], dict[BudgetStage, int]]:
        """The cents and the jobs in hundredths that the cells of a row say, by stage."""
        amounts: dict[BudgetStage, int] = {}
        jobs: dict[BudgetStage, int] = {}
        for index, column in self._columns.items():
            if column.field not in ("amount", "fte") or index >= len(cells):
                continue
            at = column.stage or stage
            try:
                number = cents_of(cells[index], column.unit, by_dots=self._by_dots)
            except ValueError:
                raise Bad(UNREADABLE[column.field], cell=cells[index].strip()[:40]) from None
            if number is None:
                continue
            if at is None:
                raise Bad(NO_STAGE)
            if column.field == "fte" and not 0 <= number <= MOST_JOBS:
                raise Bad(UNREADABLE["fte"], cell=cells[index].strip()[:40])
            (amounts if column.field == "amount" else jobs)[at] = number
        return amounts, jobs

    def _compare(self, planned: Planned, folded: Key, line: LineNow | None, given: list[NewLineFigure]) -> None:
        planned.given = {figure.stage: figure.cents for figure in given}
        for figure in given:
            first = self._met.setdefault((folded, figure.stage), planned.row)
            if first != planned.row:
                raise Bad(N_("Row %(row)s gave this figure already."), row=first)
            held = line.figures.get(figure.stage) if line else None
            if held is not None:
                if (held.cents, held.fte_hundredths) == (figure.cents, figure.fte_hundredths):
                    continue
                planned.before[figure.stage] = held.cents
            planned.figures.append(figure)
        if planned.figures:
            planned.effect = Effect.CHANGED if line else Effect.NEW
