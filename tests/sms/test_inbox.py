"""The inbox: who waits, what may be answered and when, and who may see whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from crm.accounts.models import Organization
from crm.commitments.queries import find_rsvp, list_tasks_for_contact
from crm.commitments.service import Answer
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import ConversationState, Direction, Message, MessageStatus, OptOut
from crm.sms.service.consent import hold
from tests.sms.inbox_support import Visitor, again, ask, reach, text_in
from tests.support.factories import Factory

QUESTION = "What time does it start?"


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Requests happen at the tests' moment, a Tuesday at 1 pm in Denver."""
    monkeypatch.setattr("crm.accounts.session.shifted", lambda _offset: now)


@pytest.fixture
def visitor(client: FlaskClient, organization: Organization) -> Visitor:
    """A browser of somebody in the organization."""
    return Visitor(client, organization.id)


def outgoing() -> list[Message]:
    query = select(Message).where(Message.direction == Direction.OUT).order_by(Message.id)
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


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
    assert "<textarea" not in page and words in page
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
    assert "This may be a request to stop" in page and "<textarea" not in page and "Not a stop" not in page
    assert visitor.act(thread, "answer", body="Hello", submit_key="k") == 422
    assert visitor.act(thread, "done") == 409
    assert visitor.act(thread, "hold", is_stop="no") == 403
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.act(thread, "hold", is_stop="no") == 303
    assert "<textarea" in visitor.get(f"/texting/{thread.id}").text


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
    assert rsvp is not None and rsvp.answer is Answer.LATER


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


