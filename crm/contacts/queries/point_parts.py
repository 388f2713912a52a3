"""People by a part of a number or an address: how it begins, the last seven or four digits, what stands after the @."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, literal_column, select

from crm.contacts.models import ContactPoint, ContactPointLink, PointKind
from crm.contacts.queries.common_words import begins_with
from crm.contacts.queries.people import is_reached
from crm.contacts.tokens import LOCAL, TAIL
from crm.core.database import db
from crm.core.scope import current_organization_id

HAS_LOCAL = ContactPoint.local != literal_column("''")
"""What tells the database that the index of local numbers, which holds no addresses, answers the question."""
MOST = 100
"""How many numbers or addresses that begin so are looked at, and how many people at them."""


def ids_by_digits(digits: str) -> list[int]:
    """The people at numbers that begin so, with or without a country code, or whose last seven or four digits do."""
    ways = [begins_with(ContactPoint.value, f"+1{digits}"), begins_with(ContactPoint.value, f"+{digits}")]
    if len(digits) <= LOCAL:
        ways.append(begins_with(ContactPoint.local, digits) & HAS_LOCAL)
    if len(digits) <= TAIL:
        ways.append(begins_with(ContactPoint.tail, digits))
    if len(digits) > LOCAL:
        ways.append(_ends_with(digits))
    return _people_at(PointKind.PHONE, ways)


def ids_by_address(text: str) -> list[int]:
    """The people at addresses that begin so, or whose part after the @ does."""
    name, _at, domain = text.lower().rpartition("@")
    ways = [begins_with(ContactPoint.value, text.lower())] if name or "@" not in text else []
    if domain and not name:
        ways.append(begins_with(ContactPoint.tail, domain))
    return _people_at(PointKind.EMAIL, ways)


def _ends_with(digits: str) -> ColumnElement[bool]:
    """A number of another country as it is dialled at home, with a 0 before it or none."""
    is_local = (ContactPoint.local == digits[-LOCAL:]) & HAS_LOCAL
    return is_local & ContactPoint.value.endswith(digits.lstrip("0"))


def _people_at(kind: PointKind, ways: Iterable[ColumnElement[bool]]) -> list[int]:
    """The ids of people reached at points found in these ways, one after the other until there are enough."""
    found: dict[int, None] = {}
    for way in ways:
        points = (
            select(ContactPoint.id)
            .where(ContactPoint.organization_id == current_organization_id(), ContactPoint.kind == kind, way)
            .limit(MOST)
        )
        links = (
            select(ContactPointLink.contact_id)
            .where(
                ContactPointLink.organization_id == current_organization_id(),
                ContactPointLink.point_id.in_(points),
                is_reached(),
            )
            .limit(MOST)
        )
        found |= dict.fromkeys(db.session.scalars(links))
        if len(found) >= MOST:
            break
    return list(found)
