"""Reading people."""

from __future__ import annotations

from sqlalchemy import select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.core.database import db
from crm.core.scope import get_owned


def get_contact(contact_id: int) -> Contact:
    """The person with that id; one that was merged leads to the one it became."""
    row = get_owned(Contact, contact_id)
    while row.merged_into_id is not None:
        row = get_owned(Contact, row.merged_into_id)
    return row


def find_by_phone(e164: str) -> list[Contact]:
    """The living records reached at a number."""
    query = (
        select(Contact)
        .join(ContactPointLink, ContactPointLink.contact_id == Contact.id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPoint.kind == PointKind.PHONE, ContactPoint.value == e164, Contact.merged_into_id.is_(None))
        .order_by(Contact.id)
    )
    return list(db.session.scalars(query))
