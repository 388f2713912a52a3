"""Taking rows for oneself: what SQLite and PostgreSQL do differently."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select

from crm.core.database import db

Query = TypeVar("Query", bound=Select[Any])


def locked(query: Query, of: type[Any] | None = None) -> Query:
    """The query, taking only rows that no other transaction holds; of one of its tables when `of` is given.

    PostgreSQL locks the rows and skips those locked by others; on SQLite every writing transaction holds the one
    writer's lock from its beginning (BEGIN IMMEDIATE).
    """
    if db.engine.dialect.name == "sqlite":
        return query
    return query.with_for_update(skip_locked=True, of=of)


def in_any_case(query: Query) -> Query:
    """The query, waiting for rows that another transaction holds and then holding them until this one ends."""
    if db.engine.dialect.name == "sqlite":
        return query
    return query.with_for_update()
