"""How records are written: JSON, a line of JSON each, CSV or XLSX; every writer yields pieces as it reads the records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from crm.imports.exporting.cells import flat, safe_cell, written
from crm.imports.exporting.workbook import workbook_pieces

Record = Mapping[str, object]
PIECE = 65_536
"""About how many characters go out at once."""
UTF8_MARK = "\ufeff"
"""Without it Excel reads a CSV in the machine's own code page and spoils every accent."""


class Format(StrEnum):
    """The formats of a file out."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    NDJSON = "ndjson"


MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
    Format.NDJSON: "application/x-ndjson",
}
ZIP_TYPE = "application/zip"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Records to be written: `columns` in their order for CSV and XLSX, `keys` of the JSON objects (None: all)."""

    title: str
    columns: Sequence[str]
    records: Iterable[Record]
    keys: Sequence[str] | None = None


def pieces_of(sheet: Sheet, as_format: Format, zone: tzinfo) -> Iterator[bytes]:
    """The file piece by piece; moments of an XLSX stand in `zone`, since its dates have none."""
    if as_format is Format.XLSX:
        return workbook_pieces(sheet.title, sheet.columns, _flat_rows(sheet), zone)
    writers: dict[Format, Callable[[Sheet], Iterator[str]]] = {
        Format.CSV: _csv_lines,
        Format.JSON: _json_lines,
        Format.NDJSON: _ndjson_lines,
    }
    return _gathered(writers[as_format](sheet))


def to_json(value: object) -> str:
    """One value as JSON; moments and days in ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a JSON file")


def _gathered(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines put together into pieces worth sending."""
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _flat_rows(sheet: Sheet) -> Iterator[list[object]]:
    for record in sheet.records:
        yield [flat(record.get(column)) for column in sheet.columns]


def _csv_lines(sheet: Sheet) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    yield UTF8_MARK
    writer.writerow([safe_cell(column) for column in sheet.columns])
    for row in _flat_rows(sheet):
        writer.writerow([safe_cell(value) if isinstance(value, str) else written(value) for value in row])
        if out.tell() >= PIECE:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _objects(sheet: Sheet) -> Iterator[str]:
    for record in sheet.records:
        yield to_json(record if sheet.keys is None else {key: record[key] for key in sheet.keys})


def _json_lines(sheet: Sheet) -> Iterator[str]:
    before = "[\n"
    for one in _objects(sheet):
        yield before + one
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def _ndjson_lines(sheet: Sheet) -> Iterator[str]:
    for one in _objects(sheet):
        yield one + "\n"
