"""Simulated phones: for practice alone, answered through the signed webhook, broken on purpose, with a clock that moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select

from crm.accounts.models import Organization
from crm.accounts.queries import get_organization
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import STAFF, Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.jobs.sending import send_due
from crm.sms.jobs.simulated_world import simulated_world
from crm.sms.models import Direction, Message, MessageStatus, OptOut, SimulatedText, WebhookEvent
from crm.sms.queries.conversations import find_conversation_with
from tests.sms.inbox_support import Visitor, ask, reach
from tests.support.factories import Factory

PHONE = "+13035550181"


@pytest.fixture
def practice(make: Factory) -> Iterator[Organization]:
    """A practice organization whose clock stands a minute after 1 pm on a Tuesday; the test runs in its scope."""
    row = make.organization(is_practice=True)
    row.clock_offset_seconds = round((datetime(2026, 11, 24, 20, 1, tzinfo=UTC) - utc_now()).total_seconds())
    with in_organization(row.id):
        yield row


@pytest.fixture
def visitor(client: FlaskClient, practice: Organization, make: Factory) -> Visitor:
    """A coordinator's browser."""
    visitor = Visitor(client, practice.id)
    visitor.sign_in(make.user(practice, Role.COORDINATOR))
    return visitor


def answer(visitor: Visitor, body: str, phone: str = PHONE) -> int:
    return visitor.post("/practice/phones/answer", phone=phone, body=body).status_code


def work(rounds: int = 3) -> None:
    """Let the worker send what is due and the phones receive it."""
    for _ in range(rounds):
        send_due(utc_now())
        simulated_world(utc_now())


def queued(practice: Organization, make: Factory, now: datetime) -> int:
    """A text to Lupe about a hearing, on its way; the id of the action."""
    lupe, action = make.contact(first_name="Lupe"), make.action(starts_at=now + timedelta(days=9))
    reach(lupe, PHONE, now)
    row = ask(practice, lupe, PHONE, action.id, now)
    row.status = MessageStatus.QUEUED
    db.session.commit()
    return action.id


def last_out() -> Message:
    query = select(Message).where(Message.direction == Direction.OUT).order_by(Message.id.desc())
    row = db.session.scalars(query, execution_options={"populate_existing": True}).first()
    assert row is not None
    return row


def test_a_working_organization_has_none(client: FlaskClient, organization: Organization, make: Factory) -> None:
    visitor = Visitor(client, organization.id)
    visitor.sign_in(make.user(organization, Role.ADMIN))
    for address in ("/practice/phones", "/practice/phones/screen"):
        assert visitor.get(address).status_code == 404
    for address in ("/practice/phones/answer", "/practice/phones/fault", "/practice/clock"):
        assert visitor.post(address, phone=PHONE, body="YES", fault="30006", to="hour").status_code == 404
    assert not db.session.scalars(select(SimulatedText)).all()
    assert get_organization(organization.id).clock_offset_seconds == 0


@pytest.mark.parametrize("role", list(Role))
def test_staff_alone_practises(client: FlaskClient, practice: Organization, make: Factory, role: Role) -> None:
    visitor = Visitor(client, practice.id)
    visitor.sign_in(make.user(practice, role))
    assert visitor.get("/practice/phones").status_code == (200 if role in STAFF else 403)
    assert visitor.post("/practice/clock", to="hour").status_code == (303 if role in STAFF else 403)


