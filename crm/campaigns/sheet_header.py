"""Finding the heading of a budget sheet: below titles, over two rows, with years and jobs beside each amount."""

from __future__ import annotations

import re
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
_GAP = re.compile(r"\t| {2,}")


def spread(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of one cell each, as a table copied out of a PDF has them, cut where two spaces stand; others as they are."""
    if any(sum(bool(cell.strip()) for cell in cells) > 1 for cells in rows):
        return [list(cells) for cells in rows]
    return [_GAP.split(next((cell.strip() for cell in cells if cell.strip()), "")) for cells in rows]


def fiscal_year_of(columns: Columns) -> int | None:
    """The year a sheet is about: that of its newest amounts, the one after when they are last year's; None for none."""
    years = [
        column.year + (column.stage is BudgetStage.PRIOR_ADOPTED)
        for column in columns.values()
        if column.year is not None and column.stage is not BudgetStage.PRIOR_ACTUAL
    ]
    return max(years, default=None)


def header_of(rows: Sequence[Sequence[str]], year: int | None = None) -> tuple[int, Columns] | None:
    """The first row that names a department or program and an amount: its place and columns; None when none does.

    A heading over two rows ("FY 2027" above "Adopted" and "FTE") is read as one; the lower row is its place.
    `year` is the one fought over: what a sheet of the year before it adopted or spent is last year's.
    """
    for place, cells in enumerate(rows[:MOST_ABOVE]):
        alone = _columns(cells, year)
        both = _columns(_joined(rows[place - 1], cells), year) if place else {}
        below = _columns(_joined(cells, rows[place + 1]), year) if place + 1 < len(rows) else {}
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


def _columns(cells: Sequence[str], year: int | None) -> Columns:
    """What the columns under a heading hold, each thing once."""
    found = {index: column for index, cell in enumerate(cells) if (column := column_of(cell)) is not None}
    years = {index: column for index, cell in enumerate(cells) if (column := year_alone(cell)) is not None}
    if not any(column.field == "amount" for column in found.values()):
        newest = max((column.year or 0 for column in years.values()), default=0)
        years = {index: column for index, column in years.items() if column.year == newest or column.is_named}
    return _each_once(_with_years(_with_jobs(dict(sorted((years | found).items()))), year))


def _with_jobs(found: Columns) -> Columns:
    """Jobs without a stage of their own belong to the amount of their year, or to the one at their left."""
    of_year = {column.year: column for column in found.values() if column.field == "amount" and column.stage}
    left, told = None, {}
    for index, column in sorted(found.items()):
        if column.field == "amount":
            left = column
        elif column.field == "fte" and column.stage is None:
            amount = of_year.get(column.year) if column.year else left
            column = replace(column, stage=amount.stage, year=column.year or amount.year) if amount else column
        told[index] = column
    return told


def _with_years(found: Columns, year: int | None) -> Columns:
    """Of several years the newest is the one fought over: what was adopted or spent before it is last year's."""
    newest = _newest(found, year)
    return {index: told for index, column in found.items() if (told := _at_year(column, newest)) is not None}


def _newest(found: Columns, year: int | None) -> int | None:
    """The year fought over: the newest one named, or the one after it when that holds only what is over by then."""
    newest = max((column.year for column in found.values() if column.year is not None), default=None)
    at_newest = [column for column in found.values() if column.year == newest]
    is_over = all(column.stage in OLDER for column in at_newest)
    return year if newest is not None and year == newest + 1 and is_over else newest


def _at_year(column: Column, newest: int | None) -> Column | None:
    """A column as seen from the year fought over; None for one that tells nothing of it or of last year."""
    if newest is None or column.year is None or column.year >= newest:
        return column
    if column.stage is None:
        is_last = column.year == newest - 1 and (column.is_named or column.field == "fte")
        return replace(column, stage=BudgetStage.PRIOR_ADOPTED) if is_last else None
    older = OLDER.get(column.stage)
    return replace(column, stage=older) if older is not None else None


def _each_once(found: Columns) -> Columns:
    """Of columns that hold the same, the one of the latest year, then one that says so in words, then the first.

    Amounts of the year fought over that name no stage are left out beside some that do.
    """
    best: dict[tuple[str, BudgetStage | None], int] = {}
    for index, column in found.items():
        key = column.field, column.stage
        held = best.get(key)
        if held is None or _weight(column) > _weight(found[held]):
            best[key] = index
    staged = {found[index].year for index in best.values() if found[index].stage is not None}
    bare = best.get(("amount", None))
    if bare is not None and found[bare].year is not None and found[bare].year in staged:
        del best["amount", None]
    return {index: found[index] for index in sorted(best.values())}


def _weight(column: Column) -> tuple[int, bool]:
    return column.year or 0, column.is_named
