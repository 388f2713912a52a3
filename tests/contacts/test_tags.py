"""Tags with groups: made, put on one and on many, merged and deleted, and every bulk act taken back."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.service import Batch, undo_batch
from crm.contacts.models import Contact, Tag
from crm.contacts.queries.tags import find_tag, find_tags, grouped, list_tags, tag_counts, tags_of
from crm.contacts.service import tagging, tags
from crm.contacts.service.create import tag_people
from crm.contacts.service.tags import TagWords
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.scope import in_organization
from tests.support.factories import Factory, sign_in


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """A lead."""
    return make.actor(organization)


@pytest.fixture
def people(organization: Organization, make: Factory) -> list[int]:
    """Four people."""
    return [make.contact().id for _n in range(4)]


def held(contact_id: int) -> list[str]:
    return [tag.name for tag in tags_of([contact_id]).get(contact_id, [])]


def test_tags_stand_in_their_groups(actor: Actor, now: datetime) -> None:
    for name, group in (("Spanish", "Language"), ("rides", ""), ("Amharic", "Language")):
        tags.create_tag(actor, now, TagWords(name, group))
    assert [(g.name, [t.name for t in g.tags]) for g in grouped(list_tags())] == [
        ("Language", ["Amharic", "Spanish"]),
        ("", ["rides"]),
    ]


def test_one_name_is_one_tag(actor: Actor, now: datetime) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    with pytest.raises(Conflict):
        tags.create_tag(actor, now, TagWords("  rides "))
    assert tags.ensure_tag(actor, now, "RIDES").id == tag.id
    other = tags.create_tag(actor, now, TagWords("Drivers"))
    with pytest.raises(Conflict, match="Merge"):
        tags.change_tag(actor, now, other.id, TagWords("rides"))
    assert tags.change_tag(actor, now, tag.id, TagWords("rides", color="brand")).color == "brand"


@pytest.mark.parametrize(
    "name", ["Undocumented", "indocumentada", "arrested 2020", "on parole", "pregnant", "DOB 1990"]
)
def test_a_tag_does_not_say_what_is_never_kept(actor: Actor, now: datetime, name: str) -> None:
    with pytest.raises(Refused, match="never kept"):
        tags.create_tag(actor, now, TagWords(name))


@pytest.mark.parametrize(
    "name", ["Mental health response", "Citizen review board", "Environmental justice", "No new jail"]
)
def test_a_tag_may_name_an_issue(actor: Actor, now: datetime, name: str) -> None:
    assert tags.create_tag(actor, now, TagWords(name)).name == name


@pytest.mark.parametrize("words", [TagWords(" "), TagWords("x", color="url(evil)")])
def test_a_tag_needs_a_name_and_a_known_color(actor: Actor, now: datetime, words: TagWords) -> None:
    with pytest.raises(Refused):
        tags.create_tag(actor, now, words)


def test_tags_are_found_by_a_few_letters(actor: Actor, now: datetime) -> None:
    for name in ("Niñez", "Rides given", "Phone bank"):
        tags.create_tag(actor, now, TagWords(name))
    assert [tag.name for tag in find_tags("nin")] == ["Niñez"]
    assert [tag.name for tag in find_tags("giv")] == ["Rides given"]
    tags.archive_tag(actor, now, find_tags("phone")[0].id, True)
    assert find_tags("phone") == []


def test_many_are_tagged_and_that_is_taken_back(actor: Actor, now: datetime, people: list[int]) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    tags.tag_person(actor, now, people[0], tag.id)
    batch = tagging.tag_many(actor, now, [*people, people[1], 999_999], tag.id)
    assert batch.counts == {"tagged": 3} and tag_counts() == {tag.id: 4}
    undo_batch(batch.id, actor, now)
    assert tag_counts() == {tag.id: 1} and held(people[0]) == ["Rides"]


def test_many_are_chosen_by_a_question(actor: Actor, now: datetime, people: list[int]) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    batch = tagging.tag_many(actor, now, select(Contact.id).where(Contact.id > people[1]), tag.id)
    assert batch.counts == {"tagged": 2}


def test_many_are_untagged_and_get_it_back_with_where_it_came_from(
    actor: Actor, now: datetime, people: list[int]
) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    first = tagging.tag_many(actor, now, people[:2], tag.id)
    tags.tag_person(actor, now, people[2], tag.id)
    batch = tagging.untag_many(actor, now, people, tag.id)
    assert batch.counts == {"untagged": 3} and tag_counts() == {}
    undo_batch(batch.id, actor, now)
    assert tag_counts() == {tag.id: 3}
    undo_batch(first.id, actor, now)
    assert tag_counts() == {tag.id: 1} and held(people[2]) == ["Rides"]


def test_two_tags_become_one_and_two_again(actor: Actor, now: datetime, people: list[int]) -> None:
    ride, rides = (tags.create_tag(actor, now, TagWords(name, "Help", "warn")) for name in ("ride", "rides"))
    tag_people([(people[0], "ride"), (people[1], "ride"), (people[1], "rides"), (people[2], "rides")])
    batch = tagging.merge_tags(actor, now, ride.id, rides.id)
    assert find_tag("ride") is None and [held(one) for one in people] == [["rides"], ["rides"], ["rides"], []]
    ride_id = ride.id
    undo_batch(batch.id, actor, now)
    back = find_tag("ride")
    assert back is not None and (back.id, back.group_name, back.color) == (ride_id, "Help", "warn")
    assert [held(one) for one in people] == [["ride"], ["ride", "rides"], ["rides"], []]
    with pytest.raises(Refused):
        tagging.merge_tags(actor, now, rides.id, rides.id)


def test_a_deleted_tag_comes_back_unless_its_name_is_taken(actor: Actor, now: datetime, people: list[int]) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    tagging.tag_many(actor, now, people, tag.id)
    batch = tagging.delete_tag(actor, now, tag.id)
    assert find_tag("Rides") is None and held(people[0]) == []
    new = tags.create_tag(actor, now, TagWords("rides"))
    with pytest.raises(Conflict):
        undo_batch(batch.id, actor, now)
    tags.change_tag(actor, now, new.id, TagWords("Drivers"))
    undo_batch(batch.id, actor, now)
    assert held(people[0]) == ["Rides"]


def test_another_organizations_tag_is_not_there(actor: Actor, make: Factory, now: datetime, people: list[int]) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    other = make.organization()
    with in_organization(other.id):
        stranger = make.actor(other)
        with pytest.raises(NotFound):
            tagging.tag_many(stranger, now, people, tag.id)
        own = tags.create_tag(stranger, now, TagWords("Rides"))
        assert tagging.tag_many(stranger, now, people, own.id).counts == {"tagged": 0}


@pytest.fixture
def staff(client: FlaskClient, organization: Organization, make: Factory) -> FlaskClient:
    """An organizer's browser."""
    return sign_in(client, make.user(organization, Role.ORGANIZER))


