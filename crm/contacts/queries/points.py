"""Every number and address of one person, those that were hers too, and who else has each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.queries.cards import names_of
from crm.contacts.queries.people import is_current, is_reached
from crm.core.database import db


@dataclass(frozen=True, slots=True)
class HeldPoint:
    """A number (E.164) or address of a person, since when it is no longer hers, and the names of others who have it."""

    link_id: int
    kind: PointKind
    value: str
    is_primary: bool
    past_at: datetime | None
    others: dict[int, str]


def list_points(contact_id: int) -> list[HeldPoint]:
    """The numbers and addresses of a person: the primary ones first, those that are no longer hers last."""
    query = (
        select(ContactPointLink, ContactPoint)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id == contact_id)
        .order_by(ContactPointLink.past_at.is_not(None), ContactPointLink.is_primary.desc(), ContactPointLink.id)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    others = _others_at([point.id for _link, point in rows], contact_id)
    names = names_of(one for ids in others.values() for one in ids)
    return [
        HeldPoint(
            link_id=link.id,
            kind=point.kind,
            value=point.value,
            is_primary=link.is_primary,
            past_at=link.past_at,
            others={one: names[one] for one in others.get(point.id, ())},
        )
        for link, point in rows
    ]


def _others_at(point_ids: list[int], contact_id: int) -> dict[int, list[int]]:
    query = (
        select(ContactPointLink.point_id, ContactPointLink.contact_id)
        .join(Contact, Contact.id == ContactPointLink.contact_id)
        .where(
            ContactPointLink.point_id.in_(point_ids),
            ContactPointLink.contact_id != contact_id,
            is_current(),
            is_reached(),
        )
        .order_by(ContactPointLink.contact_id)
    )
    found: dict[int, list[int]] = {}
    for point_id, other_id in db.session.execute(query):
        found.setdefault(point_id, []).append(other_id)
    return found
