"""Read the first sheet of an Excel workbook (.xlsx or .xls) into rows of text."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import TypeAlias

import python_calamine

from crm.core.errors import N_
from crm.imports.reading.errors import Notice, UnreadableFile
from crm.imports.reading.signatures import ZIP
from crm.imports.reading.table import Row, Table
from crm.imports.reading.workbook import refuse_giant

Value: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_UNREADABLE = N_("This Excel workbook cannot be opened: it is damaged, cut short or locked with a password. (%(why)s)")


def read_spreadsheet(data: bytes) -> Table:
    """Read the first sheet: whole numbers without ".0", dates as ISO text; raises UnreadableFile when
    damaged.
    """
    if data.startswith(ZIP):
        refuse_giant(data)
    rows: list[Row] = []
    notices: list[Notice] = []
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = book.sheet_names
            if not names:
                raise UnreadableFile(N_("This Excel workbook has no sheet in it."))
            sheet = book.get_sheet_by_index(0)
            rows = _to_rows(sheet.to_python(skip_empty_area=False))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(_UNREADABLE, why=str(error)[:200]) from error
    if len(names) > 1:
        message = N_("Only the first sheet (%(first)s) was read; the workbook has %(count)s.")
        notices.append(Notice(message, {"first": names[0], "count": len(names)}))
    if not rows:
        raise UnreadableFile(N_("The first sheet of this workbook is empty."))
    return Table(tuple(rows), None, tuple(notices), ends_inside_line=False)


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
