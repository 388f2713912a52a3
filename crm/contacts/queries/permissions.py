"""What somebody agreed to as it stands now: texts to a minor, and pictures of anybody."""

from __future__ import annotations

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, Permission, PermissionFor
from crm.core.database import db


def permissions_of(contact_id: int) -> dict[PermissionFor, Permission]:
    """The newest answer of a person to each question that she or her guardian was asked."""
    query = select(Permission).where(Permission.contact_id == contact_id).order_by(Permission.id)
    return {row.about: row for row in db.session.scalars(query)}


def minors_not_to_picture(people: Select[int]) -> list[Contact]:
    """Who of these people is under 18 and has no guardian's yes to photographs, by name; `people` selects their ids."""
    other = aliased(Permission)
    newest = select(func.max(other.id)).where(other.contact_id == Contact.id, other.about == PermissionFor.PHOTOGRAPHS)
    agreed = exists().where(
        Permission.id == newest.correlate(Contact).scalar_subquery(),
        Permission.is_given.is_(True),
        Permission.guardian != "",
    )
    query = select(Contact).where(Contact.id.in_(people), Contact.is_minor.is_(True), ~agreed.correlate(Contact))
    return list(db.session.scalars(query.order_by(Contact.sort_key, Contact.id)))
