"""Putting the people of a list into the households it names, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from crm.contacts.models import Contact, Household, HouseholdMember
from crm.core.bulk import insert_columns, insert_tuples, reserve_ids
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.core.upsert import among


def house_people(named: Mapping[str, Sequence[int]], batch_id: int) -> None:
    """Let people live together whom a list puts into one household; a name with one person makes none.

    A household that the batch made before takes in those who come later; who lives somewhere already stays there.
    """
    names = {clean_line(name, 200): list(dict.fromkeys(ids)) for name, ids in named.items() if clean_line(name, 200)}
    households = _made_before(names, batch_id)
    settled = _settled({contact_id for ids in names.values() for contact_id in ids})
    homes = {name: [one for one in ids if one not in settled] for name, ids in names.items()}
    new = [name for name, ids in homes.items() if name not in households and len(ids) > 1]
    households |= _make(new, [homes[name][0] for name in new], batch_id)
    rows = [(households[name], one) for name, ids in homes.items() if name in households for one in ids]
    shared = {"organization_id": current_organization_id(), "batch_id": batch_id}
    insert_tuples(HouseholdMember, ("household_id", "contact_id"), rows, shared)


def _made_before(names: Mapping[str, object], batch_id: int) -> dict[str, int]:
    query = select(Household.name, Household.id).where(Household.batch_id == batch_id, among(Household.name, names))
    return {row.name: row.id for row in db.session.execute(query)}


def _settled(contact_ids: set[int]) -> set[int]:
    """Those who live in a household already."""
    query = select(HouseholdMember.contact_id).where(among(HouseholdMember.contact_id, contact_ids))
    return set(db.session.scalars(query))


def _make(names: Sequence[str], first_ids: Sequence[int], batch_id: int) -> dict[str, int]:
    """Make households of these names, each at the address of its first person."""
    if not names:
        return {}
    places = select(Contact.id, Contact.street, Contact.city, Contact.state, Contact.postal_code)
    found = {row.id: row for row in db.session.execute(places.where(among(Contact.id, first_ids)))}
    ids = reserve_ids(Household, len(names))
    columns = {
        name: [getattr(found[contact_id], name) for contact_id in first_ids]
        for name in ("street", "city", "state", "postal_code")
    }
    shared = {"organization_id": current_organization_id(), "batch_id": batch_id}
    insert_columns(Household, len(names), shared | {"id": ids, "name": list(names)} | columns)
    return dict(zip(names, ids, strict=True))
