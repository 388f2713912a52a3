"""How many people there are: exactly when they are few, and of many as it was a moment ago, so that no page counts a million."""

from __future__ import annotations

import time
from functools import cache

from sqlalchemy import Select, func, select

from crm.contacts.queries.whose import PERSON, Chosen, current_of, values_of
from crm.core.database import db
from crm.core.scope import current_organization_id

EXACT = 2_000
"""Up to how many people are counted anew each time."""
KEPT_SECONDS = 20.0
_kept: dict[tuple[str, int, tuple[tuple[str, int], ...]], tuple[float, int]] = {}


def count_people(chosen: Chosen) -> int:
    """The number of current people, of those chosen."""
    which = tuple(chosen.items())
    key = (str(db.session.connection().engine.url), current_organization_id(), which)
    counted_at, kept = _kept.get(key, (-KEPT_SECONDS, 0))
    now = time.monotonic()
    if now - counted_at < KEPT_SECONDS:
        return kept
    some, values = _current(tuple(chosen)), values_of(chosen)
    number = _count(_at_most(tuple(chosen), EXACT + 1), values)
    if number > EXACT:
        number = _count(select(func.count()).select_from(some.subquery()), values)
        _kept[key] = now, number
    return number


@cache
def _current(names: tuple[str, ...]) -> Select[str, int]:
    return select(PERSON.c.sort_key, PERSON.c.id).where(*current_of(names))


@cache
def _at_most(names: tuple[str, ...], number: int) -> Select[int]:
    return select(func.count()).select_from(_current(names).limit(number).subquery())


def _count(query: Select[int], values: dict[str, int]) -> int:
    return db.session.execute(query, values).scalar_one()
