"""The follow-up of a webinar: whom, what, when; sent once, to those who may be texted, each in her language."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.audit.models import AuditEntry
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, Template, Track
from crm.sms.queries.gate import Why
from crm.sms.queries.judging import SHARED_NUMBER
from crm.sms.service import consent
from tests.support.factories import Factory, sign_in
from tests.support.filled import filled
from tests.support.webinar import Webinar


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch, now: datetime) -> datetime:
    """The clock of requests stands at one in the afternoon in Denver."""
    monkeypatch.setattr("crm.accounts.session.shifted", lambda offset: now + timedelta(seconds=offset))
    return now


@pytest.fixture
def webinar(organization: Organization, make: Factory, noon: datetime, client: FlaskClient) -> Webinar:
    """Lupe (es) and Ana came, Sam left early, Kim and Joe did not come; Joe has no consent."""
    organization.short_name = "Puente"
    user = make.user(organization, Role.COORDINATOR, name="Malik Ward")
    made = Webinar(make, organization, make.action(short_title="Budget 101", short_title_es="Taller 101"), user)
    made.action_id = made.action.id
    made.person("Lupe", Track.CAME, preferred_language="es")
    made.person("Ana", Track.CAME)
    made.person("Sam", Track.LEFT_EARLY)
    made.person("Kim", Track.DID_NOT_COME)
    made.person("Joe", Track.DID_NOT_COME, agrees=False)
    sign_in(client, user)
    return made


def page_form(client: FlaskClient, webinar: Webinar, **changes: str) -> dict[str, str]:
    """What a browser would send from the fresh page."""
    answer = client.get(address(webinar))
    assert answer.status_code == 200
    return filled(answer.text) | changes


def address(webinar: Webinar) -> str:
    return f"/actions/{webinar.action_id}/follow-up"


def messages() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def test_the_page_shows_the_tracks_and_what_sending_would_do(client: FlaskClient, webinar: Webinar) -> None:
    text = client.get(address(webinar)).text
    assert "Came · 2" in text and "Left early · 1" in text and "Did not come · 2" in text
    assert "Send 4 texts" in text and "1 no consent" in text and "all can go at once" in text
    assert "As Lupe will see it" in text and "¡Gracias por venir a Taller 101, Lupe!" in text


def test_sending_writes_one_blast_a_track_in_each_language(client: FlaskClient, webinar: Webinar) -> None:
    answer = client.post(address(webinar), data=page_form(client, webinar, do="send"))
    assert answer.status_code == 302 and answer.location == f"/texting/blasts?action={webinar.action.id}"
    with in_organization(webinar.organization.id):
        blasts = list(db.session.scalars(select(Blast).order_by(Blast.id)))
        assert [blast.track for blast in blasts] == list(Track)
        assert blasts[2].excluded == {Why.NO_CONSENT.value: 1} and blasts[0].status is BlastStatus.SENDING
        bodies = {message.contact_id: message for message in messages()}
        lupe, ana = bodies[webinar.people["Lupe"].id], bodies[webinar.people["Ana"].id]
        assert lupe.language == "es" and lupe.body.startswith("¡Gracias por venir a Taller 101, Lupe!")
        assert ana.body.startswith("Thank you for joining Budget 101, Ana!") and "Puente. STOP to opt out" in ana.body
        assert len(bodies) == 4 and all(one.consent_id for one in bodies.values())
        assert {entry.verb for entry in db.session.scalars(select(AuditEntry))} >= {"queued_blast"}
    assert "4 texts are on their way" in client.get(answer.location).text


def test_who_is_archived_or_merged_is_in_no_audience(client: FlaskClient, webinar: Webinar, now: datetime) -> None:
    form = page_form(client, webinar, do="send")
    with in_organization(webinar.organization.id):
        webinar.people["Lupe"].merged_into_id = webinar.people["Ana"].id
        webinar.people["Sam"].archived_at = now
        db.session.commit()
    text = client.get(address(webinar)).text
    assert "Came · 1" in text and "Left early · 0" in text
    client.post(address(webinar), data=form)
    with in_organization(webinar.organization.id):
        assert {one.contact_id for one in messages()} == {webinar.people[name].id for name in ("Ana", "Kim")}


def test_a_double_click_is_one_blast(client: FlaskClient, webinar: Webinar) -> None:
    form = page_form(client, webinar, do="send")
    first, second = client.post(address(webinar), data=form), client.post(address(webinar), data=form)
    assert first.location == second.location
    with in_organization(webinar.organization.id):
        assert len(messages()) == 4 and len(list(db.session.scalars(select(Blast)))) == 3


def test_a_track_that_was_texted_is_no_longer_ticked(client: FlaskClient, webinar: Webinar) -> None:
    form = page_form(client, webinar, do="send")
    del form["left_early-chosen"], form["did_not_come-chosen"]
    answer = client.post(address(webinar), data=form)
    assert "/texting/blasts/" in answer.location
    again = page_form(client, webinar)
    assert "came-chosen" not in again and "left_early-chosen" in again


def test_a_stop_between_page_and_send_holds(client: FlaskClient, webinar: Webinar, now: datetime) -> None:
    form = page_form(client, webinar, do="send")
    with in_organization(webinar.organization.id):
        consent.opt_out(now, webinar.phones["Ana"], OptOutReason.STOP_REPLY, "STOP")
        db.session.commit()
    answer = client.post(address(webinar), data=form)
    assert "it showed 4" in client.get(answer.location).text
    with in_organization(webinar.organization.id):
        assert webinar.phones["Ana"] not in {message.phone for message in messages()}


def test_a_shared_number_is_texted_once(client: FlaskClient, webinar: Webinar) -> None:
    with in_organization(webinar.organization.id):
        webinar.person("Leo", Track.DID_NOT_COME, webinar.phones["Lupe"])
        db.session.commit()
    form = page_form(client, webinar, do="send")
    client.post(address(webinar), data=form)
    with in_organization(webinar.organization.id):
        phones = [message.phone for message in messages()]
        assert len(phones) == len(set(phones)) == 4
        missed = db.session.scalars(select(Blast).where(Blast.track == Track.DID_NOT_COME)).one()
        assert missed.excluded[SHARED_NUMBER] == 1


def test_a_missing_value_is_asked_for_and_nothing_is_sent(client: FlaskClient, webinar: Webinar) -> None:
    form = page_form(client, webinar, do="send")
    form["came-en"] = "Hi {first_name}, see {link} on {date}. {org}. STOP to opt out"
    answer = client.post(address(webinar), data=form)
    assert answer.status_code == 422 and "Nothing fills {link} in the English text" in answer.text
    assert 'name="value-link"' in answer.text and 'name="value-date"' in answer.text
    form |= {"value-link": "https://example.org/v", "value-date": "2026-12-03"}
    assert client.post(address(webinar), data=form).status_code == 302
    with in_organization(webinar.organization.id):
        ana = next(one for one in messages() if one.contact_id == webinar.people["Ana"].id)
        assert ana.body == "Hi Ana, see https://example.org/v on Thu Dec 3. Puente. STOP to opt out"


def test_mend_use_and_next(client: FlaskClient, webinar: Webinar) -> None:
    form = page_form(client, webinar)
    form["came-en"] = "It’s {org}. STOP to opt out"
    assert "curly apostrophe" in client.post(address(webinar), data=form).text
    mended = client.post(address(webinar), data=form | {"do": "mend:came:en"}).text
    assert "It&#39;s {org}" in mended and "curly apostrophe" not in mended
    following = client.post(address(webinar), data=form | {"do": "next:came"}).text
    assert "As Ana will see it" in following
    with in_organization(webinar.organization.id):
        ask = db.session.scalars(select(Template).where(Template.key == "one_on_one_ask")).one()
    used = client.post(address(webinar), data=form | {"do": "use:came", "came-template": str(ask.id)}).text
    assert "Could we talk 20 min this week" in used


def test_the_live_check_sends_parts_of_the_page(client: FlaskClient, webinar: Webinar) -> None:
    form = page_form(client, webinar)
    form["came-en"] = "Hi {first_name}, {link}. {org}. STOP to opt out"
    part = client.post(f"{address(webinar)}/check", data=form, headers={"HX-Request": "true"}).text
    assert 'id="size-came-en"' in part and 'id="send-bar"' in part and "<textarea" not in part
    assert 'name="value-link"' in part
    same = client.post(
        f"{address(webinar)}/check", data=form | {"asked": "value-link"}, headers={"HX-Request": "true"}
    ).text
    assert 'name="value-link"' not in same


def test_a_later_time_and_quiet_hours(client: FlaskClient, webinar: Webinar, now: datetime) -> None:
    form = page_form(client, webinar, do="send", when="later", at="2026-11-24T21:30")
    client.post(address(webinar), data=form)
    with in_organization(webinar.organization.id):
        assert {blast.status for blast in db.session.scalars(select(Blast))} == {BlastStatus.SCHEDULED}
        morning = datetime.fromisoformat("2026-11-25T09:00-07:00")
        assert {message.send_after for message in messages()} == {morning}
    empty = client.post(address(webinar), data=page_form(client, webinar, do="send", when="later"))
    assert empty.status_code == 422 and "on which day" in empty.text
    past = page_form(client, webinar, do="send", when="later", at="2026-11-20T10:00") | {"came-chosen": "y"}
    assert "has passed" in client.post(address(webinar), data=past).text


def test_nobody_is_refused(client: FlaskClient, webinar: Webinar) -> None:
    form = page_form(client, webinar, do="send")
    form = {name: value for name, value in form.items() if not name.endswith("-chosen")}
    answer = client.post(address(webinar), data=form)
    assert answer.status_code == 422 and "Nobody would get this text" in answer.text


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.TEXTER, Role.PARTNER])
def test_only_those_who_text_may(client: FlaskClient, webinar: Webinar, make: Factory, role: Role) -> None:
    sign_in(client, make.user(webinar.organization, role))
    assert client.get(address(webinar)).status_code == 403
    assert client.post(address(webinar), data={}).status_code == 403
    assert client.get("/texting/blasts").status_code == 403


def test_another_organization_sees_nothing(client: FlaskClient, webinar: Webinar, make: Factory) -> None:
    answer = client.post(address(webinar), data=page_form(client, webinar, do="send"))
    assert answer.status_code == 302
    with in_organization(webinar.organization.id):
        blast_id = db.session.scalars(select(Blast.id)).first()
    other = make.organization()
    sign_in(client, make.user(other, Role.LEAD))
    for place in (address(webinar), f"/texting/blasts/{blast_id}", f"/texting/blasts/{blast_id}/counts"):
        assert client.get(place).status_code == 404
    assert client.post(f"/texting/blasts/{blast_id}/pause").status_code == 404
    assert "No texts to many yet" in client.get("/texting/blasts").text


def test_pause_resume_cancel(client: FlaskClient, webinar: Webinar) -> None:
    client.post(address(webinar), data=page_form(client, webinar, do="send"))
    with in_organization(webinar.organization.id):
        blast_id = db.session.scalars(select(Blast.id).order_by(Blast.id)).first()
    place = f"/texting/blasts/{blast_id}"
    assert client.post(f"{place}/pause").status_code == 302
    assert client.post(f"{place}/pause").status_code == 409
    assert "paused" in client.get(place).text and "Resume" in client.get(place).text
    assert client.post(f"{place}/resume").status_code == 302
    assert client.post(f"{place}/cancel").status_code == 302
    assert client.post(f"{place}/resume").status_code == 409
    with in_organization(webinar.organization.id):
        mine = [one for one in messages() if one.blast_id == blast_id]
        assert {(one.status, one.reason) for one in mine} == {(MessageStatus.SKIPPED, "the blast was cancelled")}


def test_the_blast_counts_each_person_once(client: FlaskClient, webinar: Webinar, now: datetime) -> None:
    client.post(address(webinar), data=page_form(client, webinar, do="send"))
    with in_organization(webinar.organization.id):
        ana, lupe = (
            next(one for one in messages() if one.contact_id == webinar.people[name].id) for name in ("Ana", "Lupe")
        )
        blast_id = ana.blast_id
        ana.status, ana.sent_at = MessageStatus.DELIVERED, now
        lupe.status, lupe.sent_at, lupe.reason = MessageStatus.FAILED, now, "number does not work"
        consent.opt_out(now + timedelta(minutes=1), ana.phone, OptOutReason.STOP_REPLY, "STOP")
        db.session.commit()
    text = client.get(f"/texting/blasts/{blast_id}/counts").text
    assert "1 · number does not work" in text
    assert 'state=stopped#people">1<' in text and 'state=delivered#people">1<' in text
    assert client.get(f"/texting/blasts/{blast_id}?state=delivered").text.count('class="what"') == 1
    assert client.get(f"/texting/blasts/{blast_id}").text.count('class="what"') == 2
