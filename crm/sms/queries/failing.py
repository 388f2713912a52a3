"""Numbers to be mended: those that do not work, cannot receive texts, or were out of reach for days, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind, PointStatus
from crm.core.database import db
from crm.sms.queries.gate import Why

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class FailingNumber:
    """A number (E.164) of a person that texts do not reach, and why."""

    contact_id: int
    phone: str
    why: Why


@dataclass(frozen=True, slots=True)
class FailingPage:
    """Some of them; `last` is where the next page goes on, 0 for none."""

    lines: list[FailingNumber]
    last: int


def list_failing(after: int = 0) -> FailingPage:
    """The failing numbers of people who are here, in the order they were written down."""
    query = (
        select(ContactPointLink.id, ContactPointLink.contact_id, ContactPoint)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .join(Contact, Contact.id == ContactPointLink.contact_id)
        .where(
            ContactPointLink.id > after,
            ContactPointLink.past_at.is_(None),
            ContactPoint.kind == PointKind.PHONE,
            Contact.merged_into_id.is_(None),
            Contact.archived_at.is_(None),
            or_(
                ContactPoint.status == PointStatus.BAD,
                ContactPoint.is_textable.is_(False),
                ContactPoint.unreachable_since.is_not(None),
            ),
        )
        .order_by(ContactPointLink.id)
        .limit(PAGE_SIZE + 1)
    )
    rows = db.session.execute(query).all()
    lines = [FailingNumber(contact_id, point.value, _why(point)) for _id, contact_id, point in rows[:PAGE_SIZE]]
    return FailingPage(lines, rows[PAGE_SIZE - 1][0] if len(rows) > PAGE_SIZE else 0)


def _why(point: ContactPoint) -> Why:
    if point.status is PointStatus.BAD:
        return Why.BAD_NUMBER
    return Why.UNREACHABLE if point.is_textable else Why.NOT_TEXTABLE
