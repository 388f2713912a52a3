"""The entries of a JSON object as rows: what SQLite and PostgreSQL both do, behind one function."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, TableValuedAlias, func

from crm.core.database import db


def json_entries(column: ColumnElement[Any]) -> TableValuedAlias:
    """A table of the entries of a JSON object column, with columns `key` and `value` (text), to join laterally."""
    each = func.json_each if db.engine.dialect.name == "sqlite" else func.jsonb_each_text
    return each(column).table_valued("key", "value")
