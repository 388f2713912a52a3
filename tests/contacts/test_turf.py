"""Turf and organizers: made, cut, given, moved, each bulk act taken back but for what was changed since."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.service import undo_batch
from crm.contacts.models import Contact
from crm.contacts.queries import get_contact
from crm.contacts.queries.cutting import Cut, people_of_cut, preview_cut, read_codes
from crm.contacts.queries.turf import count_without_turf, list_stints, list_turf_lines, read_turf_page
from crm.contacts.service import tagging, tags, turf
from crm.contacts.service.tags import TagWords
from crm.contacts.service.turf import TurfWords
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """A coordinator."""
    return make.actor(organization, Role.COORDINATOR)


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> int:
    """An organizer's id."""
    return make.user(organization, Role.ORGANIZER, name="Rosa").id


@pytest.fixture
def ana(organization: Organization, make: Factory) -> int:
    """Another organizer's id."""
    return make.user(organization, Role.ORGANIZER, name="Ana").id


def holding(ids: list[int]) -> list[tuple[int | None, int | None]]:
    """Turf and organizer of some people."""
    db.session.expire_all()
    return [(get_contact(one).turf_id, get_contact(one).owner_user_id) for one in ids]


def test_turf_has_a_name_of_its_own(actor: Actor, now: datetime) -> None:
    west = turf.create_turf(actor, now, TurfWords("West side"))
    with pytest.raises(Conflict):
        turf.create_turf(actor, now, TurfWords("west SIDE"))
    with pytest.raises(Refused):
        turf.change_turf(actor, now, west.id, TurfWords("  "))
    assert turf.change_turf(actor, now, west.id, TurfWords("Westwood")).name == "Westwood"


def test_the_list_counts_and_begins_with_ones_own(
    actor: Actor, make: Factory, now: datetime, rosa: int, ana: int
) -> None:
    west = turf.create_turf(actor, now, TurfWords("West"), rosa)
    turf.create_turf(actor, now, TurfWords("East"), ana)
    make.contact(turf_id=west.id, owner_user_id=rosa, last_contact_at=now - timedelta(days=59))
    make.contact(turf_id=west.id, last_contact_at=now - timedelta(days=61))
    make.contact(turf_id=west.id, archived_at=now)
    make.contact()
    lines = list_turf_lines(rosa, now)
    assert [(line.turf.name, line.organizer, line.people, line.without_owner, line.not_met) for line in lines] == [
        ("West", "Rosa", 2, 1, 1),
        ("East", "Ana", 0, 0, 0),
    ]
    assert lines[0].is_own and not lines[1].is_own and count_without_turf() == 1
    assert [len(read_turf_page(west.id, page).people) for page in (1, 9)] == [2, 2]


def test_cutting_shows_first_and_can_be_taken_back(
    actor: Actor, make: Factory, now: datetime, rosa: int, ana: int
) -> None:
    east = turf.create_turf(actor, now, TurfWords("East"), ana)
    west = turf.create_turf(actor, now, TurfWords("West"), rosa)
    people = [
        make.contact(first_name="Ada", last_name="A", postal_code="80219").id,
        make.contact(postal_code="80219-1234", turf_id=east.id, owner_user_id=ana).id,
        make.contact(postal_code="80204").id,
        make.contact(postal_code="80219", archived_at=now).id,
    ]
    cut = Cut(postal_codes=("80219",), is_only_free=False)
    seen = preview_cut(cut, west)
    assert (seen.total, seen.leaving, seen.names[0]) == (2, [("East", 1)], "Ada A")
    assert preview_cut(Cut(postal_codes=("80219",)), west).total == 1
    batch = turf.move_people(actor, now, people_of_cut(cut, west), west.id)
    assert batch.counts == {"moved": 2}
    assert holding(people) == [(west.id, rosa), (west.id, rosa), (None, None), (None, None)]
    assert preview_cut(cut, west).total == 0
    undo_batch(batch.id, actor, now)
    assert holding(people) == [(None, None), (east.id, ana), (None, None), (None, None)]


def test_a_cut_by_tag_and_code_needs_both(actor: Actor, make: Factory, now: datetime) -> None:
    west = turf.create_turf(actor, now, TurfWords("West"))
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    both, other = make.contact(postal_code="80219").id, make.contact(postal_code="80204").id
    tagging.tag_many(actor, now, [both, other], tag.id)
    assert list(db.session.scalars(people_of_cut(Cut(("80219",), tag_id=tag.id), west))) == [both]
    with pytest.raises(Refused, match="who belongs"):
        preview_cut(Cut(), west)


def test_codes_are_read_however_they_are_written() -> None:
    assert read_codes("80219, 80204\n80219;02139-1234") == ("80219", "80204", "02139-1234")
    with pytest.raises(Refused, match="DENVER"):
        read_codes("80219 Denver")


