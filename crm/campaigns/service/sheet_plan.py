"""What each row of a budget sheet would do: a new line, a changed figure and how, nothing, or why it cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from crm.campaigns.models import BudgetFunction, BudgetSheet, BudgetStage, Campaign, LedgerSide
from crm.campaigns.queries.budget import LineNow, budget_lines
from crm.campaigns.service.budget import NewLineFigure
from crm.campaigns.sheet_columns import (
    Column,
    cents_of,
    function_of,
    header_of,
    is_recurring,
    side_named,
    stage_of,
)
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line, fold

Key = tuple[str, str, str, str]
"""Fiscal year, department, program, fund."""
FIRST_ROW = 1


class Effect(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


@dataclass(slots=True)
class Planned:
    """One row: what it would do, with what was known before; a rejected one says why (an English sentence, its values)."""

    row: int
    key: Key = ("", "", "", "")
    effect: Effect = Effect.SAME
    function: BudgetFunction = BudgetFunction.OTHER
    side: LedgerSide | None = None
    line_id: int | None = None
    figures: list[NewLineFigure] = field(default_factory=list)
    before: dict[BudgetStage, int] = field(default_factory=dict)
    why: str = ""
    values: dict[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The line in words."""
        return " · ".join(part for part in self.key[1:] if part)


class _Bad(Exception):
    """Why a row cannot be taken."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why, self.values = why, values


def plan(sheet: BudgetSheet) -> list[Planned]:
    """What every row of a sheet would do today; Refused when no row is a heading that can be understood."""
    found = header_of(sheet.rows)
    if found is None:
        raise Refused(
            N_(
                "No heading row was found. A sheet of budget lines has a column named Department or Program and one "
                "named Amount, Proposed or Adopted."
            )
        )
    header, columns = found
    campaign = get_owned(Campaign, sheet.campaign_id)
    defaults = {"fiscal_year": campaign.fiscal_year} | {k: str(v) for k, v in sheet.defaults.items() if v}
    known = {_folded(_key_of(one)): one for one in budget_lines(campaign.id)}
    reader = _Reader(sheet.filename, columns, defaults, known)
    below = sheet.rows[header + 1 :]
    return [reader.read(place, cells) for place, cells in enumerate(below, header + 1 + FIRST_ROW) if any(cells)]


def _key_of(one: LineNow) -> Key:
    return one.line.fiscal_year, one.line.department, one.line.program, one.line.fund


def _folded(key: Key) -> Key:
    year, department, program, fund = (fold(part) for part in key)
    return year, department, program, fund


class _Reader:
    """Reads row after row; remembers which figures it has met, so that nothing comes in twice."""

    def __init__(
        self, filename: str, columns: dict[int, Column], defaults: Mapping[str, str], known: Mapping[Key, LineNow]
    ) -> None:
        self._filename, self._columns, self._defaults, self._known = filename, columns, defaults, known
        self._met: dict[tuple[Key, BudgetStage], int] = {}
        self._first_spelling: dict[Key, Key] = {}

    def read(self, place: int, cells: list[str]) -> Planned:
        """What one row would do; `place` is its number in the file, counted from 1."""
        planned = Planned(place)
        try:
            self._fill(planned, cells)
        except _Bad as bad:
            planned.effect, planned.why, planned.values, planned.figures = Effect.REJECTED, bad.why, bad.values, []
        return planned

    def _fill(self, planned: Planned, cells: list[str]) -> None:
        said = {
            column.field: clean_line(cells[index], 300)
            for index, column in self._columns.items()
            if index < len(cells) and column.stage is None and cells[index].strip()
        }
        names = {**self._defaults, **said}
        planned.key = self._key(names)
        folded = _folded(planned.key)
        planned.key = self._first_spelling.setdefault(folded, planned.key)
        planned.function = function_of(said.get("function", "") or f"{planned.key[1]} {planned.key[2]}")
        planned.side = side_named(said.get("side", ""))
        line = self._known.get(folded)
        planned.line_id = line.line.id if line else None
        given = self._figures(planned, cells, names)
        self._compare(planned, folded, line, given)

    def _key(self, names: Mapping[str, str]) -> Key:
        department, program = names.get("department", ""), names.get("program", "")
        if not department:
            department, program = program, ""
        if not department:
            raise _Bad(N_("The row names neither a department nor a program."))
        if any(fold(part).startswith(("total", "grand total", "subtotal", "sum ")) for part in (department, program)):
            raise _Bad(N_("This is a sum of other rows, not a line."))
        return names.get("fiscal_year", "")[:40], department[:120], program[:160], names.get("fund", "")[:120]

    def _figures(self, planned: Planned, cells: list[str], names: Mapping[str, str]) -> list[NewLineFigure]:
        stage = stage_of(names.get("stage", ""))
        amounts, jobs = self._numbers(cells, stage)
        if not amounts:
            raise _Bad(N_("The row has no figure: not known is not zero, so nothing is written down."))
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
                number = cents_of(cells[index], column.unit)
            except ValueError:
                raise _Bad(
                    N_("“%(cell)s” is not an amount that can only be read one way."), cell=cells[index].strip()[:40]
                ) from None
            if number is None:
                continue
            if at is None:
                raise _Bad(N_("The row does not say which stage its amount is of: proposed, adopted?"))
            (amounts if column.field == "amount" else jobs)[at] = number
        return amounts, jobs

    def _compare(self, planned: Planned, folded: Key, line: LineNow | None, given: list[NewLineFigure]) -> None:
        for figure in given:
            first = self._met.setdefault((folded, figure.stage), planned.row)
            if first != planned.row:
                raise _Bad(N_("Row %(row)s gave this figure already."), row=first)
            held = line.figures.get(figure.stage) if line else None
            if held is not None:
                if (held.cents, held.fte_hundredths) == (figure.cents, figure.fte_hundredths):
                    continue
                planned.before[figure.stage] = held.cents
            planned.figures.append(figure)
        if planned.figures:
            planned.effect = Effect.CHANGED if line else Effect.NEW