def test_what_people_write_is_text_and_never_markup(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    evil = '<script>alert(1)</script> "quoted" & <b>?'
    thread = text_in(reach(make.contact(first_name="<i>Eve"), make.phone(), now), evil, now)
    visitor.sign_in(make.user(organization, Role.LEAD))
    for address in ("/texting?show=all", f"/texting/{thread.id}"):
        page = visitor.get(address).text
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "<i>Eve" not in page


def test_an_open_list_and_thread_answer_only_when_something_changed(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    phone = reach(make.contact(), make.phone(), now)
    thread = text_in(phone, QUESTION, now)
    visitor.sign_in(make.user(organization, Role.LEAD))
    page = visitor.get(f"/texting/{thread.id}").text.replace("&amp;", "&")
    polls = [part.split('"')[0] for part in page.split('hx-get="')[1:]]
    assert len(polls) == 2
    statements: list[str] = []
    event.listen(db.session.get_bind(), "before_cursor_execute", lambda *call: statements.append(call[2]))
    for address in polls:
        statements.clear()
        assert visitor.get(address).status_code == 204
        assert len([one for one in statements if "SAVEPOINT" not in one.upper()]) <= 4
    text_in(phone, "And where?", now)
    db.session.commit()
    for address in polls:
        response = visitor.get(address)
        assert response.status_code == 200 and "And where?" in response.text


def test_the_page_of_thirty_conversations_asks_a_bounded_number_of_times(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    threads = [text_in(reach(make.contact(), make.phone(), now), QUESTION, now) for _ in range(30)]
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    statements: list[str] = []
    event.listen(db.session.get_bind(), "before_cursor_execute", lambda *call: statements.append(call[2]))
    for address, most in (("/texting?show=all", 14), (f"/texting/{threads[0].id}", 36)):
        statements.clear()
        assert visitor.get(address).text.count('inbox-row"') == 30
        assert len(statements) <= most, "\n".join(statements)


def test_the_length_is_counted_as_it_will_be_sent(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    visitor.sign_in(make.user(organization, Role.TEXTER))
    assert "73 characters · 1 segment" in visitor.post("/texting/count", body="x" * 73).text
    assert "2 segments" in visitor.post("/texting/count", body="á" * 71).text


def test_ready_answers_speak_the_language_of_the_conversation(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    make.action(starts_at=now + timedelta(days=9), short_title="Hearing", short_title_es="Audiencia", place="Room 201")
    person = make.contact(first_name="Lupe", preferred_language="es")
    thread = text_in(reach(person, make.phone(), now), "¿A qué hora empieza la audiencia?", now)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get(f"/texting/{thread.id}?answer=answer_place").text
    assert "Audiencia: 3/12, 1:00 PM, Room 201." in page.split("<textarea")[1]
    english = text_in(reach(make.contact(first_name="Andre"), make.phone(), now), QUESTION, now)
    db.session.commit()
    assert "Hearing is Thu Dec 3" in visitor.get(f"/texting/{english.id}?answer=answer_place").text


def test_a_first_text_begins_a_conversation_by_post_alone(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    person, silent = make.contact(), make.contact()
    reach(person, make.phone(), now)
    reach(silent, make.phone(), now, agrees=False)
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert "<textarea" in visitor.get(f"/texting/to/{person.id}").text
    assert not outgoing()
    for _ in range(2):
        response = visitor.post(f"/texting/to/{person.id}", body="Hi, it is Rosa.", submit_key="k")
        assert response.status_code == 303
    assert len(outgoing()) == 1
    assert visitor.get(f"/texting/to/{person.id}").status_code == 302
    assert "no consent on record" in visitor.get(f"/texting/to/{silent.id}").text
    assert visitor.post(f"/texting/to/{silent.id}", body="Hi", submit_key="k").status_code == 422
    nobody = make.contact()
    db.session.commit()
    assert "no phone number" in visitor.get(f"/texting/to/{nobody.id}").text
    assert len(outgoing()) == 1


@pytest.mark.parametrize(
    ("role", "own", "given", "others"),
    [
        (Role.ADMIN, 200, 200, 200),
        (Role.LEAD, 200, 200, 200),
        (Role.COORDINATOR, 200, 200, 200),
        (Role.ORGANIZER, 200, 200, 404),
        (Role.TEXTER, 404, 200, 404),
        (Role.PARTNER, 403, 403, 403),
    ],
)
def test_each_role_sees_its_conversations(
    organization: Organization,
    make: Factory,
    visitor: Visitor,
    now: datetime,
    role: Role,
    own: int,
    given: int,
    others: int,
) -> None:
    user = make.user(organization, role)
    hers = text_in(reach(make.contact(owner_user_id=user.id), make.phone(), now), QUESTION, now)
    assigned = text_in(reach(make.contact(first_name="Tanya"), "+13035550170", now), QUESTION, now)
    assigned.assigned_to_id = user.id
    strange = text_in(reach(make.contact(), make.phone(), now), QUESTION, now)
    visitor.sign_in(user)
    for thread, status in ((hers, own), (assigned, given), (strange, others)):
        assert visitor.get(f"/texting/{thread.id}").status_code == status
        answered = visitor.act(thread, "answer", body="Hello", submit_key="k")
        assert answered == {200: 303}.get(status, status)
        assert visitor.act(thread, "done") == {200: 303}.get(status, status)
    shown = visitor.get("/texting?show=all").text.count('inbox-row"')
    assert shown == (0 if role is Role.PARTNER else [own, given, others].count(200))


def test_a_texter_sees_a_first_name_and_the_end_of_a_number(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    texter = make.user(organization, Role.TEXTER)
    person = make.contact(first_name="Tanya", last_name="Brooks")
    thread = text_in(reach(person, "+13035550170", now), QUESTION, now)
    thread.assigned_to_id = texter.id
    visitor.sign_in(texter)
    for address in ("/texting", f"/texting/{thread.id}"):
        page = visitor.get(address).text
        assert "Tanya" in page and "Brooks" not in page and "555-0170" not in page
    assert "0170" in visitor.get(f"/texting/{thread.id}").text
    assert "Organizer</dt>" not in visitor.get(f"/texting/{thread.id}").text
    for act in ("assign", "task", "person"):
        assert visitor.act(thread, act) == 403


def test_another_organization_sees_and_changes_nothing(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    person = make.contact()
    thread = text_in(reach(person, make.phone(), now), QUESTION, now)
    visitor.sign_in(make.user(make.organization(), Role.ADMIN))
    assert visitor.get(f"/texting/{thread.id}").status_code == 404
    assert visitor.get(f"/texting/{thread.id}/thread").status_code == 404
    assert visitor.get(f"/texting/to/{person.id}").status_code == 404
    for act in ("answer", "done", "assign", "hold", "undo", "task", "person"):
        assert visitor.act(thread, act, body="Hi", submit_key="k", message_id=1, first_name="X") == 404
    assert visitor.get("/texting?show=all").text.count('inbox-row"') == 0
    assert "0 waiting" in visitor.get("/texting").text
    with in_organization(organization.id):
        assert not outgoing() and again(thread).state is ConversationState.NEEDS_REPLY


def test_a_yes_that_says_more_waits_for_a_person(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    action = make.action(starts_at=now + timedelta(days=9))
    for words, waits in (("Yes!", False), ("Yes I can come but need a ride", True)):
        person = make.contact()
        phone = reach(person, make.phone(), now)
        ask(organization, person, phone, action.id, now - timedelta(hours=2))
        assert (text_in(phone, words, now).state is ConversationState.NEEDS_REPLY) is waits
