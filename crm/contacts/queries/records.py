"""People as the search for duplicates compares them, read in pieces so that a large organization fits into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, select

from crm.contacts.duplicates import Record
from crm.contacts.models import Contact, ContactPoint, ContactPointLink
from crm.contacts.queries.external import external_ids_of
from crm.core.database import db
from crm.core.scope import is_ours
from crm.core.upsert import chunks

PIECE = 5000
"""People read at once."""
_CONTACT, _LINK, _POINT = (cast(Table, model.__table__) for model in (Contact, ContactPointLink, ContactPoint))
_COLUMNS = tuple(
    _CONTACT.c[name]
    for name in (
        "id",
        "first_name",
        "middle_name",
        "last_name",
        "suffix",
        "chosen_name",
        "street",
        "city",
        "state",
        "postal_code",
        "preferred_language",
    )
)
_Reached = dict[int, tuple[list[str], list[str]]]
"""E-mails and phones by the id of the person."""


def read_records() -> Iterator[Record]:
    """Everybody of the organization, in the order of the ids; a record's key is the person's id."""
    after = 0
    while True:
        query = _people(_CONTACT.c.id > after).limit(PIECE)
        rows = db.session.execute(query).all()
        if not rows:
            return
        after = rows[-1].id
        yield from _records(rows, _points(_LINK.c.contact_id.between(rows[0].id, after)))


def records_of(contact_ids: Iterable[int]) -> list[Record]:
    """Some people, in the order of the ids; those who are archived or merged are left out."""
    found: list[Record] = []
    for ids in chunks(sorted(set(contact_ids))):
        rows = db.session.execute(_people(_CONTACT.c.id.in_(ids))).all()
        found += _records(rows, _points(_LINK.c.contact_id.in_(ids)))
    return found


def _people(which: ColumnElement[bool]) -> Select[Any]:
    is_current = and_(_CONTACT.c.merged_into_id.is_(None), _CONTACT.c.archived_at.is_(None))
    return select(*_COLUMNS).where(which, is_ours(_CONTACT), is_current).order_by(_CONTACT.c.id)


def labels_of(contact_ids: Iterable[int]) -> dict[int, str]:
    """What people are called outside: the external id of the import they came by, else our own id."""
    wanted = set(contact_ids)
    known = external_ids_of(wanted)
    return {contact_id: known[contact_id][0][1] if known.get(contact_id) else str(contact_id) for contact_id in wanted}


def _points(which: ColumnElement[bool]) -> _Reached:
    query = (
        select(_LINK.c.contact_id, _POINT.c.value)
        .join(_POINT, _POINT.c.id == _LINK.c.point_id)
        .where(which, is_ours(_LINK), is_ours(_POINT), _LINK.c.past_at.is_(None))
        .order_by(_LINK.c.id)
    )
    reached: _Reached = {}
    for contact_id, value in db.session.execute(query):
        reached.setdefault(contact_id, ([], []))["@" not in value].append(value)
    return reached


def _records(rows: Sequence[Any], reached: _Reached) -> Iterator[Record]:
    nothing: tuple[list[str], list[str]] = ([], [])
    for contact_id, first, middle, last, suffix, chosen, street, city, state, postal_code, language in rows:
        emails, phones = reached.get(contact_id, nothing)
        yield Record(
            contact_id,
            first,
            middle,
            last,
            suffix,
            chosen,
            tuple(emails),
            tuple(phones),
            street,
            city,
            state,
            postal_code,
            language or "",
        )
