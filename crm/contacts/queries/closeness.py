"""Ties that the people's own records hold: who lives together, and who brought whom."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, HouseholdMember
from crm.contacts.ties import CLOSE, KNOWS, Tie
from crm.core.database import db
from crm.core.errors import N_

MOST = 500
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
    query = (
        select(Contact.id, Contact.recruited_by_id)
        .where(
            or_(Contact.id.in_(contact_ids), Contact.recruited_by_id.in_(contact_ids)),
        )
        .order_by(Contact.id)
        .limit(MOST)
    )
    found = []
    for brought, by in db.session.execute(query):
        if by is None:
            continue
        if brought in contact_ids:
            found.append(Tie(by, brought, N_("brought %(name)s"), KNOWS))
        if by in contact_ids:
            found.append(Tie(brought, by, N_("was brought by %(name)s"), KNOWS))
    return found
