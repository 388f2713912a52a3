"""How many people there are: exactly when they are few, and of many as it was a moment ago, so that no page counts a million."""

from __future__ import annotations

import time
from functools import cache
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, func, select

from crm.contacts.queries.whose import PERSON, Chosen, current_of, values_of
from crm.core.database import db
from crm.core.scope import current_organization_id

EXACT = 2_000
"""Up to how many people are counted anew each time."""
KEPT_SECONDS = 20.0
_Which = tuple[int, tuple[tuple[str, int], ...]]
_kept: WeakKeyDictionary[Engine, dict[_Which, tuple[float, int]]] = WeakKeyDictionary()
"""For each database: when the people of an organization who are so chosen were counted, and how many they were."""


def count_people(chosen: Chosen) -> int:
    """The number of current people, of those chosen."""
    connection = db.session.connection()
    kept = _kept.setdefault(connection.engine, {})
    which = current_organization_id(), tuple(chosen.items())
    counted_at, number = kept.get(which, (-KEPT_SECONDS, 0))
    now = time.monotonic()
    if now - counted_at < KEPT_SECONDS:
        return number
    some, values = _current(tuple(chosen)), values_of(chosen)
    number = _count(connection, _at_most(tuple(chosen), EXACT + 1), values)
    if number > EXACT:
        number = _count(connection, select(func.count()).select_from(some.subquery()), values)
        kept[which] = now, number
    return number


@cache
def _current(names: tuple[str, ...]) -> Select[str, int]:
    return select(PERSON.c.sort_key, PERSON.c.id).where(*current_of(names))


@cache
def _at_most(names: tuple[str, ...], number: int) -> Select[int]:
    return select(func.count()).select_from(_current(names).limit(number).subquery())


def _count(connection: Connection, query: Select[int], values: dict[str, int]) -> int:
    return connection.execute(query, values).scalar_one()
