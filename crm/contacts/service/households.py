"""Households: made, changed, and who lives in them. Children under 13 are only a number there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from crm.audit.service import record
from crm.contacts.models import Contact, Household, HouseholdMember, HouseholdRole
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

MOST_CHILDREN = 30


@dataclass(frozen=True, slots=True)
class HouseholdFields:
    """What is said of a household; a name is made of its people's family names when none is given."""

    name: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    young_children: int = 0


def create_household(
    actor: Actor, now: datetime, fields: HouseholdFields, contact_ids: Sequence[int] = (), batch_id: int | None = None
) -> Household:
    """Make a household of some people; its address is the first one's when none is given.

    Refused without a name and without people.
    """
    people = [get_contact(contact_id) for contact_id in dict.fromkeys(contact_ids)]
    household = Household(batch_id=batch_id, created_at=now, created_by_id=actor.user_id, name="")
    _fill(household, _completed(fields, people))
    db.session.add(household)
    db.session.flush()
    for contact in people:
        add_member(actor, now, household.id, contact.id, batch_id=batch_id)
    record(actor, "created", "household", household.id, now)
    return household


def put_in_household(actor: Actor, now: datetime, contact_ids: Sequence[int], batch_id: int | None = None) -> Household:
    """Put people into one household: the one that one of them lives in already, else a new one."""
    ids = [get_contact(contact_id).id for contact_id in dict.fromkeys(contact_ids)]
    known = select(HouseholdMember.household_id).where(HouseholdMember.contact_id.in_(ids))
    household_id = db.session.scalars(known.order_by(HouseholdMember.id).limit(1)).first()
    if household_id is None:
        return create_household(actor, now, HouseholdFields(), ids, batch_id)
    for contact_id in ids:
        add_member(actor, now, household_id, contact_id, batch_id=batch_id)
    return get_owned(Household, household_id)


def update_household(actor: Actor, now: datetime, household_id: int, fields: HouseholdFields) -> Household:
    """Change what is said of a household."""
    household = get_owned(Household, household_id)
    _fill(household, fields)
    household.updated_at = now
    record(actor, "updated", "household", household.id, now)
    db.session.flush()
    return household


def add_member(
    actor: Actor,
    now: datetime,
    household_id: int,
    contact_id: int,
    role: HouseholdRole | None = None,
    batch_id: int | None = None,
) -> HouseholdMember:
    """Let a person live in a household, as youth when she is a minor and nothing else is said; who does already gets the role."""
    household, contact = get_owned(Household, household_id), get_contact(contact_id)
    row = _find(household.id, contact.id)
    if row is not None:
        row.role = role or row.role
        return row
    usual = HouseholdRole.YOUTH if contact.is_minor else HouseholdRole.ADULT
    row = HouseholdMember(
        household_id=household.id,
        contact_id=contact.id,
        role=role or usual,
        batch_id=batch_id,
        created_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def remove_member(actor: Actor, now: datetime, household_id: int, contact_id: int) -> None:
    """Say that a person does not live in a household (any more)."""
    household, contact = get_owned(Household, household_id), get_contact(contact_id)
    row = _find(household.id, contact.id)
    if row is not None:
        db.session.delete(row)
        record(actor, "left_household", "contact", contact.id, now, household_id=household.id)
        db.session.flush()


def remove_household(actor: Actor, now: datetime, household_id: int) -> None:
    """Take a household away; its people stay as they are."""
    household = get_owned(Household, household_id)
    members = delete(HouseholdMember).where(HouseholdMember.household_id == household.id)
    db.session.execute(members)
    db.session.delete(household)
    record(actor, "removed", "household", household_id, now)
    db.session.flush()


def _find(household_id: int, contact_id: int) -> HouseholdMember | None:
    query = select(HouseholdMember).where(
        HouseholdMember.household_id == household_id, HouseholdMember.contact_id == contact_id
    )
    return db.session.scalars(query).one_or_none()


def _completed(fields: HouseholdFields, people: Sequence[Contact]) -> HouseholdFields:
    """The fields with what the people tell where nothing is given: the family names, and where the first of them lives."""
    names = dict.fromkeys(one.last_name or one.called for one in people)
    name = fields.name or " · ".join(name for name in names if name)
    home = next((one for one in people if one.street), None)
    if fields.street or fields.city or home is None:
        return HouseholdFields(
            name, fields.street, fields.city, fields.state, fields.postal_code, fields.young_children
        )
    return HouseholdFields(name, home.street, home.city, home.state, home.postal_code, fields.young_children)


def _fill(household: Household, fields: HouseholdFields) -> None:
    name = clean_line(fields.name, 200)
    if not name:
        raise Refused(N_("Give the household a name, or people with names."))
    if not 0 <= fields.young_children <= MOST_CHILDREN:
        raise Refused(N_("The number of children is between 0 and 30."))
    household.name = name
    household.street = clean_line(fields.street, 200)
    household.city = clean_line(fields.city, 100)
    household.state = clean_line(fields.state, 40)
    household.postal_code = clean_line(fields.postal_code, 20)
    household.young_children = fields.young_children
