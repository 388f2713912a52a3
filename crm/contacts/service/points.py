"""Linking people to phone numbers and e-mail addresses, which several people may share."""

from __future__ import annotations

from collections.abc import Iterable

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.tokens import local_of, tail_of
from crm.core.bulk import insert_columns, reserve_ids
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.upsert import among

Point = tuple[PointKind, str]


def read_email(raw: str) -> str | None:
    """An e-mail address in lower case; None for what is none."""
    text = raw.strip().strip("<>").strip()
    if not text:
        return None
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        return None


def point_ids(points: Iterable[Point]) -> dict[Point, int]:
    """The ids of these contact points; those that are new are made."""
    wanted = set(points)
    found = _known_points(wanted)
    missing = sorted(wanted - found.keys())
    if missing:
        values = [value for _kind, value in missing]
        ids = reserve_ids(ContactPoint, len(missing))
        made = {
            "id": ids,
            "organization_id": current_organization_id(),
            "kind": [kind for kind, _value in missing],
            "value": values,
            "local": [local_of(value) for value in values],
            "tail": [tail_of(value) for value in values],
        }
        inserted = insert_columns(ContactPoint, len(missing), made, skip_known=True)
        # Somebody else may have made one of them meanwhile.
        is_ours = inserted == len(missing)
        found.update(zip(missing, ids, strict=True) if is_ours else _known_points(set(missing)))
    return found


def _known_points(points: set[Point]) -> dict[Point, int]:
    found: dict[Point, int] = {}
    for kind in PointKind:
        values = [value for one, value in points if one is kind]
        if values:
            query = select(ContactPoint.value, ContactPoint.id).where(
                ContactPoint.kind == kind, among(ContactPoint.value, values)
            )
            found.update(((kind, value), point_id) for value, point_id in db.session.execute(query))
    return found


def add_phone(contact_id: int, e164: str, batch_id: int | None = None) -> bool:
    """Reach a person at one more number, in E.164; True when that is new. The first one is primary."""
    if not e164.startswith("+"):
        raise Refused(N_("“%(phone)s” is not a phone number."), phone=e164)
    return _link(contact_id, (PointKind.PHONE, e164), batch_id)


def add_email(contact_id: int, email: str, batch_id: int | None = None) -> bool:
    """Reach a person at one more e-mail address; True when that is new. The first one is primary."""
    address = read_email(email)
    if address is None:
        raise Refused(N_("“%(email)s” is not an e-mail address."), email=email)
    return _link(contact_id, (PointKind.EMAIL, address), batch_id)


def _link(contact_id: int, point: Point, batch_id: int | None) -> bool:
    get_owned(Contact, contact_id)
    point_id = point_ids([point])[point]
    query = (
        select(ContactPointLink.point_id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id == contact_id, ContactPoint.kind == point[0])
    )
    known = set(db.session.scalars(query))
    if point_id in known:
        return False
    db.session.add(ContactPointLink(contact_id=contact_id, point_id=point_id, is_primary=not known, batch_id=batch_id))
    db.session.flush()
    return True


def replace_primary(contact_id: int, kind: PointKind, value: str | None) -> bool:
    """Put a value in the place of the primary one of its kind, or take that one away (None); True when it changed."""
    query = (
        select(ContactPointLink, ContactPoint.value)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id == contact_id, ContactPoint.kind == kind)
        .order_by(ContactPointLink.is_primary.desc(), ContactPointLink.id)
    )
    links = [(row[0], row[1]) for row in db.session.execute(query)]
    if (links[0][1] if links else None) == value:
        return False
    if links:
        db.session.delete(links.pop(0)[0])
    target = next((link for link, known in links if known == value), links[0][0] if links and value is None else None)
    if target is not None:
        target.is_primary = True
    elif value is not None:
        point_id = point_ids([(kind, value)])[(kind, value)]
        db.session.add(ContactPointLink(contact_id=contact_id, point_id=point_id, is_primary=True))
    db.session.flush()
    return True
