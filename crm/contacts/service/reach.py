"""How a person is reached: more numbers and addresses, which comes first, and which are no longer hers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.contacts.models import ContactPoint, ContactPointLink, PointKind
from crm.contacts.service.points import add_email, add_phone
from crm.core.database import db

NEW = "new"


@dataclass(frozen=True, slots=True)
class ReachChanges:
    """What changes: links (by id) that are no longer hers or hers again, new values, and what of a kind comes first.

    `phone` is in E.164 and `email` an address, "" for none; `first` names a link's id or "new" by kind.
    """

    past: Collection[int] = ()
    again: Collection[int] = ()
    phone: str = ""
    email: str = ""
    first: tuple[tuple[PointKind, str], ...] = ()


def change_reach(now: datetime, contact_id: int, changes: ReachChanges) -> set[str]:
    """Change how a person is reached; nothing is taken from others who have the same number. Returns the kinds changed.

    What is no longer hers stays as history; links of others are left alone.
    """
    before = _state(contact_id)
    for link, _point in _links(contact_id):
        if link.id in changes.past and link.past_at is None:
            link.past_at = now
        elif link.id in changes.again:
            link.past_at = None
    db.session.flush()
    if changes.phone:
        add_phone(contact_id, changes.phone)
    if changes.email:
        add_email(contact_id, changes.email)
    chosen = dict(changes.first)
    new = {PointKind.PHONE: changes.phone, PointKind.EMAIL: changes.email.lower()}
    for kind in PointKind:
        _put_first(contact_id, kind, chosen.get(kind, ""), new[kind])
    db.session.flush()
    return {kind for _id, kind, *_state_of in before ^ _state(contact_id)}


def _put_first(contact_id: int, kind: PointKind, chosen: str, new: str) -> None:
    """Let one of the current links of a kind be primary: the chosen one, else the one that is, else the first."""
    links = [(link, point) for link, point in _links(contact_id) if point.kind is kind and link.past_at is None]
    first = next((link for link, _point in links if link.is_primary), links[0][0] if links else None)
    for link, point in links:
        if (chosen == NEW and point.value == new) or chosen == str(link.id):
            first = link
    for link, point in _links(contact_id):
        if point.kind is kind:
            link.is_primary = link is first


def _links(contact_id: int) -> list[tuple[ContactPointLink, ContactPoint]]:
    query = (
        select(ContactPointLink, ContactPoint)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id == contact_id)
        .order_by(ContactPointLink.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _state(contact_id: int) -> set[tuple[int, str, bool, bool]]:
    return {(link.id, point.kind.value, link.is_primary, link.past_at is None) for link, point in _links(contact_id)}
