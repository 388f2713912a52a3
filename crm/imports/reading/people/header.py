"""Find the header row of a list of people, which may stand below a few lines of other text."""

from collections.abc import Sequence

from crm.imports.reading.columns import Columns, match_header
from crm.imports.reading.emails import read_emails
from crm.imports.reading.people.words import COLUMNS, STRONG
from crm.imports.reading.table import Row

_SEARCHED = 40


def find_header(rows: Sequence[Row]) -> tuple[int, Columns] | None:
    """Give the place of the header row (counted from 0) and its columns; None when no row is one."""
    best: tuple[int, Columns] | None = None
    most = 0
    for place, row in enumerate(rows[:_SEARCHED]):
        columns = match_header(row.cells, COLUMNS)
        found = len(columns.fields)
        if found > most and _is_header(row, columns):
            best, most = (place, columns), found
    return best


def _is_header(row: Row, columns: Columns) -> bool:
    """Say whether a row names columns: a strong field, most of all in company, and no e-mail address among
    its cells.
    """
    filled = [cell for cell in row.cells if cell.strip()]
    if not columns.fields & STRONG or any("@" in cell and read_emails(cell) for cell in filled):
        return False
    return len(columns.fields) >= 2 or len(filled) == 1 or bool(columns.fields & {"email", "phone"})
