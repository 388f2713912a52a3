"""Taking people out: CPU a person of the export, beside a bare writer of the very same rows, and how much memory it holds."""

from __future__ import annotations

import csv
import io
import json
import resource
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.imports.exporting.formats import Format
from crm.imports.exporting.reading import Taker
from crm.imports.exporting.wishes import Wish, pieces
from tests.benchmarks.bench_import import _actor, _bring, people_list
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, report

PEOPLE, ROUNDS = 10_000, 3
DENVER = ZoneInfo("America/Denver")


def main() -> None:
    """Print CPU a person for CSV, XLSX and JSON on each database."""
    file = people_list(PEOPLE)
    for database in DATABASES:
        with application(database):
            with unit_of_work():
                actor = _actor()
            _bring(actor, [file])
            with in_organization(actor.organization_id), reading_only():
                for as_format in (Format.CSV, Format.XLSX, Format.JSON):
                    _measure(f"export, {as_format}, {database}", Taker(actor), as_format)
    print(f"{'':<44} largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", flush=True)


def _measure(what: str, taker: Taker, as_format: Format) -> None:
    cost, floor = Cost(PEOPLE), Cost(PEOPLE)
    rows = _rows(taker)
    for _ in range(ROUNDS):
        db.session.rollback()
        with cost.round():
            size = sum(map(len, pieces(taker, Wish("contacts", as_format), NOW, DENVER, str, "Bench")))
        with floor.round():
            _write_bare(rows, as_format)
    report(what, cost, floor, "person")
    print(f"{'':<44} {size / PEOPLE:,.0f} bytes a person", flush=True)


def _rows(taker: Taker) -> list[list[str]]:
    """The same rows as a plain list: what a bare writer would be given."""
    text = b"".join(pieces(taker, Wish("contacts", Format.CSV), NOW, DENVER, str, "Bench")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def _write_bare(rows: list[list[str]], as_format: Format) -> int:
    """The floor: the csv module (for XLSX too), or json of the same cells, with nothing read."""
    if as_format is Format.JSON:
        return sum(len(line) for line in _json_lines(rows))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.tell()


def _json_lines(rows: list[list[str]]) -> Iterator[str]:
    names = rows[0]
    for row in rows[1:]:
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
