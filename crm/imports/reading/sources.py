"""A file opened as rows of text, as often as needed and never held whole: delimited text, or a sheet of a workbook."""

import itertools
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

from crm.imports.reading.decode import MAX_BYTES, decode, examine, peek
from crm.imports.reading.delimiter import sniff_delimiter, split_hint
from crm.imports.reading.errors import Notice, Notices, UnreadableFile
from crm.imports.reading.signatures import is_spreadsheet
from crm.imports.reading.spreadsheet import Sheet, read_sheets
from crm.imports.reading.table import ONLY_EMPTY_LINES, Row, Table, iterate, read_table, refuse_open_quote, split_lines

HEAD_ROWS = 300
"""Rows of the beginning by which kind, header and mapping are told."""


class RowSource(Protocol):
    """Rows that can be gone over again and again."""

    encoding: str
    delimiter: str | None
    notices: tuple[Notice, ...]

    def rows(self, notices: Notices) -> Iterator[Row]:
        """Go over all rows that hold anything; UnreadableFile when one of them cannot be read."""

    def head(self) -> list[Row]:
        """Give the first rows."""

    def whole(self) -> Table:
        """Read everything at once, for a report that has to be seen whole."""


class TextSource:
    """Delimited text."""

    def __init__(self, source: BinaryIO, max_bytes: int = MAX_BYTES) -> None:
        """Find the encoding and the delimiter; UnreadableFile when the file is no table of text."""
        self._source = source
        self._decoding = examine(source, max_bytes)
        hinted, body, self._skipped = split_hint(next(self._decoding.blocks(source)))
        self.encoding = self._decoding.encoding
        self.delimiter: str | None = hinted or sniff_delimiter(body)
        self.notices = self._decoding.notices

    def _lines(self) -> Iterator[str]:
        blocks = self._decoding.blocks(self._source)
        lines = itertools.chain.from_iterable(map(split_lines, blocks))
        return itertools.islice(lines, self._skipped, None) if self._skipped else lines

    def rows(self, notices: Notices) -> Iterator[Row]:
        """Go over all rows; a file that ends inside a quoted cell is refused at its end."""
        delimiter = self.delimiter or ","
        last: Row | None = None
        for row in iterate(self._lines(), delimiter, self._skipped, notices):
            last = row
            yield row
        if last is None:
            raise UnreadableFile(ONLY_EMPTY_LINES)
        if any('"' in line for line in itertools.islice(self._lines(), last.line - self._skipped - 1, None)):
            tail = itertools.islice(self._lines(), last.line - self._skipped - 1, None)
            refuse_open_quote(tail, delimiter, last)

    def head(self) -> list[Row]:
        """Give the first rows; UnreadableFile when there are none."""
        return list(itertools.islice(self.rows(Notices()), HEAD_ROWS))

    def whole(self) -> Table:
        """Read everything at once."""
        return read_table(decode(self._source, self._decoding))


class SheetSource:
    """One sheet of an Excel workbook, which is in memory whole."""

    encoding = "spreadsheet"
    delimiter: str | None = None

    def __init__(self, sheet: Sheet, notices: Sequence[Notice]) -> None:
        """Take a sheet that was read."""
        self.sheet = sheet
        self.notices = tuple(notices)

    def rows(self, notices: Notices) -> Iterator[Row]:
        """Go over all rows that hold anything."""
        return iter(self.sheet.rows)

    def head(self) -> list[Row]:
        """Give the first rows."""
        return list(self.sheet.rows[:HEAD_ROWS])

    def whole(self) -> Table:
        """Give everything at once."""
        return Table(self.sheet.rows, None, self.notices, ends_inside_line=False)


def open_sources(source: BinaryIO, max_bytes: int = MAX_BYTES) -> list[RowSource]:
    """Open a file: text as one table, a workbook as its sheets that hold anything, the first one first.

    Raises UnreadableFile when it is empty, too large, damaged, or no table at all.
    """
    head, _size = peek(source, max_bytes)
    if not is_spreadsheet(head):
        return [TextSource(source, max_bytes)]
    source.seek(0)
    return [SheetSource(sheet, ()) for sheet in read_sheets(source.read())]
