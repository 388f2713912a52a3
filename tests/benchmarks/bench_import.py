"""Taking files in: a large list (BENCH_PEOPLE) and Zoom's reports, beside a plain executemany of the rows they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Connection, Table

from crm.core.actor import Actor
from crm.core.database import Model, db, unit_of_work
from crm.core.scope import in_organization
from crm.demo import zoom
from crm.demo.names import Invented
from crm.imports.service import Agreement, apply, preview
from tests.benchmarks.big_import import measure_all
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, invented_phones, report
from tests.support.factories import Factory

FIRST = ("Alma", "Darnell", "Thuỷ", "José Luis", "Keisha", "Xóchitl", "Abeba", "Rubén", "Latoya", "Hassan", "Mary Ann")
LAST = ("Quintero", "Washington", "Trần", "Herrera", "O'Neil", "Ramírez", "Tesfaye", "de la Cruz", "Greene", "Abdi")
ENDINGS = ("", "ez", "son", "man", "well", "ton", "field", "stein", "wood", "ridge", "ford", "more", "by")
REGISTERED, ROUNDS = 2_000, 3
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


@dataclass(frozen=True, slots=True)
class File:
    """One file of an import, the agreement it is applied with, and how many people it holds."""

    name: str
    content: bytes
    agreement: Agreement = field(default_factory=Agreement)


def invented_people(count: int) -> list[Invented]:
    """That many people, each with a name of two words or more, a number and an address of her own."""
    phones = invented_phones(count)
    return [
        Invented(
            first=FIRST[number % len(FIRST)],
            last=LAST[number // 11 % len(LAST)] + ENDINGS[number // 110 % len(ENDINGS)],
            language="es" if number % 3 == 0 else "en",
            phone=f"+1{phones[number]}",
            email=f"person{number}@example.org",
        )
        for number in range(count)
    ]


def webinar_reports(count: int) -> list[File]:
    """Zoom's registration report and then its attendee report of one webinar."""
    zoom.REGISTERED = tuple(invented_people(count))
    webinar = zoom.Webinar("Invest in Care", "81255501019", NOW.replace(hour=1), 90, "America/Denver")
    registration = zoom.registration_report(webinar).encode()
    return [
        File("registration.csv", registration, Agreement(question=zoom.QUESTION)),
        File("attendees.csv", zoom.attendee_report(webinar).encode()),
    ]


def main() -> None:
    """Print what a large list costs, and CPU a person for Zoom's reports on each database."""
    measure_all()
    kinds: tuple[tuple[str, int, Callable[[], list[File]]], ...] = (
        (f"Zoom, {REGISTERED:,} registered", REGISTERED, lambda: webinar_reports(REGISTERED)),
    )
    for what, people, files in kinds:
        made = files()
        for database in DATABASES:
            _measure(f"import, {what}, {database}", people, made, database)


def _measure(what: str, people: int, files: list[File], database: str) -> None:
    cost, floor, rows = Cost(people), Cost(people), 0
    for _ in range(ROUNDS):
        with application(database):
            with unit_of_work():
                actor = _actor()
            before = _read_all()
            with cost.round():
                _bring(actor, files)
            added = _added(before, _read_all())
            rows = sum(len(values) for _columns, values in added.values())
        with application(database), db.engine.connect() as connection:
            _insert(connection, before)
            with floor.round():
                _insert(connection, added)
    report(what, cost, floor, "person")
    print(f"{'':<44} {rows / people:.1f} rows a person", flush=True)


def _actor() -> Actor:
    make = Factory(NOW)
    organization = make.organization()
    with in_organization(organization.id):
        return make.actor(organization)


def _bring(actor: Actor, files: list[File]) -> None:
    """Preview and apply each file as the pages do, in a transaction each."""
    with in_organization(actor.organization_id):
        for file in files:
            with unit_of_work():
                run_id = preview(actor, NOW, file.content, file.name).id
            db.session.expunge_all()
            with unit_of_work():
                apply(actor, NOW, run_id, file.agreement)
            db.session.expunge_all()


def _tables() -> list[Table]:
    return list(Model.metadata.sorted_tables)


def _read_all() -> Rows:
    """Every row of every table as the driver gives it, JSON as text."""
    with db.engine.connect() as connection:
        return {table.name: _read(connection, table) for table in _tables()}


def _read(connection: Connection, table: Table) -> tuple[list[str], list[tuple[Any, ...]]]:
    names = [column.name for column in table.columns]
    is_json = {column.name for column in table.columns if isinstance(column.type, JSON)}
    casts = [f"CAST({name} AS TEXT)" if name in is_json else f'"{name}"' for name in names]
    found = connection.exec_driver_sql(f"SELECT {', '.join(casts)} FROM {table.name} ORDER BY 1")
    return names, [tuple(row) for row in found]


def _added(before: Rows, after: Rows) -> Rows:
    """The rows that were not there before."""
    added: Rows = {}
    for name, (columns, rows) in after.items():
        known = set(before[name][1])
        added[name] = columns, [row for row in rows if row not in known]
    return added


def _insert(connection: Connection, rows: Rows) -> None:
    """The floor: one executemany of the driver for each table, in one transaction."""
    cursor = connection.connection.cursor()
    is_sqlite = connection.dialect.name == "sqlite"
    mark = "?" if is_sqlite else "%s"
    if is_sqlite:
        cursor.execute("BEGIN IMMEDIATE")
    for name, (columns, values) in rows.items():
        if values:
            quoted = ", ".join(f'"{column}"' for column in columns)
            cursor.executemany(f"INSERT INTO {name} ({quoted}) VALUES ({', '.join([mark] * len(columns))})", values)
    connection.connection.commit()
