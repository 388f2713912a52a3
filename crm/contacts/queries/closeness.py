"""Ties that the people's own records hold: who lives together, who brought whom, and who is close by somebody's word."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, HouseholdMember, Relationship, RelationshipKind
from crm.contacts.queries.cards import names_of
from crm.contacts.ties import CLOSE, KNOWS, Tie
from crm.core.database import db
from crm.core.errors import N_

MOST = 200
"""Ties of one kind that are looked at, at the most."""


def household_ties(contact_ids: Collection[int]) -> list[Tie]:
    """Who lives with one of these people."""
    here, there = aliased(HouseholdMember), aliased(HouseholdMember)
    query = (
        select(there.contact_id, here.contact_id)
        .join(here, here.household_id == there.household_id)
        .where(here.contact_id.in_(contact_ids), there.contact_id != here.contact_id)
        .order_by(there.contact_id)
        .limit(MOST)
    )
    return [Tie(row[0], row[1], N_("lives with %(name)s"), CLOSE) for row in db.session.execute(query)]


def recruiting_ties(contact_ids: Collection[int]) -> list[Tie]:
    """Who brought one of these people, and whom she brought."""
    query = select(Contact.id, cast("ColumnElement[int]", Contact.recruited_by_id))
    whoever = query.where(Contact.id.in_(contact_ids), Contact.recruited_by_id.is_not(None))
    brought = query.where(Contact.recruited_by_id.in_(contact_ids)).limit(MOST)
    found = [Tie(by, who, N_("brought %(name)s"), KNOWS) for who, by in db.session.execute(whoever)]
    return found + [Tie(who, by, N_("was brought by %(name)s"), KNOWS) for who, by in db.session.execute(brought)]


WORDS = {
    RelationshipKind.FRIEND: (N_("is a friend of %(name)s"), N_("is a friend of %(name)s")),
    RelationshipKind.FAMILY: (N_("is family of %(name)s"), N_("is family of %(name)s")),
    RelationshipKind.KNOWS: (N_("knows %(name)s"), N_("is known by %(name)s")),
    RelationshipKind.INFLUENCES: (N_("influences %(name)s"), N_("listens to %(name)s")),
}
"""What the first of two people is to the second, and the second to the first."""


def relationship_ties(contact_ids: Collection[int]) -> list[Tie]:
    """Who is close to one of these people by somebody's word."""
    query = select(Relationship).limit(MOST)
    to_her = db.session.scalars(query.where(Relationship.other_id.in_(contact_ids)))
    found = [Tie(row.contact_id, row.other_id, WORDS[row.kind][0], row.strength) for row in to_her]
    from_her = db.session.scalars(query.where(Relationship.contact_id.in_(contact_ids)))
    return found + [Tie(row.other_id, row.contact_id, WORDS[row.kind][1], row.strength) for row in from_her]


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody close to a person: her name, what she is to that person (an English sentence with %(name)s), how close."""

    id: int
    contact_id: int
    name: str
    words: str
    strength: int


def list_relationships(contact_id: int) -> list[Related]:
    """Who is close to a person by somebody's word, the closest first."""
    is_hers = or_(Relationship.contact_id == contact_id, Relationship.other_id == contact_id)
    rows = list(db.session.scalars(select(Relationship).where(is_hers).limit(MOST)))
    names = names_of({row.other_id if row.contact_id == contact_id else row.contact_id for row in rows})
    found = []
    for row in rows:
        is_first = row.contact_id == contact_id
        other = row.other_id if is_first else row.contact_id
        if other in names:
            found.append(Related(row.id, other, names[other], WORDS[row.kind][is_first], row.strength))
    return sorted(found, key=lambda one: (-one.strength, one.name))
