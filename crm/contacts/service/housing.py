"""Putting the people of a list into the households it names, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, func, select

from crm.contacts.models import Contact, Household, HouseholdMember
from crm.core.bulk import insert_columns, insert_tuples, reserve_ids
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.core.upsert import among

TOGETHER = 2
"""So many people at least make a household."""


def house_people(named: Iterable[tuple[str, int]], batch_id: int) -> None:
    """Let people live together whom a stretch of a list puts into one household, by its name; who lives somewhere already
    stays there, also by an earlier row.

    A household that the batch made before takes in those who come later. Somebody alone under a name gets one too, for the
    others may come with the next stretch; at the list's end `part_lone` takes those away that nobody else came to.
    """
    rows = [(clean_line(name, 200), contact_id) for name, contact_id in named]
    settled, homes = _settled({contact_id for _name, contact_id in rows}), dict[str, list[int]]()
    for name, contact_id in rows:
        if name and contact_id not in settled:
            homes.setdefault(name, []).append(contact_id)
            settled.add(contact_id)
    households = _made_before(homes, batch_id)
    new = [name for name in homes if name not in households]
    households |= _make(new, [homes[name][0] for name in new], batch_id)
    members = [(households[name], contact_id) for name, ids in homes.items() for contact_id in ids]
    shared = {"organization_id": current_organization_id(), "batch_id": batch_id}
    insert_tuples(HouseholdMember, ("household_id", "contact_id"), members, shared)


def part_lone(batch_id: int) -> None:
    """Take away the households that a batch made and in which one person lives: a name with one person makes none."""
    members = select(func.count(HouseholdMember.id)).where(HouseholdMember.household_id == Household.id)
    made = select(Household.id).where(Household.batch_id == batch_id, members.scalar_subquery() < TOGETHER)
    lone = list(db.session.scalars(made))
    for model, column in ((HouseholdMember, HouseholdMember.household_id), (Household, Household.id)):
        away = delete(model).where(among(column, lone))
        db.session.execute(away.execution_options(synchronize_session=False))


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
