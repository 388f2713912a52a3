"""Writing down who of our people is close to whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from crm.audit import service as audit
from crm.contacts.models import Relationship, RelationshipKind
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned


def relate(
    actor: Actor, now: datetime, contact_id: int, other_id: int, kind: RelationshipKind, strength: int
) -> Relationship:
    """Note what one person is to another; known already, the newer word stands. Refused for one and the same person."""
    first, second = get_contact(contact_id).id, get_contact(other_id).id
    if first == second:
        raise Refused(N_("Choose somebody else: nobody is her own friend."))
    if strength not in (1, 2, 3):
        raise Refused(N_("Choose one."))
    row = db.session.scalars(select(Relationship).where(_between(first, second))).first() or Relationship()
    row.contact_id, row.other_id, row.kind, row.strength = first, second, kind, strength
    row.created_by_id = row.created_by_id or actor.user_id
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "related", "contact", first, now, other_id=second, kind=kind.value)
    return row


def part(actor: Actor, now: datetime, relationship_id: int) -> int:
    """Take a relationship out; gives the person it was written down with."""
    row = get_owned(Relationship, relationship_id)
    contact_id = row.contact_id
    db.session.delete(row)
    db.session.flush()
    audit.record(actor, "parted", "contact", contact_id, now, other_id=row.other_id)
    return contact_id


def _between(first: int, second: int) -> ColumnElement[bool]:
    there = and_(Relationship.contact_id == first, Relationship.other_id == second)
    return or_(there, and_(Relationship.contact_id == second, Relationship.other_id == first))
