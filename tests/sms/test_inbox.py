"""The inbox: who waits, what may be answered and when, and who may see whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.commitments.queries import find_rsvp, list_events, list_tasks_for_contact
from crm.commitments.service import Answer
from crm.core.actor import Role
from crm.core.database import db
from crm.sms.models import ConversationState, Message, MessageStatus, OptOut
from crm.sms.service.consent import hold
from tests.sms.inbox_support import Visitor, again, ask, outgoing, reach, text_in
from tests.support.factories import Factory

QUESTION = "What time does it start?"
pytestmark = pytest.mark.usefixtures("one_moment")


def test_who_waits_longest_stands_first(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    first, second = make.contact(first_name="Andre"), make.contact(first_name="Tanya")
    text_in(reach(second, make.phone(), now), QUESTION, now - timedelta(minutes=5))
    text_in(reach(first, make.phone(), now), QUESTION, now - timedelta(minutes=30))
    text_in(make.phone(), QUESTION, now - timedelta(minutes=1))
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get("/texting").text
    assert page.index("Andre") < page.index("Tanya") < page.index("Who is this?")
    assert "3 waiting" in page and "Question" in page
    assert "Nobody has been" not in visitor.get("/texting?show=all").text
    assert "Andre" not in visitor.get("/texting?show=mine").text


def test_an_answer_is_queued_once_and_ends_the_wait(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    thread = text_in(reach(make.contact(), make.phone(), now), QUESTION, now)
    user = make.user(organization, Role.COORDINATOR)
    visitor.sign_in(user)
    form = {"body": "At five. See you there!", "submit_key": "k1"}
    assert visitor.act(thread, "answer", **form) == 303
    assert visitor.act(thread, "answer", **form) == 303
    (sent,) = outgoing()
    assert sent.body == form["body"] and sent.sent_by_user_id == user.id and sent.consent_id
    assert sent.status is MessageStatus.QUEUED and sent.send_after == now
    thread = again(thread)
    assert thread.state is ConversationState.WAITING and thread.assigned_to_id == user.id
    assert "0 waiting" in visitor.get("/texting").text
    assert "At five" in visitor.get(f"/texting/{thread.id}").text


def test_nothing_said_and_too_much_said_are_refused_and_kept_in_the_box(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    thread = text_in(reach(make.contact(), make.phone(), now), QUESTION, now)
    visitor.sign_in(make.user(organization, Role.LEAD))
    for body, key in (("  ", "k"), ("x" * 1601, "k"), ("Hello", " ")):
        response = visitor.post(f"/texting/{thread.id}/answer", body=body, submit_key=key)
        assert response.status_code == 422 and 'role="alert"' in response.text
        assert body.strip() in response.text
    assert not outgoing()


@pytest.mark.parametrize("words", ["STOP", "wrong number", "please take me off your list"])
def test_nothing_is_sent_to_a_number_that_said_stop(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime, words: str
) -> None:
    thread = text_in(reach(make.contact(), make.phone(), now), words, now)
    before = len(outgoing())
    visitor.sign_in(make.user(organization, Role.ADMIN))
    page = visitor.get(f"/texting/{thread.id}").text
    assert 'id="body"' not in page and words in page
    assert visitor.act(thread, "answer", body="Please come back", submit_key="k") == 422
    assert len(outgoing()) == before


def test_a_hold_waits_for_a_decision(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    phone = reach(make.contact(), make.phone(), now)
    thread = text_in(phone, QUESTION, now)
    hold(now, phone, "not now ok")
    texter = make.user(organization, Role.TEXTER)
    thread.assigned_to_id = texter.id
    visitor.sign_in(texter)
    page = visitor.get(f"/texting/{thread.id}").text
    assert "This may be a request to stop" in page and 'id="body"' not in page and "Not a stop" not in page
    assert visitor.act(thread, "answer", body="Hello", submit_key="k") == 422
    assert visitor.act(thread, "done") == 409
    assert visitor.act(thread, "hold", is_stop="no") == 403
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.act(thread, "hold", is_stop="no") == 303
    assert 'id="body"' in visitor.get(f"/texting/{thread.id}").text


def test_a_hold_that_was_a_stop_closes_the_number_and_drops_what_waits(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    person = make.contact()
    phone = reach(person, make.phone(), now)
    thread = text_in(phone, QUESTION, now)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.act(thread, "answer", body="At five.", submit_key="k") == 303
    hold(now, phone, "enough of this maybe")
    assert visitor.act(thread, "hold", is_stop="yes") == 303
    assert outgoing()[0].status is MessageStatus.SKIPPED
    stop = db.session.scalars(select(OptOut).where(OptOut.phone == phone, OptOut.lifted_at.is_(None))).one()
    assert stop.words == "enough of this maybe" and stop.reason == "stop_reply"
    assert "opted out" in visitor.get(f"/texting/{thread.id}").text


def test_an_answer_waits_for_the_hours_unless_the_person_wrote_just_now(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = now + timedelta(hours=9)
    monkeypatch.setattr("crm.accounts.session.shifted", lambda _offset: night)
    awake = text_in(reach(make.contact(), "+13035550150", now), QUESTION, night - timedelta(minutes=59))
    asleep = text_in(reach(make.contact(), "+13035550151", now), QUESTION, night - timedelta(minutes=61))
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert "Quiet hours" in visitor.get(f"/texting/{asleep.id}").text
    assert "Quiet hours" not in visitor.get(f"/texting/{awake.id}").text
    for thread in (awake, asleep):
        assert visitor.act(thread, "answer", body="At five.", submit_key="k") == 303
    at_once, later = outgoing()
    assert at_once.send_after == night
    assert later.send_after is not None and later.send_after > night + timedelta(hours=8)
    assert "Goes out" in visitor.get(f"/texting/{asleep.id}").text


def test_undo_sets_the_rsvp_back(organization: Organization, make: Factory, visitor: Visitor, now: datetime) -> None:
    person, action = make.contact(), make.action(starts_at=now + timedelta(days=9), short_title="Hearing")
    phone = reach(person, make.phone(), now)
    ask(organization, person, phone, action.id, now - timedelta(hours=2))
    text_in(phone, "no, I have to work", now - timedelta(hours=1))
    thread = text_in(phone, "Yes I can come", now)
    said_yes = db.session.scalars(select(Message.id).order_by(Message.id.desc())).first()
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get(f"/texting/{thread.id}?show=all").text
    assert "Marked RSVP yes for Hearing" in page and "Marked RSVP no, changed since" in page
    assert visitor.act(thread, "undo", message_id=said_yes) == 303
    rsvp = find_rsvp(action.id, person.id)
    assert rsvp is not None and rsvp.answer is Answer.NO
    assert visitor.act(thread, "undo", message_id=said_yes) == 409
    assert visitor.act(thread, "undo", message_id=987654) == 404


def test_undoing_a_first_answer_leaves_the_person_asked_and_not_counted(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    person, action = make.contact(), make.action(starts_at=now + timedelta(days=9))
    phone = reach(person, make.phone(), now)
    ask(organization, person, phone, action.id, now - timedelta(hours=2))
    thread = text_in(phone, "Yes", now)
    said_yes = db.session.scalars(select(Message.id).order_by(Message.id.desc())).first()
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.act(thread, "undo", message_id=said_yes) == 303
    rsvp = find_rsvp(action.id, person.id)
    assert rsvp is not None and rsvp.answer is Answer.INVITED and rsvp.answered_at is None
    assert [event.answer for event in list_events([rsvp.id])] == [Answer.YES, Answer.INVITED]


def test_an_unknown_number_is_given_a_name(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    thread = text_in("+13035550161", QUESTION, now)
    visitor.sign_in(make.user(organization, Role.ORGANIZER))
    assert visitor.get(f"/texting/{thread.id}").status_code == 404
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert "Who is writing?" in visitor.get(f"/texting/{thread.id}").text
    assert visitor.act(thread, "person", first_name=" ", last_name="") == 422
    assert visitor.act(thread, "person", first_name="Keisha", last_name="Lewis") == 303
    page = visitor.get(f"/texting/{thread.id}").text
    assert "Keisha Lewis" in page and "Who is writing?" not in page
    message = db.session.scalars(select(Message), execution_options={"populate_existing": True}).one()
    assert message.contact_id == again(thread).contact_id is not None


def test_a_shared_number_is_asked_about(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    lupe, ana, other = make.contact(), make.contact(first_name="Ana"), make.contact(first_name="Omar")
    for person in (lupe, ana):
        reach(person, "+13035550162", now)
    thread = text_in("+13035550162", QUESTION, now)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get(f"/texting/{thread.id}").text
    assert "Who is this?" in page and ana.display_name in page and other.display_name not in page
    assert visitor.act(thread, "person", contact_id=other.id) == 422
    assert visitor.act(thread, "person", contact_id=ana.id) == 303
    assert again(thread).contact_id == ana.id


def test_a_ride_is_promised_once(organization: Organization, make: Factory, visitor: Visitor, now: datetime) -> None:
    person = make.contact()
    make.action(starts_at=now + timedelta(days=9), short_title="Hearing")
    thread = text_in(reach(person, make.phone(), now), "Yes but I need a ride", now)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.act(thread, "task") == visitor.act(thread, "task") == 303
    (task,) = list_tasks_for_contact(person.id)
    assert task.kind == "ride" and "Hearing" in task.title and task.due_on == (now + timedelta(days=8)).date()
