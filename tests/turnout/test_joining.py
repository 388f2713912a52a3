"""Joining a webinar by one's own link: a POST marks presence, a look never does; what is unclear is put up for review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.commitments.models import Answer
from crm.commitments.service import answer_rsvp
from crm.contacts.service import add_phone
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.signins.models import SignInMethod, SignInOutcome
from crm.signins.queries import list_dialled_in, sign_ins_of, webinar_tracks
from crm.signins.service import NewPresence, NewSignIn, keep_joins, record_sign_ins
from crm.turnout.links import PersonLink, person_token, read_token
from crm.turnout.queries.unclear import unclear_joins
from tests.support.factories import Factory, sign_in


@pytest.fixture
def webinar(organization: Organization, make: Factory) -> Action:
    """A webinar that began ten minutes ago by the real clock."""
    made = make.action(
        starts_at=utc_now() - timedelta(minutes=10), code="JOIN22", online_url="https://webinar.example.org/1"
    )
    db.session.commit()
    return made


def registrant(make: Factory, action: Action) -> tuple[int, str]:
    """Somebody who said yes, and her link."""
    person = make.contact(first_name="Ana")
    actor = system_actor(action.organization_id)
    answer_rsvp(actor, action.starts_at - timedelta(days=3), action.id, person.id, Answer.YES, source="test")
    db.session.commit()
    return person.id, person_token(PersonLink(action.organization_id, action.id, person.id))


def test_looking_marks_nobody_and_going_in_marks_once(
    organization: Organization, make: Factory, webinar: Action, client: FlaskClient
) -> None:
    contact_id, token = registrant(make, webinar)
    page = client.get(f"/j/{token}")
    assert page.status_code == 200 and "Welcome, Ana." in page.text and webinar.online_url not in page.text
    assert not sign_ins_of(webinar.id)
    for _ in range(2):
        there = client.post(f"/j/{token}", data={"beside": ["Beto", "", " "]})
        assert f'content="0; url={webinar.online_url}"' in there.text
    with in_organization(organization.id):
        assert {one: row.method for one, row in sign_ins_of(webinar.id).items()} == {contact_id: SignInMethod.JOIN_LINK}
        assert [row.raw_name for row in list_dialled_in(webinar.id)] == ["Beto"]


def test_the_report_knows_how_long_somebody_stayed(organization: Organization, make: Factory, webinar: Action) -> None:
    contact_id, _token = registrant(make, webinar)
    actor = make.actor(organization)
    for minutes, method in ((None, SignInMethod.JOIN_LINK), (20, SignInMethod.IMPORT)):
        row = NewSignIn(contact_id, webinar.id, SignInOutcome.LEFT_EARLY, method, webinar.starts_at, minutes=minutes)
        record_sign_ins(actor, make.now, webinar.id, [row])
    assert webinar_tracks(webinar.id).left_early == [contact_id]


def test_whoever_is_not_clear_is_put_up_for_review(
    organization: Organization, make: Factory, webinar: Action, client: FlaskClient
) -> None:
    add_phone(make.contact(first_name="Bea").id, "+17205550139")
    db.session.commit()
    typed = {"answer": "yes", "first_name": "Ana", "phone": "720 555 0139"}
    secret = client.post("/r/JOIN22", data=typed).location.rpartition("/")[2].partition("#")[0]
    assert f"/j/{secret}" in client.get(f"/a/{secret}").text
    assert client.post(f"/j/{secret}").status_code == 200
    with in_organization(organization.id):
        assert [(row.raw_name, row.raw_phone) for row in list_dialled_in(webinar.id)] == [("Ana", "+17205550139")]
        assert not sign_ins_of(webinar.id)


def test_callers_and_people_beside_others_are_guessed_and_settled(
    organization: Organization, make: Factory, webinar: Action, client: FlaskClient
) -> None:
    ana, token = registrant(make, webinar)
    beto = make.contact(first_name="Beto", last_name="Luna")
    actor = make.actor(organization)
    answer_rsvp(actor, webinar.starts_at, webinar.id, beto.id, Answer.YES, source="call")
    caller = make.contact(first_name="Carla")
    add_phone(caller.id, "+17205550150")
    call = NewPresence(webinar.id, None, "", "+17205550150", webinar.starts_at, None, 80)
    keep_joins(actor, make.now, webinar.id, [call])
    db.session.commit()
    client.post(f"/j/{token}", data={"beside": ["Beto", "Dani"]})
    sign_in(client, make.user(organization))
    with in_organization(organization.id):
        unclear = {one.join.raw_name: one for one in unclear_joins(webinar)}
    guessed = {name: [card.called for card in one.people] for name, one in unclear.items()}
    assert guessed == {"": ["Carla"], "Beto": ["Beto"], "Dani": []}
    assert "Who was that?" in client.get(f"/actions/{webinar.id}/turnout").text
    client.post(f"/joins/{unclear['Beto'].join.id}", data={"contact_id": beto.id})
    client.post(f"/joins/{unclear[''].join.id}", data={"contact_id": caller.id})
    client.post(f"/joins/{unclear['Dani'].join.id}", data={"who": "nobody"})
    with in_organization(organization.id):
        db.session.expire_all()
        here = sign_ins_of(webinar.id)
        assert set(here) == {ana, beto.id, caller.id} and here[caller.id].minutes == 80
        assert not unclear_joins(webinar)
    assert client.post(f"/joins/{unclear[''].join.id}", data={"who": "new"}).status_code == 422


def test_the_recording_marks_who_watched_later(
    organization: Organization, make: Factory, webinar: Action, client: FlaskClient
) -> None:
    contact_id, token = registrant(make, webinar)
    webinar.starts_at -= timedelta(days=2)
    webinar.ends_at = webinar.starts_at + timedelta(minutes=90)
    db.session.commit()
    assert client.post(f"/j/{token}").status_code == 422
    assert client.post(f"/j/{token}/recording").status_code == 422
    webinar.recording_url = "https://webinar.example.org/1/recording"
    db.session.commit()
    assert client.get(f"/j/{token}/recording").status_code == 200 and not webinar_tracks(webinar.id).watched_later
    assert webinar.recording_url in client.post(f"/j/{token}/recording").text
    with in_organization(organization.id):
        tracks = webinar_tracks(webinar.id)
        assert tracks.watched_later == tracks.did_not_come == [contact_id]


def test_a_link_cannot_be_guessed(client: FlaskClient, webinar: Action) -> None:
    token = person_token(PersonLink(1, 2, 3))
    assert read_token(token) == PersonLink(1, 2, 3)
    for forged in (token.replace("1.", "2.", 1), token[:-1], "", "a.b", "1.2.3.", "é.1"):
        assert read_token(forged) is None
    assert client.get("/j/1.2.3.0000000000000000").status_code == 404
