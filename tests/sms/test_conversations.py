"""Answering together: one key and its undoing, nobody answers twice, who is given what, late answers, notes, who it is."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.audit.models import AuditEntry
from crm.commitments.queries import find_rsvp, list_tasks_for_contact
from crm.commitments.service import Answer
from crm.contacts.models import Contact
from crm.contacts.queries import get_contact
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Conflict, NotFound
from crm.sms.models import Conversation, ConversationState, InboxDuty, Message, MessageStatus
from crm.sms.queries.conversations import inbox_version
from crm.sms.service.assigning import LONGEST_UNASSIGNED, assign_waiting
from crm.sms.service.consent import hold
from crm.sms.service.conversations import answer, assign_to_me
from crm.sms.service.late import TOO_LONG, tell_of_late_answers
from crm.sms.service.leases import HELD_FOR
from crm.sms.service.quick_answers import answer_quickly, take_back
from tests.sms.inbox_support import Visitor, again, outgoing, reach, text_in
from tests.support.factories import Factory

QUESTION = "What time does it start?"
NOTHING = "Nobody waits"
_keys = (f"key-{number}" for number in count())


def _actor(make: Factory, organization: Organization, role: Role = Role.COORDINATOR, **values: str) -> Actor:
    user = make.user(organization, role, **values)
    return Actor(organization.id, user.id, user.name, role)


def _thread(make: Factory, body: str = QUESTION, waited: timedelta = timedelta(0), **person: object) -> Conversation:
    return text_in(reach(make.contact(**person), make.phone(), make.now), body, make.now - waited)


@pytest.mark.usefixtures("one_moment")
def test_one_key_answers_marks_and_opens_who_waits_next(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    action = make.action(starts_at=make.now + timedelta(days=9), short_title="Hearing", place="Room 201")
    thread = _thread(make, "Do you need people to come?", timedelta(minutes=9))
    following = _thread(make, waited=timedelta(minutes=2), first_name="Tanya")
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get(f"/texting/{thread.id}").text
    assert 'value="rsvp_yes"' in page and "marks yes" in page
    form = {"answer": "rsvp_yes", "submit_key": "k1", "seen_id": "1"}
    moved = visitor.post(f"/texting/{thread.id}/quick", **form)
    assert moved.status_code == 303 and f"/texting/{following.id}?" in moved.location
    visitor.post(f"/texting/{thread.id}/quick", **form)
    (sent,) = outgoing()
    assert sent.send_after == make.now + timedelta(seconds=3) and sent.status is MessageStatus.QUEUED
    rsvp = find_rsvp(action.id, thread.contact_id or 0)
    assert rsvp is not None and rsvp.answer is Answer.YES and again(thread).state is ConversationState.WAITING
    shown = visitor.get(moved.location).text
    assert "Take back" in shown and "Tanya" in shown
    assert visitor.post(f"/texting/given/{sent.id}/back").status_code == 303
    (sent,) = outgoing()
    rsvp = find_rsvp(action.id, thread.contact_id or 0)
    assert sent.status is MessageStatus.CANCELED and rsvp is not None and rsvp.answer is Answer.INVITED
    thread = again(thread)
    assert (thread.state, thread.waiting_since) == (
        ConversationState.NEEDS_REPLY,
        make.now - timedelta(minutes=9),
    )
    assert visitor.post(f"/texting/{thread.id}/quick", answer="nonsense", submit_key="k2").status_code == 422


def test_an_answer_that_left_is_not_taken_back_and_changes_nothing(organization: Organization, make: Factory) -> None:
    make.action(starts_at=make.now + timedelta(days=9))
    thread, actor = _thread(make, "Can I get a ride?"), _actor(make, organization)
    message = answer_quickly(actor, make.now, thread.id, "answer_ride", "We will find you a ride.", "k")
    (task,) = list_tasks_for_contact(thread.contact_id or 0)
    assert (task.kind, task.assignee_user_id) == ("ride", actor.user_id)
    message.status = MessageStatus.CLAIMED
    db.session.flush()
    with pytest.raises(Conflict):
        take_back(actor, make.now, message.id)
    message.status = MessageStatus.QUEUED
    db.session.flush()
    take_back(actor, make.now, message.id)
    take_back(actor, make.now, message.id)
    assert [task.status for task in list_tasks_for_contact(thread.contact_id or 0) if task.status == "open"] == []


def test_two_people_never_answer_the_same_conversation(organization: Organization, make: Factory) -> None:
    imani = _actor(make, organization, name="Imani Cole")
    malik, now = _actor(make, organization, name="Malik Ray"), make.now
    thread = _thread(make)
    seen = db.session.scalars(select(func.max(Message.id))).one()
    answer(imani, now, thread.id, "At five.", "k1", seen)
    with pytest.raises(Conflict, match="Somebody has answered"):
        answer(malik, now, thread.id, "Six, I think.", "k2", seen)
    assert [row.body for row in outgoing()] == ["At five."]


@pytest.mark.usefixtures("one_moment")
def test_who_has_it_open_keeps_it_for_two_minutes(
    organization: Organization, make: Factory, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = _thread(make)
    visitor.sign_in(make.user(organization, Role.COORDINATOR, name="Imani Cole"))
    assert "is answering" not in visitor.post(f"/texting/{thread.id}/open").text
    version = inbox_version()
    assert "is answering" not in visitor.post(f"/texting/{thread.id}/open").text and inbox_version() == version
    visitor.sign_in(make.user(organization, Role.COORDINATOR, name="Malik Ray"))
    assert "Imani is answering" in visitor.get(f"/texting/{thread.id}").text
    refused = visitor.post(f"/texting/{thread.id}/answer", body="Six, I think.", submit_key="k")
    assert refused.status_code == 409 and "Six, I think." in refused.text and "Imani is answering" in refused.text
    assert outgoing() == []
    later = make.now + HELD_FOR + timedelta(seconds=1)
    monkeypatch.setattr("crm.accounts.session.shifted", lambda _offset: later)
    assert visitor.post(f"/texting/{thread.id}/answer", body="Six.", submit_key="k").status_code == 303


def test_a_minor_is_never_one_texters_alone(organization: Organization, make: Factory) -> None:
    texter, coordinator = (_actor(make, organization, role, language="en") for role in (Role.TEXTER, Role.COORDINATOR))
    young, grown = _thread(make, is_minor=True, has_guardian_consent=True), _thread(make)
    assert assign_waiting(make.now) == 1
    assert again(young).assigned_to_id is None and again(grown).assigned_to_id == texter.user_id
    assign_waiting(make.now + LONGEST_UNASSIGNED)
    assert again(young).assigned_to_id == coordinator.user_id
    get_contact(grown.contact_id or 0).is_minor = True
    with pytest.raises(NotFound):
        assign_to_me(texter, make.now, grown.id)


def test_who_waits_is_given_by_turf_then_by_language_and_to_whom_has_least(
    organization: Organization, make: Factory
) -> None:
    owner = _actor(make, organization, Role.ORGANIZER)
    english = _actor(make, organization, Role.TEXTER, language="en")
    spanish = [_actor(make, organization, Role.TEXTER, language="es") for _ in range(2)]
    coordinator = _actor(make, organization, language="es")
    hers = _thread(make, owner_user_id=owner.user_id)
    in_spanish = [_thread(make, "¿A qué hora empieza?", preferred_language="es") for _ in range(4)]
    plain, unknown = _thread(make), text_in(make.phone(), QUESTION, make.now)
    doubtful = _thread(make)
    hold(make.now, doubtful.phone, "hmm")
    assert assign_waiting(make.now) == 6
    given = {row.id: row.assigned_to_id for row in db.session.scalars(select(Conversation))}
    assert given[hers.id] == owner.user_id and given[plain.id] == english.user_id
    assert sorted(given[row.id] or 0 for row in in_spanish) == sorted([one.user_id or 0 for one in spanish] * 2)
    assert given[unknown.id] is None and given[doubtful.id] is None
    assert assign_waiting(make.now + LONGEST_UNASSIGNED) == 2
    for row in (unknown, doubtful):
        assert again(row).assigned_to_id == coordinator.user_id


def test_nobody_on_duty_leaves_no_one_unanswered(organization: Organization, make: Factory) -> None:
    texter, lead = _actor(make, organization, Role.TEXTER), _actor(make, organization, Role.LEAD)
    make.add(InboxDuty(user_id=texter.user_id, languages=["en"], is_on=False))
    thread = _thread(make)
    assert assign_waiting(make.now) == 0 and assign_waiting(make.now + LONGEST_UNASSIGNED) == 1
    assert again(thread).assigned_to_id == lead.user_id


@pytest.mark.usefixtures("one_moment")
def test_a_late_answer_is_told_once_while_somebody_is_there(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    thread = _thread(make, waited=TOO_LONG)
    _thread(make, waited=TOO_LONG - timedelta(seconds=1))
    night = make.now + timedelta(hours=9)
    assert tell_of_late_answers(night) == 0
    assert tell_of_late_answers(make.now) == 1 and tell_of_late_answers(make.now) == 0
    told = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "answer_late")).one()
    assert told.subject_id == thread.id
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert "1 person has waited more than 20 minutes" in visitor.get("/today").text
    assert "1 over 20 minutes" in visitor.get("/texting").text
    answer(_actor(make, organization), make.now, thread.id, "At five.", "k")
    assert "waited more than" not in visitor.get("/today").text


@pytest.mark.usefixtures("one_moment")
def test_a_note_is_read_by_colleagues_and_hands_over(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    thread, colleague = _thread(make), make.user(organization, Role.TEXTER, name="Nia Moss")
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert visitor.act(thread, "note", note=" ") == 422
    assert visitor.act(thread, "note", note="She needs a ride", for_user_id=999_999) == 422
    assert visitor.act(thread, "note", note="She needs a ride", for_user_id=colleague.id) == 303
    assert again(thread).assigned_to_id == colleague.id and outgoing() == []
    page = visitor.get(f"/texting/{thread.id}").text
    assert "She needs a ride" in page and "→ Nia Moss" in page
    shift = visitor.get("/texting/team").text
    assert "1 person waits for an answer" in shift and "She needs a ride" in shift
    visitor.sign_in(colleague)
    assert "She needs a ride" in visitor.get(f"/texting/{thread.id}").text
    assert visitor.post("/texting/team", is_on="yes").status_code == 422
    assert visitor.post("/texting/team", is_on="yes", languages=["en", "es"]).status_code == 303
    assert visitor.post("/texting/team", user_id=colleague.id + 1, languages=["en"]).status_code == 403


@pytest.mark.usefixtures("organization")
def test_who_of_several_writes_is_asked_once_in_both_languages(make: Factory) -> None:
    phone, people = "+13035550162", {}
    for name in ("Ana", "Lupe"):
        people[name] = make.contact(first_name=name)
        reach(people[name], phone, make.now)
    text_in(phone, "STOP", make.now)
    text_in(phone, "START", make.now)
    assert _questions() == []
    text_in(phone, QUESTION, make.now)
    text_in(phone, "Hello?", make.now)
    (asked,) = _questions()
    assert "Who is writing?" in asked.body and "¿Quién escribe?" in asked.body and asked.encoding == "GSM-7"
    thread = text_in(phone, "Soy Lupe", make.now)
    assert thread.contact_id == people["Lupe"].id and thread.state is ConversationState.NEEDS_REPLY
    _is_named(people["Lupe"], thread)


def _questions() -> list[Message]:
    return [row for row in outgoing() if (row.submit_key or "").startswith("who:")]


def _is_named(person: Contact, thread: Conversation) -> None:
    texts = db.session.scalars(select(Message.contact_id).where(Message.conversation_id == thread.id))
    assert set(texts) == {person.id}


def test_open_pages_are_told_of_every_change_by_one_number(organization: Organization, make: Factory) -> None:
    thread, actor = _thread(make), _actor(make, organization)
    db.session.commit()
    before = inbox_version()
    answer(actor, make.now, thread.id, "At five.", "k")
    db.session.commit()
    assert inbox_version() == before + 1
    hold(make.now, thread.phone, "hmm")
    db.session.rollback()
    make.contact()
    db.session.commit()
    assert inbox_version() == before + 1


@pytest.mark.usefixtures("one_moment")
def test_a_text_of_which_nobody_knows_is_decided_in_its_thread(
    organization: Organization, make: Factory, visitor: Visitor
) -> None:
    thread, other = _thread(make), _thread(make)
    for number in range(2):
        answer(_actor(make, organization), make.now, thread.id, f"At five. {number}", f"k{number}")
    first, second = outgoing()
    first.status, second.status = MessageStatus.UNCERTAIN, MessageStatus.HELD
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    assert "she may get it twice" in visitor.get(f"/texting/{thread.id}").text
    assert visitor.act(other, "unsent", message_id=first.id, do="resend") == 404
    assert visitor.act(thread, "unsent", message_id=first.id, do="give_up") == 303
    assert visitor.act(thread, "unsent", message_id=second.id, do="resend") == 303
    assert [row.status for row in outgoing()] == [MessageStatus.SKIPPED, MessageStatus.QUEUED]
    assert visitor.act(thread, "unsent", message_id=first.id, do="resend") == 409
