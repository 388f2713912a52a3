"""Moving what points at one person to another, step by step, so that each step can be taken back.

Rooms register a Repointer for their tables; it uses the steps of a Merging, which writes each one down in the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, insert, select, update

from crm.audit.service import ChangeKind, RowChange
from crm.core.actor import Actor
from crm.core.database import Model, db
from crm.core.registry import Registry
from crm.core.scope import current_organization_id

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Row = Mapping[str, Any]
Combine = Callable[[Row, Row], dict[str, Any]]


@dataclass
class Merging:
    """One merge under way, or one just taken back: the two records, and every step done so far, in order.

    `since` is when the merge was made, `now` the moment of this act.
    """

    actor: Actor
    now: datetime
    batch_id: int
    winner_id: int
    loser_id: int
    choices: Mapping[str, str] = field(default_factory=dict)
    since: datetime = LONG_AGO
    steps: list[RowChange] = field(default_factory=list)

    def rows(self, table_name: str, **equal: Any) -> list[Row]:
        """This organization's rows of a table with these values, the earliest first."""
        table = table_of(table_name)
        matches = [_is_among(table.c[name], value) for name, value in equal.items()]
        query = select(table).where(_is_ours(table), *matches).order_by(table.c.id)
        return [dict(row) for row in db.session.execute(query).mappings()]

    def move(self, column: str) -> list[int]:
        """Let every row that points at the loser in "table.column" point at the winner; gives the ids of the rows."""
        table, name = _split(column)
        ids = list(
            db.session.scalars(
                select(table.c.id).where(_is_ours(table), table.c[name] == self.loser_id).order_by(table.c.id)
            )
        )
        if ids:
            theirs = update(table).where(_is_ours(table), table.c[name] == self.loser_id)
            db.session.execute(theirs.values({name: self.winner_id, **unstamped(table)}))
        before, after = {name: self.loser_id}, {name: self.winner_id}
        self.steps += [RowChange(table.name, one, ChangeKind.UPDATED, before, after) for one in ids]
        return ids

    def unite(self, column: str, alike: Sequence[str], combine: Combine) -> None:
        """Move rows of which a person may have one for each value of the columns `alike`; of two, the loser's goes and the
        winner's takes what `combine(the winner's row, the loser's row)` says.
        """
        table, name = _split(column)
        ours = {_key(row, alike): row for row in self.rows(table.name, **{name: self.winner_id})}
        for row in self.rows(table.name, **{name: self.loser_id}):
            twin = ours.get(_key(row, alike))
            if twin is not None:
                self.remove(table.name, row)
                self.change(table.name, twin, **combine(twin, row))
        self.move(column)

    def change(self, table_name: str, row: Row, **values: Any) -> None:
        """Give a row other values; those it has already are no change."""
        changed = {name: value for name, value in values.items() if row[name] != value}
        if not changed:
            return
        table = table_of(table_name)
        mine = update(table).where(_is_ours(table), table.c.id == row["id"])
        db.session.execute(mine.values({**unstamped(table), **changed}))
        before, after = plain({name: row[name] for name in changed}), plain(changed)
        self.steps.append(RowChange(table_name, row["id"], ChangeKind.UPDATED, before, after))

    def remove(self, table_name: str, row: Row) -> None:
        """Take a row out; it is kept whole in the batch."""
        table = table_of(table_name)
        db.session.execute(delete(table).where(_is_ours(table), table.c.id == row["id"]))
        self.steps.append(RowChange(table_name, row["id"], ChangeKind.REMOVED, plain(row)))

    def add(self, table_name: str, **values: Any) -> int:
        """Write a row that neither record had; gives its id."""
        table = table_of(table_name)
        values |= {"organization_id": current_organization_id(), "created_by_id": self.actor.user_id}
        row_id: int = db.session.scalars(insert(table).returning(table.c.id), values).one()
        self.steps.append(RowChange(table_name, row_id, ChangeKind.CREATED))
        return row_id


@dataclass(frozen=True)
class Repointer:
    """What a room does when two records become one.

    `columns` are the "table.column"s that point at people and that it takes care of; `counted` are those that are counted
    before the eyes of who decides, with the words for them. `taken_back` runs after all steps were taken back.
    """

    columns: tuple[str, ...]
    repoint: Callable[[Merging], None]
    counted: tuple[tuple[str, str], ...] = ()
    taken_back: Callable[[Merging], None] | None = None


repointers: Registry[Repointer] = Registry("repointer")
"""By room. A table that points at people and that no repointer names fails a test of the house."""


def count_rows(contact_ids: Sequence[int]) -> list[tuple[str, dict[int, int]]]:
    """What every room holds of some records: the words for it, and how many by record; what none of them has is left out."""
    found: list[tuple[str, dict[int, int]]] = []
    for column, words in (one for repointer in repointers.values() for one in repointer.counted):
        table, name = _split(column)
        query = select(table.c[name], func.count()).where(_is_ours(table), table.c[name].in_(contact_ids))
        counts = {row[0]: row[1] for row in db.session.execute(query.group_by(table.c[name]))}
        if counts:
            found.append((words, counts))
    return found


def mover(*columns: str, counted: tuple[tuple[str, str], ...] = ()) -> Repointer:
    """The repointer of tables whose rows need nothing but to be moved."""

    def repoint(merging: Merging) -> None:
        for column in columns:
            merging.move(column)

    return Repointer(columns, repoint, counted)


def first_filled(*names: str) -> Combine:
    """Combine two rows by letting the winner's take what it lacks in these columns."""
    return lambda ours, theirs: {name: theirs[name] for name in names if ours[name] in (None, "")}


def table_of(name: str) -> Table:
    """The table of that name, of whichever room."""
    return Model.metadata.tables[name]


def plain(values: Row) -> dict[str, Any]:
    """Values of a row as JSON holds them: moments and days in ISO form."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def unstamped(table: Table) -> dict[str, Any]:
    """What keeps a statement from saying that a row was changed just now: nobody did."""
    return {"updated_at": table.c.updated_at} if "updated_at" in table.c else {}


def _split(column: str) -> tuple[Table, str]:
    table_name, _dot, name = column.partition(".")
    return table_of(table_name), name


def _key(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _is_ours(table: Table) -> ColumnElement[bool]:
    return table.c.organization_id == current_organization_id()


def _is_among(column: ColumnElement[Any], value: Any) -> ColumnElement[bool]:
    return column.in_(value) if isinstance(value, (list, tuple, set)) else column == value
