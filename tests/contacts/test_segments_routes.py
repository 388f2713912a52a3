"""The pages of segments and lists: built without scripts, counted as one types, refused without losing anything."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.contacts.models import Contact, ListMember, Segment, StaticList
from crm.contacts.queries import get_contact
from crm.contacts.service import NewContact, create_contacts
from crm.contacts.service.segments import save_segment
from crm.core.database import db
from tests.contacts.test_segments import SPANISH
from tests.support.factories import Factory, sign_in

SPANISH_FORM = {"s0-filter": "language", "s0-op": "narrow", "s0-languages": "es"}


@pytest.fixture
def people(organization: Organization, make: Factory) -> list[Contact]:
    """Two who speak Spanish and one who speaks English."""
    names = (("Alma", "es"), ("Ruth", "en"), ("Xóchitl", "es"))
    new = [NewContact(first_name=name, last_name="Luna", preferred_language=code) for name, code in names]
    return [get_contact(one) for one in create_contacts(make.actor(organization), make.now, new)]


@pytest.fixture
def browser(
    client: FlaskClient, organization: Organization, make: Factory, people: list[Contact]
) -> Iterator[FlaskClient]:
    """A lead's browser."""
    yield sign_in(client, make.user(organization))


def _saved() -> Segment:
    return db.session.scalars(select(Segment)).one()


def test_a_segment_is_built_without_scripts(browser: FlaskClient) -> None:
    page = browser.post("/segments/new", data={"name": "Spanish", "do": "add:language"})
    assert page.status_code == 200 and 'name="s0-filter" value="language"' in page.text
    page = browser.post("/segments/new", data={**SPANISH_FORM, "name": "Spanish", "do": "count"})
    assert "Everyone who speaks Spanish." in page.text and ">2</b>" in page.text and 'value="Spanish"' in page.text
    answer = browser.post("/segments/new", data={**SPANISH_FORM, "name": "Spanish", "do": "save"})
    assert answer.status_code == 302
    assert (_saved().name, _saved().people) == ("Spanish", 2)
    assert "Alma Luna" in browser.get(answer.location).text
    index = browser.get("/segments").text
    assert "Everyone who speaks Spanish." in index and "Spanish" in index


def test_the_count_follows_as_one_types(browser: FlaskClient) -> None:
    answer = browser.get("/segments/count", query_string=SPANISH_FORM)
    assert "Everyone who speaks Spanish." in answer.text and ">2</b>" in answer.text
    unfinished = browser.get("/segments/count", query_string={"s0-filter": "language"}).text
    assert "Step 1: Something is missing in this step." in unfinished and "Not counted" in unfinished
    assert "Everyone in our books." in browser.get("/segments/count").text
    assert browser.get("/segments/count?s0-filter=nonsense").status_code == 200


def test_a_button_of_the_builder_brings_the_builder_alone(browser: FlaskClient) -> None:
    data = {**SPANISH_FORM, "do": "add:may_text", "name": "Kept"}
    piece = browser.post("/segments/new", data=data, headers={"HX-Target": "builder", "HX-Request": "true"}).text
    assert "<html" not in piece and 'value="may_text"' in piece and 'value="Kept"' in piece


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(browser: FlaskClient) -> None:
    wrong = {
        **SPANISH_FORM,
        "s1-filter": "came",
        "s1-op": "subtract",
        "s1-how": "at_least",
        "s1-count": "<b>many</b>",
        "s1-when-span": "last",
        "s1-when-days": "60",
        "name": "",
        "do": "save",
    }
    answer = browser.post("/segments/new", data=wrong)
    assert answer.status_code == 422
    assert "Write a number from 0 to 500." in answer.text and "Give the segment a name" in html.unescape(answer.text)
    assert "&lt;b&gt;many&lt;/b&gt;" in answer.text and "<b>many" not in answer.text
    assert 'value="es" checked' in answer.text and 'value="subtract" selected' in answer.text
    assert db.session.scalars(select(Segment)).all() == []


def test_a_name_that_is_taken_is_refused(browser: FlaskClient) -> None:
    for status in (302, 422):
        answer = browser.post("/segments/new", data={**SPANISH_FORM, "name": "Spanish", "do": "save"})
        assert answer.status_code == status
    assert "There is a segment “Spanish” already." in html.unescape(answer.text)


def test_why_and_why_not(browser: FlaskClient, people: list[Contact]) -> None:
    browser.post("/segments/new", data={**SPANISH_FORM, "name": "Spanish", "do": "save"})
    address = f"/segments/{_saved().id}"
    found = browser.get(f"{address}?q=ruth").text
    assert f"{address}/why/{people[1].id}" in found
    whole = browser.get(f"{address}/why/{people[1].id}").text
    assert "Not in it" in whole and "Ruth" in whole and "speaks Spanish: <em>English</em>" in whole
    headers = {"HX-Request": "true", "HX-Target": f"why-row-{people[0].id}"}
    piece = browser.get(f"{address}/why/{people[0].id}", headers=headers).text
    assert "<html" not in piece and "In it" in piece
    assert browser.get(f"{address}/why/987654").status_code == 404


