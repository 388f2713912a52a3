"""Taking rows for oneself, and writing rows that may be there already: what SQLite and PostgreSQL do differently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from crm.core.database import db

Row = TypeVar("Row", bound=tuple[Any, ...])


def locked(query: Select[Row]) -> Select[Row]:
    """The query, taking only rows that no other transaction holds.

    PostgreSQL locks the rows and skips those locked by others; on SQLite every writing transaction already holds the
    one writer's lock from its beginning (BEGIN IMMEDIATE).
    """
    if _dialect() == "sqlite":
        return query
    return query.with_for_update(skip_locked=True)


def insert_missing(table: Any, rows: Sequence[Mapping[str, Any]], unique: Sequence[str]) -> list[int]:
    """Insert rows, leaving out those whose `unique` columns (empty: any unique constraint) are taken; the new ids.

    For tables of an organization each row carries its organization_id.
    """
    if not rows:
        return []
    assert isinstance(table, Table)  # noqa: S101  (a mapped class's __table__; for the type checker)
    build = sqlite.insert if _dialect() == "sqlite" else postgresql.insert
    done = build(table).on_conflict_do_nothing(index_elements=list(unique) or None).returning(table.c.id)
    return list(db.session.scalars(done, [dict(row) for row in rows]))


def _dialect() -> str:
    return db.session.get_bind().dialect.name
