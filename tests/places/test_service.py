"""Divisions of an organization's own, and where people live: from addresses, by their own word, as a question."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.audit.service import BatchKind, open_batch
from crm.contacts import service as contacts
from crm.contacts.models import Contact, FieldKind
from crm.contacts.queries import get_contact
from crm.contacts.queries.fields import list_fields
from crm.contacts.service import NewContact, fields, placing
from crm.core import jobs
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import NotFound, Refused
from crm.core.scope import in_organization
from crm.places import queries, service
from crm.places.models import PlaceSource
from tests.support.factories import Factory, sign_in

US = "ocd-division/country:us"
CHICAGO, DENVER, ILLINOIS = f"{US}/state:il/place:chicago", f"{US}/state:co/county:denver", f"{US}/state:il"


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """A coordinator."""
    return make.actor(organization, Role.COORDINATOR)


@pytest.fixture
def wards(actor: Actor, now: datetime) -> int:
    """The fifty wards of Chicago are there."""
    return service.add_divisions(actor, now, CHICAGO, service.read_names("ward", "Ward", "1-50"))


def lives(contact_id: int) -> list[tuple[str, str]]:
    return [
        (one.ocd_id.removeprefix(f"{US}/"), one.source.value)
        for one in queries.divisions_of([contact_id]).get(contact_id, [])
    ]


def who(ocd_id: str) -> set[int]:
    return set(db.session.scalars(queries.contacts_in(ocd_id)))


def test_numbers_and_names_are_read() -> None:
    assert service.read_names("ward", "Ward", "1-3, 5; 3") == [(f"ward:{n}", f"Ward {n}") for n in (1, 2, 3, 5)]
    assert service.read_names("neighborhood", "x", "La Villita, Pilsen") == [
        ("neighborhood:la_villita", "La Villita"),
        ("neighborhood:pilsen", "Pilsen"),
    ]
    for text in ("", " , ", "1-999"):
        with pytest.raises(Refused):
            service.read_names("ward", "Ward", text)


def test_wards_are_found_with_their_city(actor: Actor, wards: int, now: datetime) -> None:
    assert wards == 50 and service.add_divisions(actor, now, CHICAGO, [("ward:1", "Ward 1")]) == 0
    found = queries.find_divisions("ward 25 chicago", 5)
    assert queries.label_of(found[0]) == "Ward 25, Chicago, IL"
    assert [one.name for one in queries.find_divisions("ward 1", 3)] == ["Ward 1", "Ward 10", "Ward 11"]
    assert [one.name for one in queries.group_own()[0].divisions][8:11] == ["Ward 9", "Ward 10", "Ward 11"]
    alias = f"{US}/state:co/place:denver"
    service.add_divisions(actor, now, alias, [("council_district:1", "District 1")])
    assert queries.find_division(f"{alias}/council_district:1") == queries.find_division(f"{DENVER}/council_district:1")
    for parent, end in ((f"{US}/state:il/place:nowhere", "ward:1"), (CHICAGO, "Ward 1"), (CHICAGO, "ward:1/x:2")):
        with pytest.raises(Refused):
            service.add_divisions(actor, now, parent, [(end, "x")])


def test_a_place_is_read_by_name_or_id(organization: Organization) -> None:
    assert queries.read_place("Chicago, IL") == CHICAGO == queries.read_place(CHICAGO)
    assert queries.read_place("Denver CO") == DENVER == queries.read_place(f"{US}/state:co/place:denver")
    assert queries.label_of(f"{DENVER}/school_district:denver_1") == "Denver Public Schools, Denver, CO"
    assert queries.read_place("nyc") == f"{US}/state:ny/place:new_york"
    with pytest.raises(Refused, match="Several places"):
        queries.read_place("springfield")
    with pytest.raises(Refused, match="No place"):
        queries.read_place("Zzyzx qq")


def test_an_address_places_a_person_and_moves_with_her(actor: Actor, now: datetime) -> None:
    person = contacts.create_contact(actor, now, NewContact(first_name="Ada", city="Chicago", state="IL")).id
    assert lives(person) == [("state:il/place:chicago", "address")] and who(ILLINOIS) == who(CHICAGO) == {person}
    contacts.update_contact(actor, now, person, {"city": "Denver", "state": "CO"})
    assert lives(person) == [("state:co/county:denver", "address")] and who(ILLINOIS) == set()
    contacts.update_contact(actor, now, person, {"city": "", "state": ""})
    assert lives(person) == []


def test_her_own_word_wins_over_the_address(actor: Actor, wards: int, make: Factory, now: datetime) -> None:
    person = make.contact(city="Aurora", state="CO").id
    placing.place_people(now, [person])
    assert lives(person) == [("state:co/place:aurora", "address")]
    assert service.say_places(actor, now, person, [f"{CHICAGO}/ward:25"])
    assert not service.say_places(actor, now, person, [f"{CHICAGO}/ward:25"])
    assert lives(person) == [("state:il/place:chicago/ward:25", "own_word")]
    assert placing.place_people(now, [person]) == 0
    assert who(CHICAGO) == who(f"{CHICAGO}/ward:25") == {person} and who(f"{CHICAGO}/ward:2") == set()
    contacts.update_contact(actor, now, person, {"city": "Chicago", "state": "IL"})
    assert ("state:il/place:chicago", "address") in lives(person)
    service.say_places(actor, now, person, [])
    assert lives(person) == [("state:il/place:chicago", "address")]
    with pytest.raises(Refused):
        service.say_places(actor, now, person, [f"{CHICAGO}/ward:99"])


def test_a_ward_with_people_stays(actor: Actor, wards: int, make: Factory, now: datetime) -> None:
    service.say_places(actor, now, make.contact().id, [f"{CHICAGO}/ward:25"])
    with pytest.raises(Refused, match="Ward 25"):
        service.remove_division(actor, now, f"{CHICAGO}/ward:25")
    service.remove_division(actor, now, f"{CHICAGO}/ward:26")
    assert f"{CHICAGO}/ward:26" not in {one.ocd_id for one in queries.list_own()}
    with pytest.raises(NotFound):
        service.remove_division(actor, now, CHICAGO)


def test_everybody_is_placed_in_batches(
    app: Flask, actor: Actor, organization: Organization, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "AT_ONCE", 2)
    people = [make.contact(city=city, state="CO").id for city in ("Denver", "Boulder", "Aurora", "?", "Pueblo")]
    make.contact()
    placing.place_later()
    db.session.commit()
    assert jobs.run_waiting() == 1
    with in_organization(organization.id):
        assert who(f"{US}/state:co") == set(people) and who(DENVER) == {people[0]}
        assert all(one.source is PlaceSource.ADDRESS for one in queries.divisions_of(people)[people[3]])


def test_an_import_ends_with_places_and_typed_fields(
    app: Flask, actor: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    field = fields.create_field(actor, now, fields.FieldWords("Hours", FieldKind.NUMBER))
    person = make.contact(city="Denver", state="CO", custom={"Hours": "12"}).id
    contacts.after_import()
    db.session.commit()
    assert jobs.run_waiting() == 2
    db.session.expire_all()
    with in_organization(organization.id):
        assert who(DENVER) == {person} and get_contact(person).custom == {"Hours": 12}
        assert next(one for one in list_fields() if one.id == field.id).settled_at is not None


def test_the_command_places_and_says_how_many(app: Flask, organization: Organization, make: Factory) -> None:
    make.contact(city="Denver", state="CO")
    db.session.commit()
    run = app.test_cli_runner()
    assert "Placed 1 people" in run.invoke(args=["place", "--org", organization.slug]).output
    assert "Placed 0 people" in run.invoke(args=["place", "--org", organization.slug]).output
    assert run.invoke(args=["place", "--org", "nobody"]).exit_code == 1


def test_an_import_that_is_undone_takes_the_places_along(actor: Actor, make: Factory, now: datetime) -> None:
    batch = open_batch(actor, BatchKind.IMPORT, "a list", now)
    made = contacts.create_contacts(actor, now, [NewContact(first_name="A", city="Denver", state="CO")], batch.id)
    placing.place_people(now, made)
    assert who(DENVER) == set(made)
    assert contacts.undo_created(batch.id).removed == 1 and who(DENVER) == set()


def test_places_of_another_organization_are_not_seen(actor: Actor, wards: int, make: Factory, now: datetime) -> None:
    person = make.contact().id
    service.say_places(actor, now, person, [f"{CHICAGO}/ward:25"])
    with in_organization(make.organization().id):
        assert who(CHICAGO) == set() and queries.list_own() == [] and queries.divisions_of([person]) == {}
        assert [one.ocd_id for one in queries.find_divisions("ward 25", 5)] == [f"{CHICAGO}/ward:25"]


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(client, make.user(organization, Role.COORDINATOR))


def test_wards_are_added_and_said_on_the_screens(staff: FlaskClient, organization: Organization, make: Factory) -> None:
    contact: Contact = make.contact(first_name="Ada", last_name="Ruiz")
    db.session.commit()
    bad = staff.post("/places", data={"parent": "springfield", "kind": "ward", "names": "1-3"})
    assert bad.status_code == 422 and "Several places" in bad.text and 'value="1-3"' in bad.text
    assert staff.post("/places", data={"parent": "Chicago IL", "kind": "ward", "names": "x" * 300}).status_code == 302
    assert staff.post("/places", data={"parent": CHICAGO, "kind": "ward", "names": "1-3"}).status_code == 302
    assert "Ward 3" in staff.get("/places").text
    options = staff.get("/places/find?ocd_id=ward+2+chi").text
    assert f'value="{CHICAGO}/ward:2"' in options and "Ward 2, Chicago, IL" in options
    form = {"first_name": "Ada", "owner_user_id": "0", "preferred_language": ""}
    staff.post(f"/people/{contact.id}/edit", data={**form, f"lives-ward-{CHICAGO}": f"{CHICAGO}/ward:2"})
    page = staff.get(f"/people/{contact.id}").text
    assert "Ward 2, Chicago, IL" in page and "She said so" in page
    staff.post(f"/people/{contact.id}/edit", data=form)
    assert "Ward 2, Chicago, IL" in staff.get(f"/people/{contact.id}").text
    assert staff.post("/places/remove", data={"ocd_id": f"{CHICAGO}/ward:2"}).status_code == 422
    assert staff.post("/places/remove", data={"ocd_id": f"{CHICAGO}/ward:3"}).status_code == 302
    staff.post(f"/people/{contact.id}/edit", data={**form, f"lives-ward-{CHICAGO}": ""})
    assert "She said so" not in staff.get(f"/people/{contact.id}").text


def test_a_campaign_takes_its_place_by_name(client: FlaskClient, organization: Organization, make: Factory) -> None:
    sign_in(client, make.user(organization, Role.LEAD))
    form = {"name": "Care", "level": "local", "place_name": "Chicago", "ocd_id": "Chicago IL"}
    made = client.post("/campaigns/new", data=form)
    assert made.status_code == 302
    assert CHICAGO in client.get("/places").text
    bad = client.post("/campaigns/new", data={**form, "name": "More", "ocd_id": "springfield"})
    assert bad.status_code == 422 and "Several places" in bad.text