def test_a_segment_whose_tag_is_gone_says_so(browser: FlaskClient, organization: Organization, make: Factory) -> None:
    segment = save_segment(make.actor(organization), make.now, "Odd", [SPANISH])
    broken = {"op": "narrow", "filter": "tag", "config": {"how": "any", "tags": ["99"]}}
    segment.document = {"version": 2, "steps": [broken]}
    unread = make.add(Segment(name="Unread", document={"version": 99}))
    db.session.commit()
    page = browser.get(f"/segments/{segment.id}")
    assert page.status_code == 200 and "This step points at something that is gone." in page.text
    assert "This segment cannot be read." in browser.get("/segments").text
    assert browser.get(f"/segments/{unread.id}").status_code == 422
    assert browser.get(f"/segments/{segment.id}/edit").status_code == 200
    assert browser.post(f"/segments/{segment.id}/count").status_code == 422
    assert browser.post(f"/segments/{segment.id}/list").status_code == 422
    assert browser.post(f"/segments/{unread.id}/delete").status_code == 302


def test_a_segment_is_copied_counted_and_deleted(browser: FlaskClient) -> None:
    browser.post("/segments/new", data={**SPANISH_FORM, "name": "Spanish", "do": "save"})
    first = _saved().id
    copy = browser.post(f"/segments/{first}/duplicate").location
    assert "Spanish 2" in browser.get(copy).text
    assert browser.post(f"/segments/{first}/count").status_code == 302
    assert browser.post(f"/segments/{first}/delete").status_code == 302
    assert _saved().name == "Spanish 2"


def test_a_list_is_made_of_a_segment_filled_and_undone(browser: FlaskClient, people: list[Contact]) -> None:
    browser.post("/segments/new", data={**SPANISH_FORM, "name": "Spanish", "do": "save"})
    address = browser.post(f"/segments/{_saved().id}/list").location
    page = browser.get(address).text
    assert "Alma Luna" in page and "Ruth Luna" not in page
    list_id = db.session.scalars(select(StaticList.id)).one()
    answer = browser.post(f"/lists/{list_id}/add", data={"contact": [str(people[1].id), "nonsense"]})
    assert "1 person added" in browser.get(answer.location).text
    again = browser.post(f"/lists/{list_id}/add", data={"segment": str(_saved().id)})
    assert "Nobody was added" in html.unescape(browser.get(again.location).text)
    batch_id = db.session.scalars(select(ListMember.batch_id).where(ListMember.contact_id == people[1].id)).one()
    undone = browser.post(f"/people/undo/{batch_id}", data={"next": address})
    assert "Ruth Luna" not in browser.get(undone.location).text
    browser.post(f"/lists/{list_id}/remove", data={"contact": str(people[0].id)})
    assert db.session.scalars(select(ListMember.contact_id)).all() == [people[2].id]


def test_a_list_is_named_renamed_and_deleted(browser: FlaskClient, people: list[Contact]) -> None:
    address = browser.post("/lists", data={"name": "Drivers"}).location
    refused = browser.post("/lists", data={"name": "drivers"})
    assert refused.status_code == 422 and 'value="drivers"' in refused.text
    assert browser.post(f"{address}/rename", data={"name": ""}).status_code == 422
    browser.post(f"{address}/rename", data={"name": "Doors"})
    assert "Doors" in browser.get("/lists").text
    assert "Add · Alma Luna" in browser.get(f"{address}?q=alma").text
    assert browser.post(f"{address}/delete").status_code == 302
    assert browser.get(address).status_code == 404


def test_the_people_ticked_are_put_on_a_list_by_its_name(browser: FlaskClient, people: list[Contact]) -> None:
    ticked = {"people": [str(people[0].id), str(people[2].id)], "next": "/people"}
    first = browser.post("/lists/put", data={**ticked, "list": "Drivers"})
    assert first.location == "/people" and "2 people added to “Drivers”." in html.unescape(browser.get("/people").text)
    again = browser.post("/lists/put", data={**ticked, "list": "drivers"})
    assert "Nobody was added" in html.unescape(browser.get(again.location).text)
    list_id = db.session.scalars(select(StaticList.id)).one()
    listed = browser.get(f"/people?list={list_id}").text
    assert "Alma Luna" in listed and "Ruth Luna" not in listed
    assert browser.get("/people?list=987654").status_code == 404
    assert browser.post("/lists/put", data={**ticked, "list": ""}).status_code == 422
    assert browser.post("/lists/put", data={"list": "Drivers"}).status_code == 422
