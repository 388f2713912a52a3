"""People as the search for duplicates compares them, read in pieces so that a large organization fits into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from crm.contacts.duplicates import Record
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.queries.external import external_ids_of
from crm.contacts.queries.people import is_current, is_reached
from crm.core.database import db
from crm.core.upsert import chunks

PIECE = 5000
"""People read at once."""
_COLUMNS = (
    Contact.id,
    Contact.first_name,
    Contact.middle_name,
    Contact.last_name,
    Contact.suffix,
    Contact.chosen_name,
    Contact.street,
    Contact.city,
    Contact.state,
    Contact.postal_code,
    Contact.preferred_language,
)


def read_records() -> Iterator[Record]:
    """Everybody of the organization, in the order of the ids; a record's key is the person's id."""
    after = 0
    while True:
        query = select(*_COLUMNS).where(Contact.id > after, is_current()).order_by(Contact.id).limit(PIECE)
        rows = db.session.execute(query).all()
        if not rows:
            return
        after = rows[-1].id
        within = ContactPointLink.contact_id.between(rows[0].id, after)
        yield from _records(rows, _points(within))


def records_of(contact_ids: Sequence[int]) -> list[Record]:
    """Some people, in the order of the ids; those who are archived or merged are left out."""
    found: list[Record] = []
    for ids in chunks(sorted(set(contact_ids))):
        query = select(*_COLUMNS).where(Contact.id.in_(ids), is_current()).order_by(Contact.id)
        found += _records(db.session.execute(query).all(), _points(ContactPointLink.contact_id.in_(ids)))
    return found


def labels_of(contact_ids: Iterable[int]) -> dict[int, str]:
    """What people are called outside: the external id of the import they came by, else our own id."""
    wanted = set(contact_ids)
    known = external_ids_of(wanted)
    return {contact_id: known[contact_id][0][1] if known.get(contact_id) else str(contact_id) for contact_id in wanted}


def _points(which: Any) -> dict[tuple[int, PointKind], list[str]]:
    query = (
        select(ContactPointLink.contact_id, ContactPoint.kind, ContactPoint.value)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(which, is_reached())
        .order_by(ContactPointLink.id)
    )
    points: dict[tuple[int, PointKind], list[str]] = {}
    for contact_id, kind, value in db.session.execute(query):
        points.setdefault((contact_id, kind), []).append(value)
    return points


def _records(rows: Sequence[Any], points: dict[tuple[int, PointKind], list[str]]) -> Iterator[Record]:
    for row in rows:
        yield Record(
            key=row.id,
            first=row.first_name,
            middle=row.middle_name,
            last=row.last_name,
            suffix=row.suffix,
            chosen=row.chosen_name,
            emails=tuple(points.get((row.id, PointKind.EMAIL), ())),
            phones=tuple(points.get((row.id, PointKind.PHONE), ())),
            street=row.street,
            city=row.city,
            state=row.state,
            postal_code=row.postal_code,
            language=row.preferred_language or "",
        )
