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
    return {
        (kind, value): point_id
        for kind in PointKind
        for value, point_id in ids_of_values(kind, {value for one, value in wanted if one is kind}).items()
    }


def ids_of_values(kind: PointKind, values: set[str]) -> dict[str, int]:
    """The ids of the contact points of one kind with these values; those that are new are made."""
    if not values:
        return {}
    found = _known_points(kind, values)
    missing = sorted(values - found.keys())
    if missing:
        ids = reserve_ids(ContactPoint, len(missing))
        made = {
            "id": ids,
            "organization_id": current_organization_id(),
            "kind": kind,
            "value": missing,
            "local": list(map(local_of, missing)),
            "tail": list(map(tail_of, missing)),
        }
        inserted = insert_columns(ContactPoint, len(missing), made, skip_known=True)
        # Somebody else may have made one of them meanwhile.
        is_ours = inserted == len(missing)
        found.update(zip(missing, ids, strict=True) if is_ours else _known_points(kind, set(missing)))
    return found


def _known_points(kind: PointKind, values: set[str]) -> dict[str, int]:
    query = select(ContactPoint.value, ContactPoint.id).where(
        ContactPoint.kind == kind, among(ContactPoint.value, values)
    )
    return {value: point_id for value, point_id in db.session.execute(query)}  # noqa: C416 - rows are no pairs to mypy


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
    """Link a person to a point; what was said to be no longer hers comes back when a person says so, not by a batch."""
    get_owned(Contact, contact_id)
    point_id = point_ids([point])[point]
    query = (
        select(ContactPointLink)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id == contact_id, ContactPoint.kind == point[0])
    )
    known = {link.point_id: link for link in db.session.scalars(query)}
    is_first = all(link.past_at is not None for link in known.values())
    link = known.get(point_id)
    if link is None:
        new = ContactPointLink(contact_id=contact_id, point_id=point_id, is_primary=is_first, batch_id=batch_id)
        db.session.add(new)
    elif link.past_at is not None and batch_id is None:
        link.past_at, link.is_primary = None, is_first
    else:
        return False
    db.session.flush()
    return True
