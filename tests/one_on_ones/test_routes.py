"""The one-on-one screen without JavaScript: finding the person, the shortest record, mistakes that lose nothing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.accounts.models import Organization, User
from crm.commitments.models import Commitment, Task
from crm.contacts.models import Contact
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.one_on_ones.models import Assessment, Channel, Evidence, OneOnOne
from crm.one_on_ones.queries import read_story
from tests.support.factories import Factory, sign_in


@pytest.fixture
def client(app: Flask, organization: Organization) -> FlaskClient:
    """A browser; between requests the test stays in the organization."""
    return app.test_client()


@pytest.fixture
def rosa(organization: Organization, make: Factory) -> User:
    """An organizer."""
    return make.user(organization, Role.ORGANIZER, name="Rosa Delgado")


@pytest.fixture
def lupe(rosa: User, make: Factory, now: datetime) -> Contact:
    """Somebody she knows."""
    actor = Actor(rosa.organization_id, rosa.id, rosa.name, rosa.role)
    new = NewContact(first_name="Guadalupe", last_name="Martínez", chosen_name="Lupe", owner_user_id=rosa.id)
    return create_contact(actor, now, new)


def _count(model: type) -> int:
    return db.session.scalars(select(func.count(model.id))).one()


def _the(model: type) -> object:
    return db.session.scalars(select(model)).one()


def _client_ref(page: str) -> str:
    found = re.search(r'name="client_ref" value="([^"]{36})"', page)
    assert found
    return found[1]


def test_the_person_is_found_by_a_few_letters(client: FlaskClient, rosa: User, lupe: Contact) -> None:
    sign_in(client, rosa)
    assert f"/one-on-ones/new?contact={lupe.id}" in client.get("/one-on-ones/new").text
    assert f"/one-on-ones/new?contact={lupe.id}" in client.get("/one-on-ones/new?q=lup").text
    fragment = client.get("/one-on-ones/people?q=zzzz").text
    assert "Nobody of that name yet." in fragment and "<html" not in fragment


def test_the_shortest_record(client: FlaskClient, rosa: User, lupe: Contact, make: Factory) -> None:
    """Where she stands, one ask, save: the person's page sends the rest as it stood on the screen."""
    campaign = make.campaign()
    sign_in(client, rosa)
    page = client.get(f"/one-on-ones/new?contact={lupe.id}").text
    sent = {
        "client_ref": _client_ref(page),
        "campaign_id": campaign.id,
        "stand": "2",
        "ask-testify": "yes",
        "next_choice": "prep",
        "next_title": "Call Lupe",
        "next_due": (re.findall(r'name="next_due"[^>]* value="([\d-]+)"', page) or [""])[0],
    }
    saved = client.post(f"/one-on-ones/new?contact={lupe.id}", data=sent)
    assert saved.status_code == 302
    again = client.post(f"/one-on-ones/new?contact={lupe.id}", data=sent)
    assert again.status_code == 302
    assert [_count(model) for model in (OneOnOne, Assessment, Commitment, Task)] == [1, 1, 1, 1]
    row, standing, task = _the(OneOnOne), _the(Assessment), _the(Task)
    assert isinstance(row, OneOnOne) and isinstance(standing, Assessment) and isinstance(task, Task)
    assert (row.channel, row.campaign_id) == (Channel.IN_PERSON, campaign.id)
    assert (standing.value, standing.evidence) == (2, Evidence.SAID)
    # The chip wins over the words that stood there before it was chosen (no JavaScript filled them in).
    assert task.title == "Prep testimony with Lupe" and task.assignee_user_id == rosa.id
    assert "Prep testimony with Lupe" in client.get("/today").text


def test_everything_else_is_at_hand(
    client: FlaskClient, rosa: User, lupe: Contact, make: Factory, organization: Organization
) -> None:
    hearing = make.action(starts_at=datetime.now(tz=make.now.tzinfo) + timedelta(days=9), kind="public_comment")
    sign_in(client, rosa)
    page = client.get(f"/one-on-ones/new?contact={lupe.id}").text
    assert f'name="ask-attend-{hearing.id}"' in page and "What brought you to this neighborhood" in page
    sent = {
        "channel": "phone",
        "stand": "1",
        "evidence": "moved_others",
        "issues": ["school_police", "housing"],
        "story": "Wants a counselor in every building.",
        "minutes": "35",
        "met_on": "2026-01-05",
        f"ask-attend-{hearing.id}": "maybe",
        "ask-bring": "no",
        "own_ask": "Bring food",
        "own_answer": "yes",
        "next_choice": "own",
        "next_title": "Send her the budget",
        "next_due": "2099-01-01",
    }
    assert client.post(f"/one-on-ones/new?contact={lupe.id}", data=sent).status_code == 302
    row, task = _the(OneOnOne), _the(Task)
    assert isinstance(row, OneOnOne) and isinstance(task, Task)
    assert (row.channel, row.minutes, row.issues) == (Channel.PHONE, 35, ["school_police", "housing"])
    assert row.met_at.year == 2026 and row.met_at.month == 1
    assert read_story(make.actor(organization, Role.LEAD), row) == sent["story"]
    asked = db.session.scalars(select(Commitment).order_by(Commitment.id)).all()
    assert [(ask.kind.value, ask.answer.value) for ask in asked] == [
        ("attend", "maybe"),
        ("bring_n", "no"),
        ("other", "yes"),
    ]
    assert asked[0].action_id == hearing.id and asked[2].detail == "Bring food"
    assert (task.title, task.due_on.year) == ("Send her the budget", 2099)


