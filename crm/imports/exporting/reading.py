"""Reading for files out: ids and rows in chunks, in the order of their ids, as far as the taker may read."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from crm.contacts.models import Contact
from crm.contacts.queries.people import is_current
from crm.core.actor import TEXTING, Actor, Role
from crm.core.database import db
from crm.core.errors import N_, NotAllowed

AnySelect = Select[*tuple[Any, ...]]
"""A query of whatever columns."""
CHUNK = 2_000
"""People or rows in one read: a few statements each, a few megabytes at most."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes data out, and whose: an organizer's own people, or everybody."""

    actor: Actor
    is_own_only: bool = False

    def whose(self, person: ColumnElement[int] | InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
        """The conditions that keep a column of people to those this taker may take out."""
        if not self.is_own_only:
            return []
        return [person.in_(select(Contact.id).where(Contact.owner_user_id == self.actor.user_id))]


def taker_of(actor: Actor) -> Taker:
    """What an actor may take out: leads, admins, coordinators and the program all, organizers their own people.

    NotAllowed for everybody else.
    """
    if actor.role is None or actor.role in TEXTING:
        return Taker(actor)
    if actor.role is Role.ORGANIZER:
        return Taker(actor, is_own_only=True)
    raise NotAllowed(N_("Your role takes no files out."))


def rows_in_order(query: AnySelect, key: InstrumentedAttribute[int]) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a query a chunk at a time, by `key`, which must be its first column and unique among its rows."""
    last = 0
    while True:
        rows = db.session.execute(query.where(key > last).order_by(key).limit(CHUNK)).all()
        if rows:
            yield rows
        if len(rows) < CHUNK:
            return
        last = rows[-1][0]


def people_chunks(taker: Taker, among: AnySelect | None = None) -> Iterator[list[int]]:
    """The ids of current people a chunk at a time, in order; `among` narrows them to the ids it selects.

    What `among` asks is asked once: its ids are kept, eight bytes each.
    """
    current = select(Contact.id).where(is_current(), *taker.whose(Contact.id))
    if among is None:
        for rows in rows_in_order(current, Contact.id):
            yield [row[0] for row in rows]
        return
    wanted = array("q", db.session.scalars(current.where(Contact.id.in_(among)).order_by(Contact.id)))
    for start in range(0, len(wanted), CHUNK):
        yield wanted[start : start + CHUNK].tolist()
