"""Find the header row of a list of people, which may stand below a few lines of other text, or be missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.imports.reading.cells import clean_cell, fold
from crm.imports.reading.emails import read_emails
from crm.imports.reading.people.columns import is_known
from crm.imports.reading.people.guess import guess_headerless
from crm.imports.reading.people.words import STRONG
from crm.imports.reading.table import Row

_SEARCHED = 40
_SAMPLE = 100
_SUBHEADS = frozenset({"response", "open ended response", "respuesta", "respuesta abierta", "other please specify"})


@dataclass(frozen=True, slots=True)
class Header:
    """The header's cells, the line of its last row (0: the list has none), and the place of the first row below it.

    fields are given by the cells where there are no headers.
    """

    cells: list[str]
    line: int
    below: int
    fields: tuple[str | None, ...] = ()


def find_header(rows: Sequence[Row]) -> Header | None:
    """Find the header among the first rows; None when these rows are no list of people."""
    best: Header | None = None
    most = 0
    for place, row in enumerate(rows[:_SEARCHED]):
        found = {name for cell in row.cells if cell and (name := is_known(clean_cell(cell)))}
        if len(found) > most and _is_header(row, found):
            best, most = Header(list(row.cells), row.line, place + 1), len(found)
    return _with_repeat(_with_second_line(best, rows), rows) if best else _without_header(rows)


def _is_header(row: Row, fields: set[str]) -> bool:
    """Say whether a row names columns: a strong field, most of all in company, and no e-mail address among
    its cells.
    """
    filled = [cell for cell in row.cells if cell.strip()]
    if not fields & STRONG or any("@" in cell and read_emails(cell) for cell in filled):
        return False
    return len(fields) >= 2 or len(filled) == 1 or bool(fields & {"email", "phone"})


def _with_second_line(header: Header, rows: Sequence[Row]) -> Header:
    """Join a header of merged cells with the row above it, whose names stand over several columns, or the one below, that
    names what it leaves empty.
    """
    place = header.below - 1
    above, below = (rows[at] if 0 <= at < len(rows) else None for at in (place - 1, place + 1))
    if below is not None and _completes(header.cells, below.cells, may_overlap=False):
        return Header(_filled(below.cells, header.cells), below.line, header.below + 1)
    if above is not None and _completes(header.cells, above.cells, may_overlap=True):
        return Header(_filled(header.cells, above.cells), header.line, header.below)
    return header


def _completes(header: Sequence[str], other: Sequence[str], *, may_overlap: bool) -> bool:
    """Say whether a neighbouring row names columns that the header does not, and is no row of data: of the row below every
    word is known, as those under a "Name" that stands over two columns are.
    """
    if len(header) != len(other):
        return False
    pairs = [(mine.strip(), clean_cell(theirs)) for mine, theirs in zip(header, other, strict=True)]
    fills = [theirs for mine, theirs in pairs if theirs and not mine]
    if any(any(map(str.isdigit, text)) or "@" in text for text in fills):
        return False
    named = sum(is_known(text) is not None for text in fills)
    return bool(named) and (may_overlap or all(is_known(theirs) for _mine, theirs in pairs if theirs))


def _filled(header: Sequence[str], other: Sequence[str]) -> list[str]:
    return [mine if mine.strip() else theirs for mine, theirs in zip(header, other, strict=True)]


def _with_repeat(header: Header, rows: Sequence[Row]) -> Header:
    """Take a second line of headers below the first as one with it: the same in Spanish, or a survey's "Response"."""
    if header.below >= len(rows):
        return header
    below = rows[header.below]
    filled = [clean_cell(cell) for cell in below.cells if cell.strip()]
    if len(filled) < 2 or not all(fold(cell) in _SUBHEADS or is_known(cell) for cell in filled):
        return header
    return Header(header.cells, below.line, header.below + 1)


def _without_header(rows: Sequence[Row]) -> Header | None:
    """Take a list without headers, or with headers of words nobody knows, by its cells; None when they say nothing."""
    if not rows:
        return None
    width = max(len(row.cells) for row in rows[:_SAMPLE])
    first = rows[0].cells + [""] * (width - len(rows[0].cells))
    below = guess_headerless(rows[1:_SAMPLE])
    if below is not None and guess_headerless(rows[:1]) is None and _names_columns(first, below):
        return Header(first, rows[0].line, 1)
    fields = guess_headerless(rows[:_SAMPLE])
    return None if fields is None else Header([""] * width, 0, 0, tuple(fields))


def first_row(rows: Sequence[Row]) -> Header | None:
    """Take the first row as the header of columns that a person will map; None for what is no table of several columns."""
    wide = next((place for place, row in enumerate(rows[:_SEARCHED]) if len(row.cells) > 1), None)
    return None if wide is None or wide + 1 >= len(rows) else Header(list(rows[wide].cells), rows[wide].line, wide + 1)


def _names_columns(cells: Sequence[str], fields: Sequence[str | None]) -> bool:
    """Say whether a row can be a header of unknown words: text over every column of e-mails or telephones."""
    over = [cell for cell, name in zip(cells, fields, strict=False) if name in ("email", "phone", "zip")]
    return bool(over) and all(cell.strip() and not any(map(str.isdigit, cell)) and "@" not in cell for cell in over)
