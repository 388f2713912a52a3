"""Changing one column of many rows as a bulk act, and taking that back but for what was changed since."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, cast

from sqlalchemy import Table, select, update

from crm.audit.models import Batch, BatchChange, ChangeKind
from crm.core.database import Model, db
from crm.core.scope import OrganizationOwned, current_organization_id
from crm.core.upsert import chunks, insert_rows

SEPARATOR = "."


def move_rows(batch: Batch, model: type[OrganizationOwned], column: str, ids: Iterable[int], value: int | None) -> int:
    """Give a column that points elsewhere (an owner, a turf) one value in these rows; returns how many it changed.

    The batch keeps, for each former value, which rows held it: one note for up to 500 rows.
    """
    moved = 0
    pointer = getattr(model, column)
    for some in chunks(sorted(set(ids))):
        held = select(pointer, model.id).where(model.id.in_(some), pointer.is_distinct_from(value))
        rows = sorted(
            ((was, row_id) for was, row_id in db.session.execute(held)), key=lambda row: (row[0] or 0, row[1])
        )
        if not rows:
            continue
        found = [row_id for _was, row_id in rows]
        db.session.execute(update(model).where(model.id.in_(found)).values({column: value}))
        _note(batch, _name(model, column), rows, value)
        moved += len(rows)
    return moved


def take_back_moves(batch: Batch) -> dict[str, int]:
    """Give every row that still holds what the batch gave it its former value again: how many were restored, and kept."""
    query = (
        select(BatchChange)
        .where(BatchChange.batch_id == batch.id, BatchChange.subject_type.contains(SEPARATOR))
        .order_by(BatchChange.id.desc())
    )
    restored = kept = 0
    for change in db.session.scalars(query):
        table, column = change.subject_type.split(SEPARATOR)
        model, ids = _model(table), list(change.before["ids"])
        back = (
            update(model)
            .where(model.id.in_(ids), getattr(model, column).is_not_distinct_from(change.after["value"]))
            .values({column: change.before["value"]})
        )
        count = cast(Any, db.session.execute(back)).rowcount
        restored, kept = restored + count, kept + len(ids) - count
    return {"restored": restored, "kept": kept}


def moved_ids(batch_id: int, model: type[OrganizationOwned], column: str) -> list[int]:
    """The ids of the rows whose column a batch changed."""
    query = select(BatchChange.before).where(
        BatchChange.batch_id == batch_id, BatchChange.subject_type == _name(model, column)
    )
    return [row_id for before in db.session.scalars(query) for row_id in before["ids"]]


def _note(batch: Batch, name: str, rows: list[tuple[int | None, int]], value: int | None) -> None:
    shared = {
        "organization_id": current_organization_id(),
        "batch_id": batch.id,
        "subject_type": name,
        "subject_id": value or 0,
        "change": ChangeKind.UPDATED,
        "after": {"value": value},
    }
    groups = groupby(rows, key=lambda row: row[0])
    notes = [shared | {"before": {"value": was, "ids": [row_id for _was, row_id in held]}} for was, held in groups]
    insert_rows(BatchChange, notes)


def _name(model: type[OrganizationOwned], column: str) -> str:
    return f"{cast(Table, cast(Any, model).__table__).name}{SEPARATOR}{column}"


def _model(table: str) -> Any:
    """The model of a table, whichever room it stands in."""
    return next(mapper.class_ for mapper in Model.registry.mappers if cast(Table, mapper.local_table).name == table)
