"""The public page: it answers the same whoever asks, keeps what was typed, and gives it to the right person afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from crm.accounts.models import Organization
from crm.actions.models import Action, ActionShift, ActionStatus
from crm.commitments.models import Answer
from crm.commitments.queries import find_rsvp, list_events
from crm.contacts.models import Contact
from crm.contacts.service import add_phone
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Consent
from crm.turnout.jobs import take_in_public
from crm.turnout.models import PublicAnswer, PublicState
from crm.turnout.service.public import MOST_OF_ONE
from tests.support.factories import Factory, sign_in

PHONE = "+17205550139"
TYPED = {"answer": "yes", "first_name": "Ana", "phone": "(720) 555-0139"}


@pytest.fixture
def action(organization: Organization, make: Factory) -> Action:
    """A hearing in nine days, by the real clock, which public pages live in."""
    made = make.action(
        title="School board hearing",
        title_es="Audiencia en la junta escolar",
        kind="public_comment",
        starts_at=utc_now() + timedelta(days=9),
        code="RSVP22",
        place="1860 Lincoln St, Denver",
    )
    db.session.commit()
    return made


def person(make: Factory, phone: str = PHONE, **values: object) -> Contact:
    """Somebody reached at a number."""
    contact = make.contact(**values)
    add_phone(contact.id, phone)
    db.session.commit()
    return contact


def send(client: FlaskClient, code: str = "RSVP22", **typed: object) -> TestResponse:
    """Answer on the page."""
    return client.post(f"/r/{code}", data=TYPED | typed)


def take_in() -> int:
    """One round of the worker, which begins with a session of its own."""
    db.session.expire_all()
    return take_in_public(utc_now())


def kept(organization: Organization) -> list[PublicAnswer]:
    """The answers that were kept, as they are now."""
    db.session.expire_all()
    with in_organization(organization.id):
        return list(db.session.scalars(select(PublicAnswer).order_by(PublicAnswer.id)))


def without_own(page: str, secret: str) -> str:
    """A page without what differs for everybody: the private link, and tokens of forms."""
    return re.sub(r'(name="csrf_token"[^>]*value=|X-CSRFToken": )"[^"]*"', "", page.replace(secret, "SECRET"))


def test_known_and_unknown_people_get_the_same_answer(
    organization: Organization, make: Factory, action: Action, client: FlaskClient
) -> None:
    person(make, first_name="Ana")
    person(make, phone="+17205550140", first_name="Bea")
    person(make, phone="+17205550140", first_name="Ciro")
    pages = []
    for phone in ("7205550139", "7205550140", "7205550141"):
        answer = send(client, phone=phone)
        assert answer.status_code == 302
        secret = answer.location.rpartition("/")[2].partition("#")[0]
        pages.append(without_own(client.get(answer.location).text, secret))
    assert pages[0] == pages[1] == pages[2] and "Thank you, Ana." in pages[0]
    assert take_in() == 3
    states = [(row.state, row.contact_id is not None) for row in kept(organization)]
    assert states == [(PublicState.TAKEN, True), (PublicState.REVIEW, False), (PublicState.TAKEN, True)]


def test_an_answer_reaches_the_person_with_needs_and_consent_apart(
    organization: Organization, make: Factory, action: Action, client: FlaskClient
) -> None:
    ana = person(make, first_name="Ana María")
    assert send(client, needs=["ride", "childcare"]).status_code == 302
    take_in()
    rsvp = find_rsvp(action.id, ana.id)
    assert rsvp and (rsvp.answer, rsvp.needs) == (Answer.YES, "childcare,ride")
    assert not list(db.session.scalars(select(Consent)))
    (row,) = kept(organization)
    changed = client.post(
        f"/a/{row.secret}", data={"answer": "maybe", "agrees": "y"}, headers={"Accept-Language": "es"}
    )
    assert changed.status_code == 302 and "maybe" in client.get(f"/a/{row.secret}").text
    take_in()
    db.session.refresh(rsvp)
    assert [event.answer for event in list_events([rsvp.id])] == [Answer.YES, Answer.MAYBE] and rsvp.needs == ""
    (consent,) = db.session.scalars(select(Consent))
    assert (
        (consent.contact_id, consent.phone) == (ana.id, PHONE)
        and "STOP" in consent.words
        and "tarifas" in consent.words
    )


def test_a_shared_number_is_settled_by_a_person(
    organization: Organization, make: Factory, action: Action, client: FlaskClient
) -> None:
    bea = person(make, first_name="Bea")
    send(client, agrees="y")
    take_in()
    (row,) = kept(organization)
    assert row.state is PublicState.REVIEW and not list(db.session.scalars(select(Consent)))
    sign_in(client, make.user(organization))
    page = client.get(f"/actions/{action.id}/turnout").text
    assert "Whose answer is it?" in page and bea.display_name in page
    client.post(f"/public-answers/{row.id}", data={"who": "new"})
    (row,) = kept(organization)
    assert row.state is PublicState.TAKEN and row.contact_id not in (None, bea.id)
    assert client.post(f"/public-answers/{row.id}", data={"who": "nobody"}).status_code == 409
    with in_organization(organization.id):
        settled = db.session.scalars(select(Consent)).one()
        assert settled.contact_id == row.contact_id


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    organization: Organization, make: Factory, action: Action, client: FlaskClient
) -> None:
    for typed, words in (
        ({"first_name": ""}, "Write your first name."),
        ({"phone": "12"}, "Write your phone number with its area code"),
        ({"answer": ""}, "Say whether you come"),
    ):
        answer = send(client, **{"needs": "ride", **typed})
        assert answer.status_code == 422 and words in answer.text and 'value="ride" checked' in answer.text
    for _ in range(MOST_OF_ONE):
        assert send(client).status_code == 302
    too_fast = send(client, first_name="Ana Sofía")
    assert too_fast.status_code == 429 and "in a few minutes" in too_fast.text and "Ana Sofía" in too_fast.text
    assert len(kept(organization)) == MOST_OF_ONE


def test_looking_does_nothing_and_the_page_speaks_two_languages(action: Action, client: FlaskClient) -> None:
    page = client.get("/r/rsvp22", headers={"Accept-Language": "es"})
    assert page.status_code == 200 and "Audiencia en la junta escolar" in page.text and 'lang="es"' in page.text
    assert 'type="checkbox" value="y"' in page.text and "agrees" in page.text and "checked" not in page.text
    client.post("/language", data={"language": "en", "next": "/r/RSVP22"})
    assert "School board hearing" in client.get("/r/RSVP22", headers={"Accept-Language": "es"}).text
    assert client.get("/r/NOPE22").status_code == client.get("/a/nope").status_code == 404


def test_full_cancelled_and_past_pages_say_so(
    organization: Organization, make: Factory, action: Action, client: FlaskClient
) -> None:
    action.capacity = 1
    db.session.commit()
    first = client.get(send(client).location).text
    assert "You said yes" in first and "Every seat is taken" in client.get("/r/RSVP22").text
    second = client.get(send(client, phone="7205550142", first_name="Eva").location).text
    assert "You are on the waitlist" in second
    take_in()
    with in_organization(organization.id):
        answers = [(row.first_name, find_rsvp(action.id, row.contact_id or 0)) for row in kept(organization)]
        assert [(name, rsvp and rsvp.answer) for name, rsvp in answers] == [("Ana", "yes"), ("Eva", "waitlist")]
        action.status = ActionStatus.CANCELLED
        db.session.commit()
    assert "This was cancelled" in client.get("/r/RSVP22").text and send(client, first_name="Late").status_code == 422
    with in_organization(organization.id):
        action.status, action.starts_at = ActionStatus.CONFIRMED, make.now - timedelta(days=400)
        action.ends_at = action.starts_at
        db.session.commit()
    assert "This is over" in client.get("/r/RSVP22").text and send(client, first_name="Late").status_code == 422


def test_a_full_shift_is_not_offered(
    organization: Organization, make: Factory, action: Action, client: FlaskClient
) -> None:
    with in_organization(organization.id):
        shift = make.add(ActionShift(action_id=action.id, role="Stand at the door", capacity=1))
        db.session.commit()
    assert "Stand at the door" in client.get("/r/RSVP22").text
    send(client, shift=str(shift.id))
    take_in()
    assert "Stand at the door" not in client.get("/r/RSVP22").text
    send(client, shift=str(shift.id), phone="7205550143")
    assert len(kept(organization)) == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_calendar_file_is_what_calendars_read(action: Action, client: FlaskClient, language: str) -> None:
    action.description = "Ask for counselors; not police, in every school. " * 4
    action.revision = 2
    db.session.commit()
    raw = client.get("/r/RSVP22/action.ics", headers={"Accept-Language": language}).data
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    read = Calendar.from_ical(raw)
    (event,) = read.walk("VEVENT")
    assert [zone["TZID"] for zone in read.walk("VTIMEZONE")] == ["America/Denver"]
    assert event.decoded("dtstart") == action.starts_at.astimezone(ZoneInfo("America/Denver")).replace(microsecond=0)
    assert event["SEQUENCE"] == 2 and event["UID"] and event["STATUS"] == "CONFIRMED" and event["DTSTAMP"]
    assert event["LOCATION"] == "1860 Lincoln St, Denver" and "Ask for counselors; not police" in event["DESCRIPTION"]
    title = {"en": "School board hearing", "es": "Audiencia en la junta escolar"}[language]
    assert event["SUMMARY"] == title and event["DESCRIPTION"].endswith("/r/RSVP22")
