"""Match the cells of a header row to fields by sets of synonyms, never by exact lists or by position."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm.imports.reading.cells import clean_cell, spellings

Synonyms = Mapping[str, str]
"""Folded spelling of a header to the name of its field."""


def synonyms(table: Mapping[str, str]) -> dict[str, str]:
    """Turn {field: "spelling; spelling; …"} into a look-up from each folded spelling, with and without its
    blanks.
    """
    pairs = [(word.strip(), name) for name, words in table.items() for word in words.split(";")]
    joined = {word.replace(" ", ""): name for word, name in pairs}
    return joined | dict(pairs)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its place counted from 0, its header as written, and the field it feeds (None:
    none).

    key is the header made unique in its file ("Phone (2)"); confidence says from 0 to 1 how sure the field is; samples
    are its first different cells.
    """

    index: int
    header: str
    field: str | None
    key: str = ""
    confidence: float = 1.0
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of one header row; a field may have several columns, the first is the main one."""

    all: tuple[Column, ...]

    @property
    def fields(self) -> frozenset[str]:
        """Name the fields that have a column."""
        return frozenset(column.field for column in self.all if column.field)

    def first(self, name: str) -> int | None:
        """Give the place of a field's main column, or None when the file has none."""
        return next((column.index for column in self.all if column.field == name), None)

    def unnamed(self) -> Iterator[Column]:
        """Go over the columns that have a header but feed no field."""
        return (column for column in self.all if column.field is None and column.header)


def match_header(cells: Sequence[str], known: Synonyms) -> Columns:
    """Match one header row; an empty header feeds nothing."""
    return Columns(tuple(Column(index, clean_cell(cell), _field_of(cell, known)) for index, cell in enumerate(cells)))


def _field_of(cell: str, known: Synonyms) -> str | None:
    if len(cell) > 120:
        return None
    return next((known[each] for each in spellings(cell) if each in known), None)
