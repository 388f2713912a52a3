"""Finding the heading of a budget sheet: below titles, over two rows, with years and jobs beside each amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crm.campaigns.models import BudgetStage
from crm.campaigns.sheet_columns import Column, column_of, unit_of_all, year_alone

MOST_ABOVE = 30
"""Rows that titles and notes may take before the heading."""
OLDER = {
    BudgetStage.ADOPTED: BudgetStage.PRIOR_ADOPTED,
    BudgetStage.AMENDED: BudgetStage.PRIOR_ADOPTED,
    BudgetStage.ACTUAL: BudgetStage.PRIOR_ACTUAL,
}
"""What a stage is called when its year is not the newest of the sheet; a proposal of an older year is left out."""
Columns = dict[int, Column]


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int, Columns] | None:
    """The first row that names a department or program and an amount: its place and columns; None when none does.

    A heading over two rows ("FY 2027" above "Adopted" and "FTE") is read as one; the lower row is its place.
    """
    for place, cells in enumerate(rows[:MOST_ABOVE]):
        alone = _columns(cells)
        both = _columns(_joined(rows[place - 1], cells)) if place else {}
        below = _columns(_joined(cells, rows[place + 1])) if place + 1 < len(rows) else {}
        best = max(alone, both, key=_says)
        if _is_heading(below) and _says(below) > _says(best) and _has_no_figures(rows[place + 1]):
            continue
        if _is_heading(best):
            return place, _in_unit(best, unit_of_all(" ".join(cell for row in rows[:place] for cell in row)))
    return None


def _in_unit(columns: Columns, unit: int) -> Columns:
    """Amounts whose heading names no unit have that of the notes above."""
    return {
        index: replace(column, unit=unit) if column.field == "amount" and column.unit == 1 else column
        for index, column in columns.items()
    }


def _says(columns: Columns) -> tuple[int, int]:
    """How much a reading of a heading says: the columns it names, then how many of them with their year."""
    return len(columns), sum(column.year is not None for column in columns.values())


def _is_heading(columns: Columns) -> bool:
    fields = {column.field for column in columns.values()}
    return "amount" in fields and bool(fields & {"department", "program"})


def _has_no_figures(cells: Sequence[str]) -> bool:
    """Whether a row holds no figure but years: the lower half of a heading does not."""
    return not any(cell.strip()[:1].isdigit() and year_alone(cell) is None for cell in cells)


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows as one: a cell of the upper one that spans columns stands over each of them."""
    joined, over = [], ""
    for index in range(max(len(above), len(below))):
        upper = above[index].strip() if index < len(above) else ""
        lower = below[index].strip() if index < len(below) else ""
        over = upper or over
        joined.append(f"{over if lower else upper} {lower}".strip())
    return joined


def _columns(cells: Sequence[str]) -> Columns:
    """What the columns under a heading hold, each thing once."""
    found = {index: column for index, cell in enumerate(cells) if (column := column_of(cell)) is not None}
    if not any(column.field == "amount" for column in found.values()):
        years = {index: year for index, cell in enumerate(cells) if (year := year_alone(cell)) is not None}
        newest = max(years, key=lambda index: years[index], default=None)
        if newest is not None:
            found[newest] = Column("amount")
    return _each_once(_with_years(_with_jobs(found)))


def _with_jobs(found: Columns) -> Columns:
    """Jobs without a stage of their own belong to the amount at their left."""
    stage, year, told = None, None, {}
    for index, column in sorted(found.items()):
        if column.field == "amount":
            stage, year = column.stage, column.year
        elif column.field == "fte" and column.stage is None and stage is not None:
            column = replace(column, stage=stage, year=column.year or year)
        told[index] = column
    return told


def _with_years(found: Columns) -> Columns:
    """Of several years the newest is the one fought over: what was adopted or spent before it is last year's."""
    years = [column.year for column in found.values() if column.year is not None]
    newest, told = max(years, default=None), {}
    for index, column in found.items():
        if newest is not None and column.year is not None and column.year < newest and column.stage is not None:
            older = OLDER.get(column.stage)
            if older is None:
                continue
            column = replace(column, stage=older)
        told[index] = column
    return told


def _each_once(found: Columns) -> Columns:
    """Of columns that hold the same, the one of the latest year; of no year, the first."""
    best: dict[tuple[str, BudgetStage | None], int] = {}
    for index, column in found.items():
        key = column.field, column.stage
        held = best.get(key)
        if held is None or (column.year or 0) > (found[held].year or 0):
            best[key] = index
    return {index: found[index] for index in sorted(best.values())}
