"""How many people there are: exactly when they are few, and of many as it was a moment ago, so that no page counts a million."""

from __future__ import annotations

import time

from sqlalchemy import ColumnElement, Subquery, func, select

from crm.contacts.models import Contact
from crm.contacts.queries.people import is_current
from crm.core.database import db
from crm.core.scope import current_organization_id

EXACT = 2_000
"""Up to how many people are counted anew each time."""
KEPT_SECONDS = 20.0
_kept: dict[tuple[str, int, str], tuple[float, int]] = {}


def count_people(which: str, *conditions: ColumnElement[bool]) -> int:
    """The number of current people who meet the conditions, which `which` names."""
    some = select(Contact.sort_key, Contact.id).where(is_current(), *conditions)
    number = _count_rows(some.limit(EXACT + 1).subquery())
    if number <= EXACT:
        return number
    key = (str(db.session.connection().engine.url), current_organization_id(), which)
    counted_at, kept = _kept.get(key, (-KEPT_SECONDS, 0))
    now = time.monotonic()
    if now - counted_at < KEPT_SECONDS:
        return kept
    number = _count_rows(some.subquery())
    _kept[key] = now, number
    return number


def _count_rows(rows: Subquery) -> int:
    return db.session.scalars(select(func.count()).select_from(rows)).one()