def test_what_is_sent_arrives_and_an_answer_is_understood_at_once(
    practice: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    queued(practice, make, now)
    work()
    page = visitor.get("/practice/phones").text
    assert "Can you be there?" in page and "Lupe" in page
    assert answer(visitor, "Yes, I can come") == 303
    page = visitor.get(f"/practice/phones?phone={PHONE.replace('+', '%2B')}").text
    assert "Understood as: Yes." in page and "Marked RSVP yes" in page
    assert len(db.session.scalars(select(WebhookEvent.id).where(WebhookEvent.kind == "inbound")).all()) == 1


@pytest.mark.parametrize("words", ["STOP", "please take me off your list", "wrong number"])
def test_a_stop_on_a_phone_ends_texting_to_it(
    practice: Organization, make: Factory, visitor: Visitor, now: datetime, words: str
) -> None:
    queued(practice, make, now)
    work()
    answer(visitor, words)
    assert db.session.scalars(select(OptOut.phone).where(OptOut.lifted_at.is_(None))).all() == [PHONE]
    assert "Texting to this number has ended" in visitor.get("/practice/phones").text
    thread = find_conversation_with(PHONE)
    assert thread is not None
    assert visitor.act(thread, "answer", body="Sorry!", submit_key="k") == 422


def test_a_question_waits_in_the_inbox(practice: Organization, make: Factory, visitor: Visitor, now: datetime) -> None:
    queued(practice, make, now)
    work()
    answer(visitor, "¿A qué hora empieza?")
    page = visitor.get("/texting").text
    assert "1 waiting" in page and "¿A qué hora empieza?" in page


@pytest.mark.parametrize(
    ("fault", "word", "status"),
    [
        ("30006", "Never arrived", MessageStatus.UNDELIVERED),
        ("30003", "Never arrived", MessageStatus.QUEUED),  # out of reach: it goes once more, hours later
        ("silence", "No word", MessageStatus.ACCEPTED),
    ],
)
def test_a_fault_strikes_the_next_text_alone(
    practice: Organization, make: Factory, visitor: Visitor, now: datetime, fault: str, word: str, status: MessageStatus
) -> None:
    queued(practice, make, now)
    assert visitor.post("/practice/phones/fault", phone=PHONE, fault=fault).status_code == 303
    assert 'aria-pressed="true"' in visitor.get("/practice/phones?phone=%2B13035550181").text
    work()
    row = last_out()
    assert (row.error_code, row.status) == (None if fault == "silence" else int(fault), status)
    page = visitor.get("/practice/phones?phone=%2B13035550181").text
    assert word in page and 'aria-pressed="true"' not in page


def test_a_fault_pressed_twice_is_none(practice: Organization, make: Factory, visitor: Visitor, now: datetime) -> None:
    queued(practice, make, now)
    for _ in range(2):
        visitor.post("/practice/phones/fault", phone=PHONE, fault="30006")
    work()
    assert last_out().status is MessageStatus.DELIVERED
    assert visitor.post("/practice/phones/fault", phone=PHONE, fault="99999").status_code == 422


def test_nothing_or_nobody_is_refused_in_words(practice: Organization, visitor: Visitor) -> None:
    for phone, body, words in ((PHONE, " ", "nothing to send"), ("nonsense", "YES", "Choose a phone first")):
        assert answer(visitor, body, phone) == 303
        assert words in visitor.get("/practice/phones").text
    assert not db.session.scalars(select(SimulatedText)).all()


def test_the_clock_moves_and_comes_back(practice: Organization, visitor: Visitor) -> None:
    def told() -> timedelta:
        row = db.session.scalars(
            select(Organization).where(Organization.id == practice.id), execution_options={"populate_existing": True}
        ).one()
        return utc_now() + timedelta(seconds=row.clock_offset_seconds) - datetime(2026, 11, 24, 20, tzinfo=UTC)

    near = timedelta(seconds=150)
    visitor.post("/practice/clock", to="hour")
    assert abs(told() - timedelta(hours=1)) < near
    visitor.post("/practice/clock", to="day")
    assert abs(told() - timedelta(hours=25)) < near
    visitor.post("/practice/clock", to="afternoon")
    assert abs(told() - timedelta(hours=25)) < near
    visitor.post("/practice/clock", to="set", at="2026-12-03T16:45")
    assert "Thu Dec 3, 4:4" in visitor.get("/practice/phones").text
    visitor.post("/practice/clock", to="set", at="soon")
    assert "Choose a day and a time." in visitor.get("/practice/phones").text
    visitor.post("/practice/clock", to="set", at="2036-12-03T16:45")
    assert "more than a year away" in visitor.get("/practice/phones").text
    visitor.post("/practice/clock", to="real")
    assert get_organization(practice.id).clock_offset_seconds == 0


def test_an_open_phone_answers_only_when_something_changed(
    practice: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    queued(practice, make, now)
    work()
    page = visitor.get("/practice/phones").text.replace("&amp;", "&")
    address = page.split('hx-get="/practice/phones')[1].split('"')[0]
    address = f"/practice/phones{address}"
    assert visitor.get(address).status_code == 204
    answer(visitor, "<b>NO</b>")
    live = visitor.get(address)
    assert live.status_code == 200 and "&lt;b&gt;NO" in live.text and 'hx-swap-oob="true"' in live.text


def test_a_page_of_thirty_phones_asks_a_bounded_number_of_times(
    practice: Organization, make: Factory, visitor: Visitor, now: datetime
) -> None:
    for number in range(30):
        answer(visitor, "Hello?", f"+130355501{number:02d}")
    statements: list[str] = []
    event.listen(db.session.get_bind(), "before_cursor_execute", lambda *call: statements.append(call[2]))
    assert visitor.get("/practice/phones").text.count('class="phones-row"') == 30
    assert len(statements) <= 16, "\n".join(statements)


def test_a_phone_is_found_by_whose_it_is_and_not_in_another_organization(
    practice: Organization, make: Factory, visitor: Visitor, now: datetime, client: FlaskClient
) -> None:
    create_contact(system_actor(practice.id), now, NewContact(first_name="Omar", last_name="Haddad", phone=PHONE))
    assert "(303) 555-0181" in visitor.get("/practice/phones?q=omar").text
    answer(visitor, "Hello?")
    other = Visitor(client, practice.id)
    other.sign_in(make.user(make.organization(is_practice=True), Role.ADMIN))
    page = other.get("/practice/phones?phone=%2B13035550181").text
    assert "Omar" not in page and "Hello?" not in page
