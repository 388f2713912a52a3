"""Writing and finding many rows: what SQLite and PostgreSQL do differently, behind one function each."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Enum,
    Table,
    Text,
    any_,
    bindparam,
    column,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.types import TypeEngine

from crm.core.database import Model, db

Value = TypeVar("Value")
CHUNK = 500
"""How many rows or ids go into one statement."""


def insert_returning_ids(model: type[Model], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows in one statement a chunk and give their new ids in the order of the rows."""
    db.session.flush()
    table, made = _table(model), list[int]()
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        if db.engine.dialect.name == "sqlite":
            # SQLite numbers the rows of one INSERT in their order, but need not return them so.
            made += sorted(db.session.scalars(insert(table).returning(table.c.id), chunk))
        else:
            made += db.session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), chunk)
    return made


def insert_rows(model: type[Model], rows: list[dict[str, Any]]) -> None:
    """Insert many rows that all have the same columns, past the ORM, whose bookkeeping costs twice the insert."""
    db.session.flush()
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(_table(model)), rows[start : start + CHUNK])


def insert_missing(model: type[Model], rows: list[dict[str, Any]], unique: tuple[str, ...]) -> None:
    """Insert the rows that are not there by their unique columns, and leave the others as they are."""
    db.session.flush()
    dialect_insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    for start in range(0, len(rows), CHUNK):
        statement = dialect_insert(_table(model)).on_conflict_do_nothing(index_elements=list(unique))
        db.session.execute(statement, rows[start : start + CHUNK])


def insert_that_may_meet(model: type[Model]) -> Any:
    """An INSERT of the database in use that can say what happens ON CONFLICT; both databases write it alike."""
    return (sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert)(_table(model))


def delete_tuples(model: type[Model], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Delete rows by the values of some columns, as the driver takes them; many at once."""
    if not rows:
        return
    db.session.flush()
    connection, table = db.session.connection(), _table(model)
    if connection.dialect.name == "sqlite":
        marks = " AND ".join(f"{name} = ?" for name in columns)
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {marks}", list(rows))  # noqa: S608 - our own names
        return
    types = (table.c[name].type.compile(connection.dialect).partition(" ")[0] for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    names = ", ".join(columns)
    same = " AND ".join(f"{table.name}.{name} = given.{name}" for name in columns)
    connection.exec_driver_sql(
        f"DELETE FROM {table.name} USING unnest({arrays}) AS given({names}) WHERE {same}",  # noqa: S608
        tuple(list(column) for column in zip(*rows, strict=True)),
    )


def among(column: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """That a column holds one of many values, as one parameter however many they are: the statement stays the same."""
    if db.engine.dialect.name == "sqlite":
        given = func.json_each(json.dumps(list(values))).table_valued("value")
        return cast("ColumnElement[bool]", column.in_(select(given.c.value)))
    return cast("ColumnElement[bool]", column == any_(bindparam(None, list(values), type_=ARRAY(column.type))))


def insert_missing_tuples(model: type[Model], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert the rows that break no unique constraint, as the driver takes them: no defaults, no checks, no chunks.

    For tables of plain columns that take millions of rows; SQLAlchemy's bookkeeping costs several times the insert.
    """
    if not rows:
        return
    db.session.flush()
    connection, table, names = db.session.connection(), _table(model), ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608 - names of our own tables
            list(rows),
        )
        return
    types = (table.c[name].type.compile(connection.dialect).partition(" ")[0] for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING",  # noqa: S608
        tuple(list(column) for column in zip(*rows, strict=True)),
    )


def update_tuples(
    model: type[Model], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]], condition: str
) -> None:
    """Set some columns of many rows, each row its values and last its id, where a condition in SQL holds."""
    if not rows:
        return
    db.session.flush()
    connection, table = db.session.connection(), _table(model)
    if connection.dialect.name == "sqlite":
        values = ", ".join(f"{name} = ?" for name in columns)
        connection.exec_driver_sql(f"UPDATE {table.name} SET {values} WHERE id = ? AND {condition}", list(rows))  # noqa: S608
        return
    types = (table.c[name].type.compile(connection.dialect).partition(" ")[0] for name in (*columns, "id"))
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    values = ", ".join(f"{name} = given.new_{name}" for name in columns)
    names = ", ".join(f"new_{name}" for name in (*columns, "id"))
    connection.exec_driver_sql(
        f"UPDATE {table.name} SET {values} FROM unnest({arrays}) AS given({names})"  # noqa: S608
        f" WHERE {table.name}.id = given.new_id AND {condition}",
        tuple(list(column) for column in zip(*rows, strict=True)),
    )


def chunks(values: list[Value]) -> list[list[Value]]:
    """Ids or other values in pieces that fit into one statement on every database."""
    return [values[start : start + CHUNK] for start in range(0, len(values), CHUNK)]


def insert_new(model: type[Model], rows: list[dict[str, Any]]) -> list[int]:
    """Insert the rows that break no unique constraint and leave the others out; the ids of those inserted, in no order."""
    db.session.flush()
    dialect_insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgresql_insert
    table, made = _table(model), list[int]()
    for start in range(0, len(rows), CHUNK):
        statement = dialect_insert(table).on_conflict_do_nothing().returning(table.c.id)
        made += db.session.scalars(statement, rows[start : start + CHUNK])
    return made


def _table(model: type[Model]) -> Table:
    return cast(Table, model.__table__)


def insert_given(
    model: type[Model], common: Mapping[str, Any], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> list[int]:
    """Insert many rows that share the values of some columns and have their own of others; those that break a unique
    constraint are left out. The ids of those inserted, in no order.

    The rows travel as one JSON text: to bind each value by itself costs several times the insert.
    """
    if not rows:
        return []
    db.session.flush()
    table = _table(model)
    shared = [bindparam(f"common_{name}", value, type_=table.c[name].type) for name, value in common.items()]
    names = [*common, *columns]
    insert_into: Any
    if db.engine.dialect.name == "sqlite":
        # Without a WHERE, SQLite takes the ON of ON CONFLICT for that of a join.
        source = select(*shared, *_given_sqlite(columns, rows)).where(true())
        insert_into = sqlite_insert(table).from_select(names, source)
    else:
        insert_into = postgresql_insert(table).from_select(names, select(*shared, *_given(table, columns, rows)))
    return list(db.session.scalars(insert_into.on_conflict_do_nothing().returning(table.c.id)))


def _given_sqlite(columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[ColumnElement[Any]]:
    value = func.json_each(json.dumps(rows, default=_plain)).table_valued("value").c.value
    return [func.json_extract(value, f"$[{number}]") for number in range(len(columns))]


def _given(table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[ColumnElement[Any]]:
    records = json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=str)
    typed = [column(name, _plain_type(table.c[name].type)) for name in columns]
    given = func.json_to_recordset(cast_to(literal(records, Text), JSON)).table_valued(*typed)
    return list(given.render_derived(with_types=True).c)


def _plain(moment: datetime) -> str:
    """As SQLite keeps a moment: UTC without its name."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _plain_type(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type of a column in a record set: an enum is text there, without its own name."""
    return Text() if isinstance(kind, Enum) else kind
