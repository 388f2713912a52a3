"""Looking into JSON objects: what SQLite and PostgreSQL both do, behind one function each.

SQLite's operators find no key that holds a letter beyond ASCII (before 3.45) or a quote; its json_each finds every key.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, TableValuedAlias, Text, cast, exists, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from crm.core.database import db


def json_entries(column: ColumnElement[Any]) -> TableValuedAlias:
    """A table of the entries of a JSON object column, with columns `key` and `value` (text), to join laterally."""
    each = func.json_each if _is_sqlite() else func.jsonb_each_text
    return each(column).table_valued("key", "value")


def json_text(column: Any, key: str) -> ColumnElement[str]:
    """The text under a key; NULL when nothing stands there."""
    if _is_sqlite():
        each = _each(column)
        return select(cast(each.c.value, String)).where(each.c.key == key).scalar_subquery()
    return cast(column.op("->>")(literal(key, Text)), String)


def json_holds(column: Any, key: str, value: str) -> ColumnElement[bool]:
    """Whether the list under a key holds a text; false for what is no list."""
    if _is_sqlite():
        each = _each(column)
        inner = func.json_each(each.c.value).table_valued("value", name="held")
        joined = select(1).select_from(each).join(inner, each.c.type == "array")
        return exists(joined.where(each.c.key == key, inner.c.value == value))
    part = column.op("->")(literal(key, Text))
    return func.coalesce(part.op("@>", is_comparison=True)(cast([value], JSONB)), False)


def _each(column: Any) -> TableValuedAlias:
    return func.json_each(column).table_valued("key", "value", "type")


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"
