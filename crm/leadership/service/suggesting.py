"""Keeping the suggested steps fresh: what the rules say of everybody, in two statements."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, func, literal, or_, select, true

from crm.core.database import db, plan_for_sets
from crm.core.scope import current_organization_id
from crm.core.upsert import insert_that_may_meet
from crm.leadership.models import StageSuggestion
from crm.leadership.queries import suggested

COLUMNS = ("before", "stage", "behaviour", "times")


def refresh_suggestions(now: datetime) -> int:
    """Suggest what the rules say now and drop what they say no longer; how many steps are suggested. Who had the same
    suggestion keeps it untouched.
    """
    plan_for_sets()
    table, ours = cast(Table, StageSuggestion.__table__), current_organization_id()
    found = suggested(now).subquery()
    gone = table.c.contact_id.not_in(select(found.c.contact_id))
    db.session.execute(delete(table).where(table.c.organization_id == ours, gone))
    moment = literal(now, table.c.created_at.type)
    columns = ["organization_id", "created_at", "updated_at", "contact_id", *COLUMNS]
    values = [literal(ours), moment, moment, found.c.contact_id, *(found.c[name] for name in COLUMNS)]
    # Without a WHERE, SQLite takes the ON of ON CONFLICT for that of a join.
    statement = insert_that_may_meet(StageSuggestion).from_select(columns, select(*values).where(true()))
    fresh = {name: statement.excluded[name] for name in (*COLUMNS, "updated_at")}
    is_other = or_(*(table.c[name] != statement.excluded[name] for name in COLUMNS))
    db.session.execute(statement.on_conflict_do_update(index_elements=["contact_id"], set_=fresh, where=is_other))
    for known in [row for row in db.session if isinstance(row, StageSuggestion)]:
        db.session.expire(known)
    return db.session.scalars(select(func.count()).select_from(StageSuggestion)).one()