def test_a_tag_is_made_and_a_bad_one_is_answered(staff: FlaskClient) -> None:
    assert staff.post("/tags", data={"name": "Rides", "group_name": "Help", "color": "invest"}).status_code == 302
    page = staff.get("/tags").text
    assert "Rides" in page and "Help" in page
    again = staff.post("/tags", data={"name": "rides", "description": "kept words"})
    assert again.status_code == 422 and "already a tag" in again.text and "kept words" in again.text
    assert staff.post("/tags", data={"name": ""}).status_code == 422


def test_one_tap_tags_and_untags_with_and_without_a_script(
    staff: FlaskClient, organization: Organization, people: list[int]
) -> None:
    person = people[0]
    assert staff.post(f"/people/{person}/tags", data={"tag": "Rides"}).status_code == 302
    card = staff.post(f"/people/{person}/tags", data={"tag": "Drivers"}, headers={"HX-Request": "true"}).text
    assert "Drivers" in card and "Rides" in card and "<html" not in card
    bad = staff.post(f"/people/{person}/tags", data={"tag": "Undocumented"}, headers={"HX-Request": "true"})
    assert bad.status_code == 422 and "never kept" in bad.text and 'id="tags-card"' in bad.text
    tag_id = db.session.scalars(select(Tag.id).where(Tag.name == "Rides", Tag.organization_id == organization.id)).one()
    staff.post(f"/people/{person}/tags/{tag_id}/remove")
    assert "Take off Rides" not in staff.get(f"/people/{person}").text
    assert "Rides" in staff.get(f"/people/{person}/tags/suggest?tag=ri").text


def test_those_ticked_are_tagged_and_the_note_undoes_it(
    staff: FlaskClient, organization: Organization, people: list[int]
) -> None:
    form = {"people": [str(one) for one in people[:3]], "tag": "Rides", "next": "/tags"}
    assert staff.post("/people/tag", data=form).location == "/tags"
    page = staff.get("/tags").text
    assert "3 people tagged “Rides”." in page
    batch_id = db.session.scalars(select(Batch.id).where(Batch.organization_id == organization.id)).one()
    assert page.count(f"/people/undo/{batch_id}") == 2
    staff.post(f"/people/undo/{batch_id}", data={"next": "https://example.org/"})
    with in_organization(organization.id):
        assert tag_counts() == {}
    assert "Undone" in staff.get("/tags").text
    assert staff.post("/people/tag", data={"tag": "Rides"}).status_code == 422


def test_an_organizer_takes_back_only_her_own(
    staff: FlaskClient, actor: Actor, now: datetime, people: list[int]
) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    batch = tagging.tag_many(actor, now, people, tag.id)
    db.session.commit()
    assert staff.post(f"/people/undo/{batch.id}").status_code == 403
    assert staff.post(f"/tags/{tag.id}/delete").status_code == 403


def test_the_list_shows_who_carries_a_tag(
    staff: FlaskClient, actor: Actor, make: Factory, now: datetime, people: list[int]
) -> None:
    tag = tags.create_tag(actor, now, TagWords("Rides"))
    ada = make.contact(first_name="Ada", last_name="Zed").id
    tagging.tag_many(actor, now, [ada], tag.id)
    db.session.commit()
    page = staff.get(f"/people?tag={tag.id}").text
    assert "Ada Zed" in page and f'name="people" value="{ada}"' in page and page.count('class="tick-box"') == 1
    assert "Stays in touch" not in page
    assert staff.get("/people?tag=999999").status_code == 404
