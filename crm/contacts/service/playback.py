"""Taking the noted steps of a batch back, the last one first, wherever nobody changed the row since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.base import Executable

from crm.audit.service import BatchChange, ChangeKind, list_changes
from crm.contacts.service.repointing import plain, table_of, unstamped
from crm.core.database import UtcDateTime, db
from crm.core.scope import current_organization_id
from crm.core.upsert import CHUNK


@dataclass(slots=True)
class PlayedBack:
    """How many rows went back to what they were, and how many were left because they were changed or needed since."""

    restored: int = 0
    kept: int = 0


def play_back(batch_id: int) -> PlayedBack:
    """Take every step of a batch back: values that are still as the batch left them, rows it removed, rows it made."""
    done = PlayedBack()
    for steps in _alike(list_changes(batch_id)):
        table = table_of(steps[0].subject_type)
        if steps[0].change is ChangeKind.UPDATED:
            restored = _restore(table, steps)
        elif steps[0].change is ChangeKind.REMOVED:
            restored = sum(_put_back(table, step) for step in steps)
        else:
            restored = sum(_take_out(table, step) for step in steps)
        done.restored += restored
        done.kept += len(steps) - restored
    return done


def _alike(steps: list[BatchChange]) -> Iterator[list[BatchChange]]:
    """Steps in order, those that did the very same to neighbouring rows together."""
    for _what, group in groupby(steps, key=lambda one: (one.subject_type, one.change, one.before, one.after)):
        same = list(group)
        yield from (same[start : start + CHUNK] for start in range(0, len(same), CHUNK))


def _restore(table: Table, steps: Sequence[BatchChange]) -> int:
    """Put the values back where a row still holds what the batch wrote; gives the number of rows wholly put back."""
    before, after = steps[0].before, steps[0].after
    ids = [step.subject_id for step in steps]
    query = select(table.c.id, *(table.c[name] for name in after)).where(_ours(table), table.c.id.in_(ids))
    rows = [dict(row) for row in db.session.execute(query).mappings()]
    whole = {row["id"] for row in rows}
    for name, value in after.items():
        unchanged = [row["id"] for row in rows if plain(row)[name] == value]
        whole &= _set(table, unchanged, {name: _read(table, name, before[name])})
    return len(whole)


def _set(table: Table, ids: list[int], values: dict[str, Any]) -> set[int]:
    """Give rows values; a row that a constraint forbids stays as it is. Gives the ids of those that took them."""
    if not ids:
        return set()
    rows = update(table).where(_ours(table), table.c.id.in_(ids)).values({**unstamped(table), **values})
    if _try(rows):
        return set(ids)
    return {one for one in ids if _set(table, [one], values)} if len(ids) > 1 else set()


def _put_back(table: Table, step: BatchChange) -> bool:
    values = {name: _read(table, name, value) for name, value in step.before.items()}
    return _try(insert(table).values(values))


def _take_out(table: Table, step: BatchChange) -> bool:
    return _try(delete(table).where(_ours(table), table.c.id == step.subject_id))


def _try(statement: Executable) -> bool:
    """Whether a statement went through; what a constraint forbids is undone alone."""
    try:
        with db.session.begin_nested():
            db.session.execute(statement)
    except IntegrityError:
        return False
    return True


def _ours(table: Table) -> ColumnElement[bool]:
    return table.c.organization_id == current_organization_id()


def _read(table: Table, name: str, value: Any) -> Any:
    """A value of a column from how JSON holds it."""
    if value is None:
        return None
    kind = table.c[name].type
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
