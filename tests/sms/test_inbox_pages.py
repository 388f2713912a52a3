"""The pages of the inbox: escaped, live, bounded, in the language of the conversation; and a first text."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.database import db
from crm.sms.models import ConversationState
from tests.sms.inbox_support import Visitor, ask, outgoing, reach, text_in
from tests.support.factories import Factory

QUESTION = "What time does it start?"
pytestmark = pytest.mark.usefixtures("one_moment")


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
    polls = [part.split('"')[0] for part in page.split('hx-get="')[1:] if part.startswith("/texting/")]
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
    assert "Audiencia: 3/12, 1:00 PM, Room 201." in page.split('id="body"')[1]
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
    assert 'id="body"' in visitor.get(f"/texting/to/{person.id}").text
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


def test_a_yes_that_says_more_waits_for_a_person(
    organization: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    action = make.action(starts_at=now + timedelta(days=9))
    for words, waits in (("Yes!", False), ("Yes I can come but need a ride", True)):
        person = make.contact()
        phone = reach(person, make.phone(), now)
        ask(organization, person, phone, action.id, now - timedelta(hours=2))
        assert (text_in(phone, words, now).state is ConversationState.NEEDS_REPLY) is waits
