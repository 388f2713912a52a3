"""A large list of people into an empty organization and into one as large, beside a bare executemany of the rows it left."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import JSON, Connection, Table, text

from crm.core.database import Model, db, unit_of_work
from tests.benchmarks.ground import DATABASES, NOW, application
from tests.imports.people_files import HEADER, rows
from tests.support.factories import Factory

PEOPLE = int(os.environ.get("BENCH_PEOPLE") or 100_000)
FETCHED = 50_000
TABLES = (
    *(
        "batches",
        "contacts",
        "contact_points",
        "contact_point_links",
        "contact_notes",
        "name_tokens",
        "tags",
        "taggings",
    ),
    *("external_ids", "opt_outs", "duplicate_suggestions", "batch_changes", "import_rows"),
)
"""The tables that an import writes by the thousand, in an order that their foreign keys allow."""
Marks = dict[str, int]


def measure_all() -> None:
    """Print people a second, the floor, their ratio and the peak memory, twice for each database."""
    with TemporaryDirectory(prefix="reinvest-lists-") as folder:
        lists = [_write(Path(folder) / f"list{seed}.csv", seed) for seed in (11, 12)]
        for database in DATABASES:
            with application(database) as app:
                with unit_of_work():
                    organization_id = Factory(NOW).organization().id
                for known, file in enumerate(lists):
                    before = _marks()
                    figures = _import(app, organization_id, file)
                    _report(f"{database}, into {known * PEOPLE:,}", figures, _floor(app, database, before))


def _write(path: Path, seed: int) -> Path:
    """A list of people of its own seed, as a spreadsheet saves it."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(PEOPLE, seed, f"S{seed}-"))
    return path


def _import(app: Flask, organization_id: int, file: Path) -> dict[str, Any]:
    environment = {
        **os.environ,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "SECRET_KEY": "a secret for tests",
        "REINVEST_INSTANCE": app.config["INSTANCE_DIR"],
    }
    command = [sys.executable, "-m", "tests.benchmarks.import_run", str(organization_id), str(file)]
    peak = 0.0
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, _megabytes(process.pid))
            time.sleep(0.2)
        assert process.stdout is not None and process.returncode == 0
        figures = dict(json.loads(process.stdout.read()))
    return figures | {"megabytes": max(peak, figures["megabytes"])}


def _megabytes(pid: int) -> float:
    """The memory of a process and those it started, what they share counted once; Linux tells it."""
    try:
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = "".join(Path(f"/proc/{one}/smaps_rollup").read_text() for one in (pid, *started)).splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _marks() -> Marks:
    """The last id of each table."""
    with db.engine.connect() as connection:
        return _marks_of(connection)


def _key(name: str) -> str:
    return "contact_id" if name == "name_tokens" else "id"


def _floor(app: Flask, database: str, before: Marks) -> tuple[float, float]:
    """CPU and wall seconds of inserting the very rows into the same tables, on top of the rows that were there before."""
    source = db.engine
    with application(database), source.connect() as far, db.engine.connect() as near:
        _share_ground(far, near)
        _copy(far, near, dict.fromkeys(TABLES, 0), before)
        return _copy(far, near, before, _marks_of(far))


def _marks_of(connection: Connection) -> Marks:
    return {name: connection.execute(text(f"SELECT max({_key(name)}) FROM {name}")).scalar() or 0 for name in TABLES}


def _share_ground(far: Connection, near: Connection) -> None:
    """What the rows point at: organizations, users and imports."""
    for name in ("organizations", "users", "import_runs"):
        table = Model.metadata.tables[name]
        values = [dict(row._mapping) for row in far.execute(table.select())]
        for value in values:
            value.pop("batch_id", None)
        if values:
            near.execute(table.insert(), values)
    near.commit()


def _copy(far: Connection, near: Connection, after: Marks, until: Marks) -> tuple[float, float]:
    """Read rows in pieces and insert them with the driver's executemany; only that is timed."""
    cursor: Any = near.connection.cursor()
    is_sqlite = near.dialect.name == "sqlite"
    if is_sqlite:
        cursor.execute("BEGIN IMMEDIATE")
    cpu = wall = 0.0
    for name in TABLES:
        table = Model.metadata.tables[name]
        statement = _insert_of(table, "?" if is_sqlite else "%s")
        for part in _pieces(far, table, after[name], until[name]):
            began, used = time.perf_counter(), time.process_time()
            cursor.executemany(statement, part)
            cpu, wall = cpu + time.process_time() - used, wall + time.perf_counter() - began
    began, used = time.perf_counter(), time.process_time()
    near.connection.commit()
    return cpu + time.process_time() - used, wall + time.perf_counter() - began


def _insert_of(table: Table, mark: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join([mark] * len(table.columns))})"


def _pieces(connection: Connection, table: Table, after: int, until: int) -> Iterator[Sequence[tuple[Any, ...]]]:
    names = [
        f'CAST("{column.name}" AS TEXT)' if isinstance(column.type, JSON) else f'"{column.name}"'
        for column in table.columns
    ]
    key = _key(table.name)
    for start in range(after, until, FETCHED):
        query = (
            f"SELECT {', '.join(names)} FROM {table.name} "
            f"WHERE {key} > {start} AND {key} <= {min(start + FETCHED, until)} ORDER BY {key}"
        )
        yield [tuple(row) for row in connection.exec_driver_sql(query)]


def _report(what: str, figures: dict[str, Any], floor: tuple[float, float]) -> None:
    rows, cpu, wall = figures["rows"], figures["cpu"], figures["wall"]
    floor_cpu, floor_wall = floor
    print(
        f"import of {rows:,}, {what:<28} {rows / wall:8,.0f} people a second, {cpu / rows * 1e6:.0f} CPU µs each; floor "
        f"{rows / floor_wall:,.0f} a second, {floor_cpu / rows * 1e6:.0f} CPU µs: {floor_wall / wall:.0%} of its rate "
        f"({floor_cpu / cpu:.0%} by CPU); peak {figures['megabytes']:.0f} MB",
        flush=True,
    )
