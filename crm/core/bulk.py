"""Inserting rows by the thousand, column by column, past every layer that costs more than the insert itself.

What all rows share is written into the statement (SQLite) or repeated by the driver (PostgreSQL's COPY), so that a row
costs only what is its own.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, repeat
from typing import Any, cast

from sqlalchemy import Column, Connection, Table, text

from crm.core.clock import utc_now
from crm.core.database import Model, db, unit_of_work

ROWS_A_STATEMENT, MOST_MARKS = 100, 30_000
"""How many rows go into one statement on SQLite, which takes at most 32,766 values; it is kept prepared, and small."""
Values = Any
"""A list with one value a row, or one value that all rows share."""


@dataclass(slots=True)
class _Rows:
    """Rows ready for a driver: what they share, and the columns in which they differ."""

    table: Table
    count: int
    shared: dict[str, Any]
    own: dict[str, list[Any]]

    def tuples(self) -> Iterable[tuple[Any, ...]]:
        """What is each row's own."""
        return zip(*self.own.values(), strict=True) if self.own else repeat((), self.count)


@contextmanager
def bulk_work() -> Iterator[None]:
    """Inside, this process is set up for rows by the million: it looks rarely for garbage, of which rows make none.

    On SQLite the connection keeps 48 MB of pages at hand and writes them home less often.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(500_000, 50, 100)
    _set_pragmas({"cache_size": -48_000, "wal_autocheckpoint": 25_000})
    try:
        yield
    finally:
        _set_pragmas({"cache_size": -2_000, "wal_autocheckpoint": 1_000})
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _set_pragmas(settings: Mapping[str, int]) -> None:
    if db.engine.dialect.name == "sqlite":
        with unit_of_work():
            for name, value in settings.items():
                db.session.execute(text(f"PRAGMA {name}={value}"))


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Ascending ids for rows about to be inserted, which nobody else is given; not used ones are lost."""
    table, connection = _table(model), db.session.connection()
    if connection.dialect.name == "sqlite":
        # The transaction holds the writer's lock: nobody else inserts before it ends.
        last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
        first = int(last.scalar() or 0) + 1
        return list(range(first, first + count))
    ids = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return list(connection.execute(ids, {"name": table.name, "count": count}).scalars())


def insert_columns(model: type[Model], count: int, columns: Mapping[str, Values], *, skip_known: bool = False) -> int:
    """Insert `count` rows given by their columns; a column that is not named takes its model's default or stays NULL.

    `skip_known` leaves out rows that would break a unique constraint, as when somebody else has just made them. Returns
    how many rows were inserted.
    """
    if not count:
        return 0
    db.session.flush()
    connection, table = db.session.connection(), _table(model)
    shared: dict[str, Any] = {}
    own: dict[str, list[Any]] = {}
    for column in table.columns:
        if column.name in columns:
            _sort_in(column, columns[column.name], count, shared, own)
        elif column.default is not None:
            shared[column.name] = _default(column)
    rows = _Rows(table, count, _bound(connection, table, shared), own)
    cursor = cast(Any, connection.connection.cursor())
    if connection.dialect.name == "sqlite":
        inserted = _insert_sqlite(cursor, rows, skip_known)
    elif skip_known:
        inserted = _insert_new_postgresql(cursor, rows, connection)
    else:
        inserted = _copy_postgresql(cursor, rows)
    cursor.close()
    return inserted


def insert_tuples(
    model: type[Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]], shared: Mapping[str, Any]
) -> None:
    """Insert rows of these columns, and what they share."""
    if rows:
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        insert_columns(model, len(rows), {**shared, **columns})


def _sort_in(
    column: Column[Any], values: Values, count: int, shared: dict[str, Any], own: dict[str, list[Any]]
) -> None:
    """A list whose values are all the same is shared too: most columns of most lists of people are empty."""
    if not isinstance(values, list):
        shared[column.name] = values
    elif values[0] == values[-1] and values.count(values[0]) == count:
        shared[column.name] = values[0]
    else:
        process = _processor(column, db.engine.dialect.name)
        own[column.name] = values if process is None else _processed(values, process)


def _processed(values: list[Any], process: Callable[[Any], Any]) -> list[Any]:
    """Values as the driver takes them; of empty ones, which most are, each kind is made once."""
    empty = {kind: process(value) for kind, value in {type(value): value for value in values if not value}.items()}
    return [process(value) if value else empty[type(value)] for value in values]


def _default(column: Column[Any]) -> Any:
    default = cast(Any, column.default)
    if default.is_scalar:
        return default.arg
    return utc_now() if column.name in ("created_at", "updated_at") else default.arg(None)


def _bound(connection: Connection, table: Table, shared: Mapping[str, Any]) -> dict[str, Any]:
    bound = {}
    for name, value in shared.items():
        process = _processor(table.c[name], connection.dialect.name)
        bound[name] = value if process is None else process(value)
    return bound


@cache
def _processor(column: Column[Any], _dialect_name: str) -> Callable[[Any], Any] | None:
    dialect = db.engine.dialect
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _insert_sqlite(cursor: Any, rows: _Rows, skip_known: bool) -> int:
    """Many rows a statement: where a table has triggers, SQLite keeps a journal of each statement, dearer than a row.

    The rows that are left over go one by one: a statement for each number of them would be compiled, and kept, anew.
    """
    marks = ", ".join(["quote(?)"] * len(rows.shared))
    quoted = cursor.execute(f"SELECT {marks}", list(rows.shared.values())).fetchone()
    one = f"({', '.join([*quoted, *('?' * len(rows.own))])})"
    into = f"INSERT INTO {rows.table.name} ({', '.join([*rows.shared, *rows.own])}) VALUES "  # noqa: S608 - quoted by SQLite
    known = " ON CONFLICT DO NOTHING" if skip_known else ""
    coming, inserted = iter(rows.tuples()), 0
    at_once = min(ROWS_A_STATEMENT, MOST_MARKS // max(1, len(rows.own)))
    statement = f"{into}{', '.join([one] * at_once)}{known}"
    while len(some := list(islice(coming, at_once))) == at_once:
        inserted += cursor.execute(statement, list(chain.from_iterable(some))).rowcount
    if some:
        inserted += cursor.executemany(f"{into}{one}{known}", some).rowcount
    return inserted


def _copy_postgresql(cursor: Any, rows: _Rows) -> int:
    rest = tuple(rows.shared.values())
    with cursor.copy(f"COPY {rows.table.name} ({', '.join([*rows.own, *rows.shared])}) FROM STDIN") as copy:
        for row in rows.tuples():
            copy.write_row(row + rest)
    return int(cursor.rowcount)


def _insert_new_postgresql(cursor: Any, rows: _Rows, connection: Connection) -> int:
    """COPY knows no conflicts: the columns go as arrays through one INSERT instead."""
    types = [rows.table.c[name].type.compile(connection.dialect).partition(" ")[0] for name in rows.own]
    source = f"unnest({', '.join(f'%s::{kind}[]' for kind in types)})" if types else f"generate_series(1, {rows.count})"
    names = ", ".join([*rows.shared, *rows.own])
    given = ", ".join([*["%s"] * len(rows.shared), *(["own.*"] if rows.own else [])])
    cursor.execute(
        f"INSERT INTO {rows.table.name} ({names}) SELECT {given} FROM {source} AS own ON CONFLICT DO NOTHING",  # noqa: S608
        [*rows.shared.values(), *rows.own.values()],
    )
    return int(cursor.rowcount)


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)