def test_no_next_step_when_none_is_chosen(client: FlaskClient, rosa: User, lupe: Contact) -> None:
    sign_in(client, rosa)
    data = {"next_choice": "none", "next_title": "Call Lupe"}
    assert client.post(f"/one-on-ones/new?contact={lupe.id}", data=data).status_code == 302
    assert (_count(OneOnOne), _count(Task)) == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"story": "Her SSN is 123-45-6789"}, "We never store those"),
        ({"story": "Her cousin has no papers"}, "Please read it again"),
        ({"next_choice": "own", "next_title": ""}, "what the next step is"),
        ({"next_choice": "own", "next_title": "Call", "next_due": "2020-01-01"}, "a day from today on"),
        ({"minutes": "0"}, "from 1 to 600"),
        ({"stand": "9"}, "Not a valid choice"),
        ({"met_on": "2099-01-01"}, ""),
    ],
)
def test_a_mistake_loses_nothing(
    client: FlaskClient, rosa: User, lupe: Contact, wrong: dict[str, str], words: str
) -> None:
    sign_in(client, rosa)
    sent = {
        "story": "Wants a counselor",
        "ask-host": "maybe",
        "stand": "2",
        "own_ask": "Bring food",
        "issues": "housing",
    }
    answer = client.post(f"/one-on-ones/new?contact={lupe.id}", data=sent | wrong)
    if "met_on" in wrong:  # a day to come is read as today: the record is of a talk that was held
        assert answer.status_code == 302
        return
    assert answer.status_code == 422 and words in answer.text
    assert (sent | wrong)["story"] in answer.text and 'value="Bring food"' in answer.text
    assert re.search(r'id="ask-host".*?value="maybe" selected', answer.text, re.DOTALL)
    assert 'value="housing" checked' in answer.text
    assert (_count(OneOnOne), _count(Commitment), _count(Task)) == (0, 0, 0)


def test_a_warning_can_be_answered(client: FlaskClient, rosa: User, lupe: Contact) -> None:
    sign_in(client, rosa)
    sent = {"story": "Afraid of ICE at the school gate"}
    first = client.post(f"/one-on-ones/new?contact={lupe.id}", data=sent)
    assert first.status_code == 422 and 'name="is_story_confirmed"' in first.text
    second = client.post(f"/one-on-ones/new?contact={lupe.id}", data=sent | {"is_story_confirmed": "y"})
    assert second.status_code == 302 and _count(OneOnOne) == 1


def test_a_story_is_read_from_the_persons_page_alone_where_that_is_noted(
    app: Flask, client: FlaskClient, rosa: User, lupe: Contact
) -> None:
    sign_in(client, rosa)
    client.post(f"/one-on-ones/new?contact={lupe.id}", data={"story": "A counselor in every building"})
    row = _the(OneOnOne)
    assert isinstance(row, OneOnOne)
    assert client.get(f"/one-on-ones/{row.id}/story").status_code == 404
    opening = [rule for rule in app.url_map.iter_rules() if "one_on_one_id" in rule.arguments]
    assert [(rule.endpoint, rule.methods) for rule in opening] == [("timeline.read_story", {"POST", "OPTIONS"})]


@pytest.mark.parametrize("role", [Role.TEXTER, Role.PARTNER])
def test_texters_and_partners_stay_out(
    client: FlaskClient, lupe: Contact, make: Factory, organization: Organization, role: Role
) -> None:
    form = f"/one-on-ones/new?contact={lupe.id}"
    sign_in(client, make.user(organization, role))
    for address in (form, "/one-on-ones/new", "/one-on-ones/people?q=lu"):
        assert client.get(address).status_code == 403
    assert client.post(form, data={"stand": "1"}).status_code == 403


def test_another_organization_finds_nobody(
    client: FlaskClient, rosa: User, lupe: Contact, make: Factory, now: datetime
) -> None:
    sign_in(client, rosa)
    form = f"/one-on-ones/new?contact={lupe.id}"
    client.post(form, data={"story": "A counselor"})
    other = make.organization()
    with in_organization(other.id):
        stranger = make.user(other, Role.ADMIN)
    sign_in(client, stranger)
    assert client.get(form).status_code == 404
    assert client.post(form, data={"stand": "1"}).status_code == 404
    assert "Martínez" not in client.get("/one-on-ones/people?q=lupe").text
