"""The migrations make what the models say, and go up, down and up again with rows in every table."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, Enum, Table, func, select

from crm.core import schema
from crm.core.database import Model, UtcDateTime, db
from tests.conftest import BACKENDS, fresh_database, make_app

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(params=BACKENDS)
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def _value(column: Column[Any]) -> Any:
    """Something that fits a column: 1 for keys, a moment, a number in E.164, else its own name."""
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class)) if column.type.enum_class else column.type.enums[0]
    if isinstance(column.type, UtcDateTime):
        return NOW
    kind = column.type.python_type
    fitting: dict[type, Any] = {int: 1, bool: False, date: NOW.date(), dict: {}, bytes: b"x"}
    return fitting.get(kind, "+13035550101"[: getattr(column.type, "length", None) or 12])


def _row(table: Table) -> dict[str, Any]:
    return {c.name: _value(c) for c in table.columns if c.foreign_keys or not (c.nullable or c.name == "id")}


def _counts() -> dict[str, int]:
    tables = Model.metadata.sorted_tables
    counts = {t.name: db.session.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}
    db.session.rollback()
    return counts


def _fill() -> None:
    """One row in every table; a row that points at itself or at a later table points nowhere first."""
    made: set[str] = set()
    for table in Model.metadata.sorted_tables:
        row = _row(table)
        for column in table.columns:
            later = any(key.column.table.name not in made for key in column.foreign_keys)
            if later and column.nullable:
                row[column.name] = None
        db.session.execute(table.insert().values(**row))
        made.add(table.name)
    db.session.commit()


def test_the_models_are_what_the_migrations_make(own_app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Model.metadata) == []


def test_up_down_up_with_rows_in_every_table(own_app: Flask) -> None:
    _fill()
    assert 0 not in _counts().values()  # a text of a blast adds rows to its counts by itself
    for revision in ("-1", "base"):
        schema.downgrade(revision)
    schema.upgrade()
    assert set(_counts().values()) == {0}
    assert schema.is_current()


def test_upgrading_keeps_what_is_there(own_app: Flask) -> None:
    _fill()
    before = _counts()
    schema.upgrade()
    assert _counts() == before


def test_every_enum_is_text_with_a_check() -> None:
    for table in Model.metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, Enum):
                assert column.type.enum_class and issubclass(column.type.enum_class, enum.StrEnum)
                assert column.type.create_constraint and not column.type.native_enum
