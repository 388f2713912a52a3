"""Linking people to phone numbers and e-mail addresses, which several people may share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Table, select

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


class PointBook:
    """Which numbers and addresses are known, under which ids: each is asked for once, and made when it is needed.

    For one transaction: what is known of others' work may be old in the next.
    """

    def __init__(self) -> None:
        """Begin with nothing looked up."""
        self._ids: dict[PointKind, dict[str, int | None]] = {kind: {} for kind in PointKind}

    def look_up(self, kind: PointKind, values: set[str]) -> None:
        """Find out which of these values are known."""
        held = self._ids[kind]
        unasked = values - held.keys()
        if unasked:
            held |= dict.fromkeys(unasked) | _known_points(kind, unasked)

    def known_ids(self) -> list[int]:
        """The ids of all that was looked up and is known."""
        return [point_id for held in self._ids.values() for point_id in held.values() if point_id is not None]

    def ids_of(self, kind: PointKind, values: set[str]) -> Mapping[str, int]:
        """The ids of these values, and of others; those that are new are made."""
        self.look_up(kind, values)
        held = self._ids[kind]
        missing = sorted(value for value in values if held[value] is None)
        if missing:
            held |= _make_points(kind, missing)
        return cast("dict[str, int]", held)


def point_ids(points: Iterable[Point], book: PointBook | None = None) -> dict[Point, int]:
    """The ids of these contact points; those that are new are made."""
    book, by_kind = book or PointBook(), defaultdict[PointKind, set[str]](set)
    for kind, value in points:
        by_kind[kind].add(value)
    found = {kind: book.ids_of(kind, values) for kind, values in by_kind.items()}
    return {(kind, value): found[kind][value] for kind, values in by_kind.items() for value in values}


def _make_points(kind: PointKind, values: list[str]) -> dict[str, int]:
    """Make contact points of one kind, but for those that somebody else has made meanwhile."""
    ids = reserve_ids(ContactPoint, len(values))
    made = {
        "id": ids,
        "organization_id": current_organization_id(),
        "kind": kind,
        "value": values,
        "local": list(map(local_of, values)),
        "tail": list(map(tail_of, values)),
    }
    inserted = insert_columns(ContactPoint, len(values), made, skip_known=True)
    is_ours = inserted == len(values)
    return dict(zip(values, ids, strict=True)) if is_ours else _known_points(kind, set(values))


def _known_points(kind: PointKind, values: set[str]) -> dict[str, int]:
    table = cast(Table, ContactPoint.__table__)
    query = select(table.c.value, table.c.id).where(
        table.c.organization_id == current_organization_id(), table.c.kind == kind, among(table.c.value, values)
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
