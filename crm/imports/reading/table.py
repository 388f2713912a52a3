"""Split text into rows of cells, keeping for each row the 1-based line of the file on which it begins."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from crm.core.errors import N_
from crm.imports.reading.delimiter import sniff_delimiter, split_hint
from crm.imports.reading.errors import Notice, Notices, UnreadableFile

MAX_CELL = 1_000_000
"""Most characters in one cell; more means that a quote mark has lost its partner."""

ONLY_EMPTY_LINES = N_("This file holds only empty lines.")
_SWALLOWED = 3


class Row(NamedTuple):
    """One row as the file has it, not cleaned, with the line on which it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that hold anything; ends_inside_line says that the last line of the file has no line end."""

    rows: tuple[Row, ...]
    delimiter: str | None
    notices: tuple[Notice, ...]
    ends_inside_line: bool


def read_table(text: str) -> Table:
    """Split delimited text into rows; raises UnreadableFile for one without rows or cut inside a quoted
    cell.
    """
    hinted, body, skipped = split_hint(text)
    delimiter = hinted or sniff_delimiter(body)
    notices = Notices()
    rows = list(iterate(split_lines(body), delimiter, skipped, notices))
    if not rows:
        raise UnreadableFile(ONLY_EMPTY_LINES)
    if '"' in body:
        refuse_open_quote(itertools.islice(split_lines(body), rows[-1].line - skipped - 1, None), delimiter, rows[-1])
    return Table(tuple(rows), delimiter, notices.listed(), ends_inside_line=body[-1] not in "\r\n")


def split_lines(text: str) -> Iterator[str]:
    """Go over the lines of a text with their ends, which are \\r\\n, \\n or \\r and nothing else."""
    return iter(io.StringIO(text, newline=""))


def iterate(lines: Iterable[str], delimiter: str, skipped: int, notices: Notices) -> Iterator[Row]:
    """Go over the rows that hold anything; the first of the lines is the one after `skipped` lines of the file."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    begins = skipped + 1
    try:
        for cells in reader:
            ends = skipped + reader.line_num
            if ends - begins >= _SWALLOWED:
                _note_swallowed(cells, delimiter, begins, notices)
            if any(cells) and any(map(str.strip, cells)):
                yield Row(begins, cells)
            begins = ends + 1
    except csv.Error as error:
        raise UnreadableFile(
            N_("A cell that begins here cannot be read; a quote mark may be missing its partner. (%(why)s)"),
            line=begins,
            why=str(error),
        ) from error


def _note_swallowed(cells: list[str], delimiter: str, line: int, notices: Notices) -> None:
    """Warn when a quoted cell holds several lines that look like rows of their own."""
    for cell in cells:
        inner = [part.count(delimiter) for part in cell.splitlines()[1:-1]]
        if sum(count >= max(len(cells) - 1, 2) for count in inner) >= 2:
            message = N_(
                "A quoted cell here runs over %(count)s lines that look like rows; a quote mark may be missing."
            )
            notices.append(Notice(message, {"count": len(inner) + 2}, line))


def refuse_open_quote(tail: Iterable[str], delimiter: str, last: Row) -> None:
    """Raise when the last row, whose lines are given, ends inside a quoted cell, which the lenient reader lets pass."""
    try:
        for _ in csv.reader(tail, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise UnreadableFile(
                N_(
                    "The file ends inside a quoted cell of the row that begins here: it was cut short, "
                    "or a quote mark is missing. Export it again."
                ),
                line=last.line,
            ) from error


def fit(cells: list[str], width: int) -> list[str]:
    """Give a row exactly width cells: a short one is filled with empty cells, what is too much is dropped."""
    missing = width - len(cells)
    return cells[:width] if missing <= 0 else cells + [""] * missing
