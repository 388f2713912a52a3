"""Households: who lives together, children that are only a number, and what only looks like a household."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.contacts import service
from crm.contacts.models import Contact, Household, HouseholdMember, HouseholdRole
from crm.contacts.queries.households import (
    LARGEST,
    address_of,
    households_of,
    list_households,
    list_likely,
    members_of,
)
from crm.contacts.service import NewContact
from crm.contacts.service.households import (
    HouseholdFields,
    add_member,
    create_household,
    put_in_household,
    remove_household,
    remove_member,
)
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """An organizer."""
    return make.actor(organization)


@pytest.fixture
def family(actor: Actor, now: datetime) -> list[int]:
    """A mother, her son of 15 and a neighbour, the first two at one number."""
    new = [
        NewContact(first_name="Ana", last_name="Ruiz", phone="3035550101", street="12 Elm St.", postal_code="80010"),
        NewContact(first_name="Luis", last_name="Ruiz", phone="3035550101", is_minor=True),
        NewContact(first_name="Bo", last_name="Lee", phone="3035550102", street="12 ELM ST", postal_code="80010-1234"),
    ]
    return service.create_contacts(actor, now, new)


def test_a_household_takes_names_address_and_roles_from_its_people(
    actor: Actor, now: datetime, family: list[int]
) -> None:
    household = create_household(actor, now, HouseholdFields(young_children=2), family[:2])
    assert (household.name, address_of(household), household.young_children) == ("Ruiz", "12 Elm St., 80010", 2)
    members = members_of([household.id])[household.id]
    assert [(one.name, one.role) for one in members] == [
        ("Ana Ruiz", HouseholdRole.ADULT),
        ("Luis Ruiz", HouseholdRole.YOUTH),
    ]
    add_member(actor, now, household.id, family[1], HouseholdRole.CHILD)
    assert [one.role for one in members_of([household.id])[household.id]] == [HouseholdRole.ADULT, HouseholdRole.CHILD]
    remove_member(actor, now, household.id, family[1])
    assert households_of(family[1]) == [] and households_of(family[0]) == [household]
    remove_household(actor, now, household.id)
    assert db.session.scalars(select(func.count(Contact.id))).one() == 3


def test_the_same_household_is_put_together_once(actor: Actor, now: datetime, family: list[int]) -> None:
    first = put_in_household(actor, now, family[:2])
    assert put_in_household(actor, now, [family[1], family[2]]).id == first.id
    assert put_in_household(actor, now, family).id == first.id
    assert db.session.scalars(select(func.count(HouseholdMember.id))).one() == 3
    assert [(row.people, row.name) for row in list_households("rui")[0]] == [(3, "Ruiz")]


def test_what_is_refused(actor: Actor, now: datetime, make: Factory) -> None:
    with pytest.raises(Refused):
        create_household(actor, now, HouseholdFields())
    with pytest.raises(Refused):
        create_household(actor, now, HouseholdFields(name="Ruiz", young_children=31))
    with pytest.raises(NotFound):
        create_household(actor, now, HouseholdFields(name="Ruiz"), [10**8])
    with in_organization(make.organization().id):
        stranger = make.contact().id
    with pytest.raises(NotFound):
        put_in_household(actor, now, [stranger])


def test_one_address_or_number_only_suggests(actor: Actor, now: datetime, family: list[int]) -> None:
    by_address, by_phone = sorted(list_likely(), key=lambda one: one.phone)[:1], list_likely()
    assert [one.contact_ids for one in by_address] == [(family[0], family[2])]
    assert len(by_phone) == 1, "somebody is in one suggestion at a time"
    assert db.session.scalars(select(func.count(Household.id))).one() == 0
    put_in_household(actor, now, family)
    assert list_likely() == []


def test_a_building_is_no_household(actor: Actor, now: datetime) -> None:
    many = [NewContact(first_name=f"N{n}", street="1 Tower", postal_code="80010") for n in range(LARGEST + 1)]
    service.create_contacts(actor, now, many)
    assert list_likely() == []


def test_the_screens(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime, family: list[int]
) -> None:
    organization_id, staff = organization.id, sign_in(client, make.user(organization))
    page = staff.get("/households").text
    assert "Looks like one household" in page and f"contact={family[0]}" in page
    assert "Put into one household" in staff.get(f"/people/{family[1]}").text
    address = f"/households/new?contact={family[0]}&contact={family[1]}"
    assert "Luis Ruiz" in staff.get(address).text
    bad = staff.post(address, data={"name": "Casa Ruiz", "young_children": "many", "contact": family[:2]})
    assert bad.status_code == 422 and "Casa Ruiz" in bad.text
    done = staff.post("/households/new", data={"young_children": "1", "contact": family[:2]})
    assert done.status_code == 302
    shown = staff.get(done.location).text
    assert "1 child under 13" in shown and "One number for several" in shown and "(shared)" in shown
    assert "Bo Lee" in staff.get(f"{done.location}?q=bo").text
    staff.post(f"{done.location}/members", data={"contact_id": family[2], "role": "adult"})
    assert staff.post(f"{done.location}/members", data={"contact_id": "x"}).status_code == 404
    assert "Bo Lee" in staff.get(done.location).text
    assert "Luis Ruiz" in staff.get(f"/people/{family[0]}").text
    assert staff.post(f"{done.location}/edit", data={"name": ""}).status_code == 422
    staff.post(f"{done.location}/edit", data={"name": "Casa", "young_children": "0"})
    assert "Casa" in staff.get("/households?q=casa").text
    staff.post(f"{done.location}/members/{family[2]}/remove")
    with in_organization(organization_id):
        assert households_of(family[2]) == []
    staff.post(f"{done.location}/remove")
    assert staff.get(done.location).status_code == 404
    assert staff.post("/households/new", data={"name": ""}).status_code == 422