def test_a_turf_goes_to_another_organizer_with_its_people(
    actor: Actor, make: Factory, now: datetime, rosa: int, ana: int
) -> None:
    west = turf.create_turf(actor, now, TurfWords("West"), rosa)
    lead = make.user(db.session.get_one(Organization, actor.organization_id), Role.LEAD).id
    people = [make.contact(turf_id=west.id, owner_user_id=owner).id for owner in (rosa, None, lead)]
    later = now + timedelta(days=1)
    batch = turf.assign_organizer(actor, later, west.id, ana)
    assert holding(people) == [(west.id, ana), (west.id, ana), (west.id, lead)]
    stints = [(stint.name, stint.began_at, stint.ended_at) for stint in list_stints(west.id)]
    assert stints == [("Ana", later, None), ("Rosa", now, later)]
    undo_batch(batch.id, actor, later)
    assert holding(people) == [(west.id, rosa), (west.id, None), (west.id, lead)]
    assert [stint.name for stint in list_stints(west.id)] == ["Rosa", "Ana", "Rosa"]


def test_undoing_keeps_what_somebody_changed_since(
    actor: Actor, make: Factory, now: datetime, rosa: int, ana: int
) -> None:
    people = [make.contact(owner_user_id=ana).id for _n in range(2)]
    batch = turf.give_people(actor, now, [*people, 999_999], rosa)
    assert batch.counts == {"moved": 2}
    turf.give_people(actor, now, [people[0]], None)
    assert undo_batch(batch.id, actor, now) == {"restored": 1, "kept": 1}
    assert holding(people) == [(None, None), (None, ana)]
    with pytest.raises(Refused):
        turf.give_people(actor, now, people, 999_999)


def test_a_turf_that_is_put_away_lets_its_people_go(actor: Actor, make: Factory, now: datetime) -> None:
    west = turf.create_turf(actor, now, TurfWords("West"))
    person = make.contact(turf_id=west.id).id
    batch = turf.archive_turf(actor, now, west.id, True)
    assert batch is not None and holding([person]) == [(None, None)] and list_turf_lines(None, now) == []
    undo_batch(batch.id, actor, now)
    assert holding([person]) == [(west.id, None)]


def test_another_organizations_people_do_not_move(actor: Actor, make: Factory, now: datetime) -> None:
    west = turf.create_turf(actor, now, TurfWords("West"))
    other = make.organization()
    with in_organization(other.id):
        stranger, person = make.actor(other), make.contact().id
        with pytest.raises(NotFound):
            turf.move_people(stranger, now, [person], west.id)
        with pytest.raises(Refused):
            turf.give_people(stranger, now, [person], actor.user_id)
    assert turf.move_people(actor, now, select(Contact.id), west.id).counts == {"moved": 0}


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """A coordinator's browser."""
    return sign_in(client, make.user(organization, Role.COORDINATOR))


def test_turf_is_made_cut_and_moved_on_the_screens(
    staff: FlaskClient, organization: Organization, make: Factory, rosa: int
) -> None:
    person = make.contact(first_name="Ada", last_name="Ruiz", postal_code="80219").id
    db.session.commit()
    bad = staff.post("/turf", data={"name": "West", "kind": "geo", "postal_codes": "Denver"})
    assert bad.status_code == 422 and "is not a ZIP code" in bad.text and 'value="West"' in bad.text
    made = staff.post("/turf", data={"name": "West", "kind": "geo", "postal_codes": "80219", "organizer": str(rosa)})
    cut = made.location
    assert 'value="80219"' in staff.get(cut).text
    seen = staff.get(f"{cut}?look=1&postal_codes=80219&tag_id=0&is_only_free=y").text
    assert "1 person would come in" in seen and "Ada Ruiz" in seen
    assert staff.get(f"{cut}?look=1&tag_id=0").status_code == 422
    page = staff.post(cut, data={"postal_codes": "80219", "tag_id": "0", "is_only_free": "y"}).location
    shown = staff.get(page).text
    assert "1 person is now in West." in shown and "Ada Ruiz" in shown and "Rosa" in shown
    form = {"people": str(person), "turf_id": "0", "user_id": "0", "next": page}
    assert staff.post("/people/move", data=form).location == page
    assert "Nobody is in this turf yet" in staff.get(page).text
    staff.post("/people/give", data=form)
    with in_organization(organization.id):
        assert holding([person]) == [(None, None)]


def test_an_organizer_sees_turf_and_does_not_cut_it(
    client: FlaskClient, actor: Actor, organization: Organization, make: Factory, now: datetime
) -> None:
    user = make.user(organization, Role.ORGANIZER)
    west = turf.create_turf(actor, now, TurfWords("West"), user.id)
    make.contact(turf_id=west.id, first_name="Ada")
    sign_in(client, user)
    assert "Yours" in client.get("/turf").text and "Ada" in client.get(f"/turf/{west.id}").text
    assert client.post("/turf", data={"name": "Mine", "kind": "list"}).status_code == 422
    assert client.post(f"/turf/{west.id}/organizer", data={"user_id": "0"}).status_code == 403
    assert client.post("/people/give", data={"people": "1", "user_id": "0"}).status_code == 403
