"""What a subject of a file out is, and how one is made of a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import InstrumentedAttribute

from crm.contacts.queries import names_of
from crm.core.actor import STAFF, Role
from crm.core.database import Model, db
from crm.imports.exporting.reading import AnySelect, Taker, rows_in_order

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of thing that goes out: its columns, its records as far as a taker may read, and how many there are.

    `keys` are those of its JSON objects (None: the columns); `tables` are the tables it tells of. What is about people
    needs a second person's approval above the organization's size.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    records: Callable[[Taker], Iterator[Mapping[str, object]]]
    count: Callable[[Taker], int]
    tables: tuple[str, ...]
    keys: tuple[str, ...] | None = None
    roles: tuple[Role, ...] = STAFF
    is_about_people: bool = True

    def is_open_to(self, taker: Taker) -> bool:
        """Whether the taker's role may have this subject at all; the program itself has everything."""
        return taker.actor.role is None or taker.actor.role in self.roles


def of_query(
    key: str,
    title: str,
    query: AnySelect,
    order: InstrumentedAttribute[int],
    tables: tuple[str, ...],
    person: InstrumentedAttribute[Any] | None = None,
    roles: tuple[Role, ...] = STAFF,
) -> Subject:
    """A subject whose records are the rows of a query in the order of their first column.

    With `person` (a column of people) an organizer's file holds her own people's rows, and each row says the name.
    """
    columns = tuple(query.selected_columns.keys())
    with_name = person.key if person is not None else ""

    def narrowed(taker: Taker) -> AnySelect:
        return query if person is None else query.where(*taker.whose(person))

    def records(taker: Taker) -> Iterator[Record]:
        for rows in rows_in_order(narrowed(taker), order):
            names = names_of(row._mapping[with_name] for row in rows) if with_name in columns else {}
            for row in rows:
                yield _record(row, with_name, names)

    def count(taker: Taker) -> int:
        return db.session.scalars(select(func.count()).select_from(narrowed(taker).subquery())).one()

    return Subject(
        key,
        title,
        _with_name(columns, with_name),
        records,
        count,
        tables,
        roles=roles,
        is_about_people=person is not None,
    )


def of_table(
    key: str,
    title: str,
    model: type[Model],
    names: str,
    person: InstrumentedAttribute[Any] | None = None,
    roles: tuple[Role, ...] = STAFF,
) -> Subject:
    """A subject whose records are the rows of one table, with the columns named."""
    columns = [getattr(model, name) for name in ("id", *names.split())]
    return of_query(key, title, select(*columns), columns[0], (model.__tablename__,), person, roles)


def _with_name(columns: tuple[str, ...], with_name: str) -> tuple[str, ...]:
    if with_name not in columns:
        return columns
    place = columns.index(with_name) + 1
    return (*columns[:place], "person", *columns[place:])


def _record(row: Row[Any], with_name: str, names: Mapping[int, str]) -> Record:
    record: Record = dict(row._mapping)
    if with_name in record:
        record["person"] = names.get(record[with_name], "")
    return record
