"""Read the sheets of an Excel workbook (.xlsx or .xls) into rows of text."""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import python_calamine

from crm.core.errors import N_
from crm.imports.reading.errors import UnreadableFile
from crm.imports.reading.signatures import ZIP, refuse_known_binary
from crm.imports.reading.table import Row
from crm.imports.reading.workbook import refuse_giant

Value: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

MOST_WORKBOOK_BYTES = 100 * 1024 * 1024
"""Largest workbook taken, in bytes: it is held in memory whole, unlike text."""

_MOST_SHEETS = 20
_UNREADABLE = N_("This Excel workbook cannot be opened: it is damaged, cut short or locked with a password. (%(why)s)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its rows that hold anything with the numbers Excel gives them."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(data: bytes) -> list[Sheet]:
    """Read the first twenty sheets that hold anything: whole numbers without ".0", dates as ISO text.

    Raises UnreadableFile when the workbook is damaged, too large or empty.
    """
    if data.startswith(ZIP):
        if b"xl/" not in data:
            refuse_known_binary(data)
        refuse_giant(data)
    if len(data) > MOST_WORKBOOK_BYTES:
        raise UnreadableFile(N_("This Excel workbook is too large to open. Save the sheet as CSV and bring that."))
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = list(book.sheet_names)
            sheets = [Sheet(names[place], _rows_of(book, place)) for place in range(min(len(names), _MOST_SHEETS))]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(_UNREADABLE, why=str(error)[:200]) from error
    if not names:
        raise UnreadableFile(N_("This Excel workbook has no sheet in it."))
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise UnreadableFile(N_("The sheets of this workbook are empty."))
    return filled


def _rows_of(book: python_calamine.CalamineWorkbook, place: int) -> tuple[Row, ...]:
    try:
        values = book.get_sheet_by_index(place).to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        if not place:
            raise
        return ()  # a sheet of charts beside the table
    return tuple(_to_rows(values))


def _to_rows(sheet: Iterable[list[Value]]) -> list[Row]:
    rows = (Row(number, [as_text(value) for value in values]) for number, values in enumerate(sheet, start=1))
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def as_text(value: Value) -> str:
    """Write a cell's value as a person would type it: 7, 12.5, 2026-09-17, 2026-09-17 18:58:12, TRUE."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
