"""Numbers that cost much are worked out once, and hold until something changes in a table that they are counted from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlalchemy import func, select

from crm.boards.models import TableChange
from crm.core.database import db, is_reading_only
from crm.core.scope import current_organization_id

Number = TypeVar("Number")
MOST = 20_000
"""How many numbers a process keeps; they are few bytes each."""
_answers: dict[Hashable, tuple[tuple[int, ...], Any]] = {}


def changes_of_tables() -> dict[str, int]:
    """How often each table has changed in this organization, by name, in one read; what committed counts, and only that."""
    query = select(TableChange.name, func.sum(TableChange.changes)).group_by(TableChange.name)
    return {name: int(changes) for name, changes in db.session.execute(query)}


class Kept:
    """What is asked for during one reading of a board.

    The changes are read before the numbers, so that a change in between makes a number new that is called old, never
    the other way. A transaction that writes keeps nothing: it may be taken back.
    """

    def __init__(self) -> None:
        self._changes = changes_of_tables() if is_reading_only() else None

    def get(self, key: tuple[Hashable, ...], tables: tuple[str, ...], work_out: Callable[[], Number]) -> Number:
        """The number of that key, worked out where one of its tables has changed since."""
        if self._changes is None:
            return work_out()
        whole = (db.engine, current_organization_id(), *key)
        seen = tuple(self._changes.get(table, 0) for table in tables)
        found = _answers.get(whole)
        if found is None or found[0] != seen:
            if len(_answers) >= MOST:
                _answers.clear()
            found = seen, work_out()
            _answers[whole] = found
        return cast(Number, found[1])
