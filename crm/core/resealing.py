"""Replacing a key in service: every sealed text is sealed anew with the first key, a few hundred at a time, while others write.

The columns that hold sealed texts are registered here by the rooms that own them, under the name they are sealed for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import InstrumentedAttribute

from crm.core.database import db, unit_of_work
from crm.core.errors import Refused
from crm.core.registry import Registry
from crm.core.scope import everywhere
from crm.core.sealing import newest_key, seal, unseal

AT_ONCE = 500
SealedColumn = InstrumentedAttribute[Any]
sealed_columns: Registry[SealedColumn] = Registry("sealed column")
"""By the name a column's texts are sealed for, such as one_on_ones.sealed_story."""


@dataclass(slots=True)
class Resealed:
    """Of one column, how many texts were sealed anew and how many no key of this installation opens."""

    column: str
    done: int = 0
    closed: int = 0


def reseal_all() -> Iterator[Resealed]:
    """Seal anew what an older key sealed, column by column, each piece committed; run again it goes on where it stopped.

    A text that somebody writes meanwhile is hers: only what still stands as it was read is replaced.
    """
    for name, column in sealed_columns.items():
        result, after = Resealed(name), 0
        while (after := _reseal_some(result, column, after)) > 0:
            pass
        yield result


def _reseal_some(result: Resealed, column: SealedColumn, after: int) -> int:
    """Seal the next piece anew; the last id it looked at, 0 when there are no more."""
    table: Table = column.class_.__table__
    stored = table.c[column.key]
    is_old = stored.is_not(None) & (stored != "") & ~stored.startswith(f"{newest_key()}:", autoescape=True)
    query = select(table.c.id, stored).where(table.c.id > after, is_old).order_by(table.c.id).limit(AT_ONCE)
    with everywhere("replacing a key: every sealed text of the installation"), unit_of_work():
        rows = db.session.execute(query).all()
        for row_id, old in rows:
            _reseal_one(result, table, stored, row_id, old)
    return rows[-1][0] if rows else 0


def _reseal_one(result: Resealed, table: Table, stored: Any, row_id: int, old: str) -> None:
    try:
        new = seal(unseal(old, result.column), result.column)
    except Refused:
        result.closed += 1
        return
    # The row was not changed by anybody: its moment of change stays.
    values = {stored.name: new, "updated_at": table.c.updated_at}
    done = db.session.execute(update(table).where(table.c.id == row_id, stored == old).values(values))
    result.done += int(getattr(done, "rowcount", 0))
