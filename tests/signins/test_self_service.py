"""Whoever signs herself in is asked the same and answered the same, byte for byte and in the same time."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from statistics import median
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.contacts.queries import find_by_phone
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.signins.models import DoorKind, SignIn, Slip
from tests.signins.door_support import link_to, meeting, settle_all
from tests.support.factories import Factory

KNOWN, UNKNOWN = "+17205550148", "+13035550199"


@pytest.fixture
def code(organization: Any, make: Factory) -> str:
    """The code of a house meeting to which María has said yes before, and where a phone is shared."""
    actor = system_actor(organization.id)
    for first in ("María", "Luz"):
        create_contact(actor, make.now, NewContact(first_name=first, last_name="García", phone=KNOWN))
    return link_to(meeting(make), organization, DoorKind.SELF)


def _sign_in(client: FlaskClient, code: str, phone: str, name: str, **more: str) -> Any:
    form = client.get(f"/s/{code}")
    ref = re.search(r'name="client_ref" value="([^"]+)"', form.text)
    assert ref and form.status_code == 200
    said = {"phone": phone, "first_name": name, "language": "es", "client_ref": ref[1], **more}
    return client.post(f"/s/{code}", data=said), said


def test_known_and_unknown_numbers_get_the_same_answer_in_the_same_time(
    client: FlaskClient, organization: Any, code: str
) -> None:
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    pages = set()
    for phone in (KNOWN, UNKNOWN) * 8:
        began = time.perf_counter()
        answer, _said = _sign_in(client, code, phone, "María", consent="y")
        times[phone].append(time.perf_counter() - began)
        pages.add((answer.status_code, answer.location, client.get(answer.location).text))
        settle_all()
    assert len(pages) == 1
    assert "García" not in next(iter(pages))[2]
    known, unknown = (median(times[phone][2:]) for phone in (KNOWN, UNKNOWN))
    assert 0.5 < known / unknown < 2


def test_the_same_form_twice_is_one_slip_and_the_person_is_found_by_number_and_name(
    client: FlaskClient, organization: Any, code: str
) -> None:
    _answer, said = _sign_in(client, code, "(720) 555-0148", "maria", minor="y")
    client.post(f"/s/{code}", data=said)
    assert db.session.scalars(select(func.count(Slip.id))).one() == 1
    settle_all()
    (present,) = db.session.scalars(select(SignIn))
    maria = next(one for one in find_by_phone(KNOWN) if one.first_name == "María")
    assert (present.contact_id, maria.is_minor) == (maria.id, True)


def test_what_is_missing_is_asked_again_and_nothing_typed_is_lost(
    client: FlaskClient, organization: Any, code: str
) -> None:
    answer, _said = _sign_in(client, code, "", "<María>")
    assert answer.status_code == 422
    assert "Write your phone number and your first name." in answer.text
    assert "Escribe tu número" in answer.text or 'lang="es"' in answer.text
    assert 'value="&lt;María&gt;"' in answer.text
    assert db.session.scalars(select(func.count(Slip.id))).one() == 0


def test_outside_its_hours_and_without_a_right_code_it_shows_nothing(
    client: FlaskClient, organization: Any, make: Factory
) -> None:
    over = link_to(meeting(make, utc_now() - timedelta(days=2)), organization, DoorKind.SELF)
    host = link_to(meeting(make, code="A99"), organization)
    pages = {(client.get(f"/s/{code}").status_code, client.get(f"/s/{code}").text) for code in (over, host, "nobodys")}
    assert len(pages) == 1
    status, page = next(iter(pages))
    assert status == 404
    assert "House meeting" not in page and organization.name not in page
    assert client.post(f"/s/{over}", data={"phone": KNOWN, "first_name": "María"}).status_code == 404


def test_the_bare_pages_know_nothing_and_set_no_cookie(client: FlaskClient, organization: Any, make: Factory) -> None:
    token = link_to(meeting(make), organization)
    for page in ("door", "kiosk"):
        answers = [client.get(f"/{page}/{one}") for one in (token, "nobodys", "shell")]
        assert len({answer.data for answer in answers}) == 1
        assert all("Set-Cookie" not in answer.headers for answer in answers)
        assert answers[0].headers["Referrer-Policy"] == "no-referrer"
    worker = client.get("/sw.js")
    assert worker.mimetype == "text/javascript" and worker.headers["Cache-Control"] == "no-cache"
