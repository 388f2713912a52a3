"""Closing an action on its page: thanks and we-missed-you in each person's language, next steps, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.actions.models import Action
from crm.commitments.models import Answer, CommitmentKind, Outcome, Task
from crm.commitments.queries import find_rsvp
from crm.commitments.service import record_answer
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, Track
from tests.support.factories import Factory, sign_in
from tests.support.webinar import Webinar

pytestmark = pytest.mark.usefixtures("one_moment")
FORM = {"text-came": "y", "text-did_not_come": "y", "tasks": "y", "submit_key": "closing-1"}


@pytest.fixture
def webinar(organization: Organization, make: Factory) -> Webinar:
    """An action that is over."""
    return Webinar(make, organization, make.action(), make.user(organization, Role.LEAD, name="Rosa"))


def house_meeting(webinar: Webinar) -> Action:
    """The webinar of the fixture as a meeting that two hours ago began: two came, one did not, one may not be texted."""
    webinar.action.kind = "house_meeting"
    webinar.person("Ana", Track.CAME, preferred_language="es")
    webinar.person("Beto", Track.CAME)
    webinar.person("Carla", Track.DID_NOT_COME, preferred_language="es")
    webinar.person("Dora", Track.DID_NOT_COME, agrees=False)
    actor = Actor(webinar.organization.id, webinar.user.id, webinar.user.name, webinar.user.role)
    ask = {"kind": CommitmentKind.TESTIFY, "source": "one_on_one"}
    record_answer(actor, webinar.make.now, webinar.people["Ana"].id, Answer.YES, **ask)
    record_answer(actor, webinar.make.now, webinar.people["Beto"].id, Answer.NO, **ask)
    db.session.commit()
    return webinar.action


def outcome(webinar: Webinar, name: str) -> Outcome:
    """How the promise of somebody stands."""
    db.session.expire_all()
    rsvp = find_rsvp(webinar.action.id, webinar.people[name].id)
    assert rsvp is not None
    return rsvp.outcome


def test_the_page_shows_all_and_one_tap_does_it(webinar: Webinar, client: FlaskClient, make: Factory) -> None:
    action = house_meeting(webinar)
    sign_in(client, make.user(webinar.organization, Role.ORGANIZER))
    page = client.get(f"/actions/{action.id}/close").text
    assert "2 of 4 who said yes" in page and "1 call about an ask that is still open" in page
    assert "Nos hiciste falta" in page and "Thank you for joining" in page and "Gracias por venir" in page
    assert outcome(webinar, "Carla") is Outcome.OPEN, "looking closes nothing"
    for _double_click in range(2):
        done = client.post(f"/actions/{action.id}/close", data=FORM)
        assert done.status_code == 302
    texts = {row.contact_id: row.body for row in db.session.scalars(select(Message))}
    told = {name: texts.get(person.id, "") for name, person in webinar.people.items()}
    assert told["Ana"].startswith("¡Gracias") and told["Beto"].startswith("Thank you") and not told["Dora"]
    assert "Nos hiciste falta" in told["Carla"] and "STOP" in told["Carla"] and len(texts) == 3
    assert [outcome(webinar, name) for name in ("Carla", "Dora")] == [Outcome.BROKEN, Outcome.BROKEN]
    (task,) = db.session.scalars(select(Task))
    assert task.contact_id == webinar.people["Ana"].id and "Ana" in task.title and task.title.startswith("Call ")
    assert "3 texts are on their way." in client.get(f"/actions/{action.id}").text


def test_a_closing_is_taken_back_with_what_has_not_left(webinar: Webinar, client: FlaskClient) -> None:
    action = house_meeting(webinar)
    sign_in(client, webinar.user)
    client.post(f"/actions/{action.id}/close", data=FORM)
    client.post(f"/actions/{action.id}/reopen")
    assert outcome(webinar, "Carla") is Outcome.OPEN and not list(db.session.scalars(select(Task)))
    assert set(db.session.scalars(select(Blast.status))) == {BlastStatus.CANCELLED}
    assert set(db.session.scalars(select(Message.status))) == {MessageStatus.SKIPPED}
    client.post(f"/actions/{action.id}/close", data={"submit_key": "closing-2"})
    assert outcome(webinar, "Carla") is Outcome.BROKEN and not list(db.session.scalars(select(Task)))
    assert db.session.scalars(select(func.count(Message.id))).one() == 3, "unticked texts are not sent"


def test_heads_are_counted_and_what_cannot_be_closed_says_why(
    webinar: Webinar, client: FlaskClient, make: Factory
) -> None:
    rally, ahead = make.action(kind="rally"), make.action(starts_at=make.now + timedelta(days=500))
    record_answer(
        Actor(webinar.organization.id), make.now, make.contact().id, Answer.YES, source="x", action_id=rally.id
    )
    sign_in(client, webinar.user)
    assert "Here nobody is named" in client.get(f"/actions/{rally.id}/close").text
    refused = client.post(f"/actions/{rally.id}/close", data={})
    assert refused.status_code == 422 and "Say how many people were there" in refused.text
    assert client.post(f"/actions/{rally.id}/close", data={"headcount": "340"}).status_code == 302
    db.session.expire_all()
    assert (rally.headcount, rally.rsvp_totals) == (340, {"yes": 1})
    early = client.post(f"/actions/{ahead.id}/close", data={"submit_key": "early"})
    assert early.status_code == 422 and "has not begun" in early.text
