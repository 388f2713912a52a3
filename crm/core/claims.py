"""Taking rows for oneself: what SQLite and PostgreSQL do differently."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select

from crm.core.database import db

Row = TypeVar("Row", bound=tuple[Any, ...])


def locked(query: Select[Row]) -> Select[Row]:
    """The query, taking only rows that no other transaction holds.

    PostgreSQL locks the rows and skips those locked by others; on SQLite every writing transaction holds the one
    writer's lock from its beginning (BEGIN IMMEDIATE).
    """
    if db.engine.dialect.name == "sqlite":
        return query
    return query.with_for_update(skip_locked=True)
