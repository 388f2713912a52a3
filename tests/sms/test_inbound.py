"""What comes in is understood and acts: a stop ends texting at once, a yes keeps the RSVP, the rest waits for a person."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.commitments.queries import find_rsvp
from crm.contacts.service import add_phone
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    ConversationState,
    Direction,
    Message,
    MessageStatus,
    OptOut,
    SenderAccount,
    Track,
)
from crm.sms.queries.gate import closed_phones
from crm.sms.service.consent import default_program
from crm.sms.service.phones import type_on_phone
from tests.support.factories import Factory
from tests.support.texting import (
    deliver,
    fresh,
    go_round,
    inbound_fields,
    live_at,
    member,
    speak_to,
    statuses,
    twilio_account,
    write_to,
)

_sids = count(1)


@pytest.fixture(autouse=True)
def account(app: Flask, organization: Organization, now: datetime) -> None:
    speak_to(app, "http://127.0.0.1:9")
    twilio_account()
    live_at(organization, now)


def _receive(client: FlaskClient, phone: str, body: str, **fields: str) -> Message:
    sid = f"SM{next(_sids):032x}"
    assert deliver(client, "/webhooks/twilio/inbound", inbound_fields(phone, body, sid, **fields)).status_code == 200
    return db.session.scalars(select(Message).where(Message.provider_sid == sid)).one()


def _thread(phone: str) -> Conversation:
    return db.session.scalars(select(Conversation).where(Conversation.phone == phone)).one()


def _confirmations(phone: str) -> list[Message]:
    query = select(Message).where(Message.phone == phone, Message.is_stop_confirmation.is_(True))
    return list(db.session.scalars(query))


def _ask(make: Factory, organization: Organization, starts_in: timedelta, **values: object) -> tuple[Message, int]:
    """A text about an action, as a worker sent it; the text and the action's id."""
    action = make.action(title="City Council hearing", starts_at=make.now + starts_in)
    person, phone = member(make, organization)
    blast = Blast(
        name="A",
        program_id=default_program().id,
        bodies={},
        status=BlastStatus.DONE,
        submit_key=phone,
        action_id=action.id,
        **values,
    )
    make.add(blast)
    asked = write_to(organization, make.now, person, phone, action_id=action.id, blast_id=blast.id)
    asked.status = MessageStatus.DELIVERED
    db.session.commit()
    return asked, action.id


@pytest.mark.parametrize(
    ("body", "confirmed"),
    [("STOP", False), ("stop", False), ("please stop texting me", True), ("ya no me manden mensajes", True)],
)
def test_a_stop_ends_texting_at_once_and_is_confirmed_once(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime, body: str, confirmed: bool
) -> None:
    person, phone = member(make, organization)
    waiting = write_to(organization, now, person, phone)
    message = _receive(client, phone, body)
    assert phone in closed_phones([phone]) and message.intent_effect
    assert (fresh(waiting).status, fresh(waiting).reason) == (MessageStatus.SKIPPED, "opted out")
    assert _thread(phone).state is ConversationState.OPTED_OUT
    _receive(client, phone, body)
    assert len(_confirmations(phone)) == confirmed
    opt_out = db.session.scalars(select(OptOut)).one()
    assert opt_out.words == body and opt_out.message_id == message.id


def test_a_confirmation_is_in_the_language_of_the_stop(client: FlaskClient, organization: Organization) -> None:
    _receive(client, "+13035550188", "ya no me manden mensajes por favor")
    confirmation = _confirmations("+13035550188")[0]
    assert confirmation.language == "es" and organization.short_name in confirmation.body


def test_we_confirm_keywords_where_the_provider_does_not(client: FlaskClient, organization: Organization) -> None:
    db.session.scalars(select(SenderAccount)).one().provider_answers_keywords = False
    db.session.commit()
    _receive(client, "+13035550188", "STOP")
    assert len(_confirmations("+13035550188")) == 1


def test_start_opens_a_number_again_and_yes_does_not(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    _person, phone = member(make, organization)
    _receive(client, phone, "STOP")
    _receive(client, phone, "YES")
    assert phone in closed_phones([phone])
    _receive(client, phone, "START")
    assert phone not in closed_phones([phone])
    assert _thread(phone).state is not ConversationState.OPTED_OUT


@pytest.mark.parametrize(("body", "answer"), [("Yes!", "yes"), ("No puedo, gracias", "no"), ("maybe", "maybe")])
def test_an_answer_becomes_the_rsvp_to_the_action_asked_about(
    client: FlaskClient, organization: Organization, make: Factory, body: str, answer: str
) -> None:
    asked, action_id = _ask(make, organization, timedelta(days=2))
    message = _receive(client, asked.phone, body)
    rsvp = find_rsvp(action_id, asked.contact_id or 0)
    assert rsvp is not None and rsvp.answer.value == answer
    assert message.intent_effect == f"RSVP {answer}: City Council hearing"
    state = ConversationState.NEEDS_REPLY if answer == "maybe" else ConversationState.DONE
    assert _thread(asked.phone).state is state


def test_an_answer_to_a_follow_up_is_no_rsvp_to_what_is_over(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    asked, action_id = _ask(make, organization, timedelta(hours=-3))
    message = _receive(client, asked.phone, "yes")
    assert (message.intent, message.intent_effect) == ("yes_rsvp", "")
    assert find_rsvp(action_id, asked.contact_id or 0) is None
    assert _thread(asked.phone).state is ConversationState.NEEDS_REPLY


def test_an_answer_to_a_follow_up_that_invites_onwards_is_an_rsvp_to_that(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    hearing = make.action(title="Budget hearing", starts_at=make.now + timedelta(days=5))
    asked, _past = _ask(make, organization, timedelta(hours=-3), ask_action_id=hearing.id, track=Track.CAME)
    message = _receive(client, asked.phone, "sí, ahí estaré")
    assert message.intent_effect == "RSVP yes: Budget hearing" and find_rsvp(hearing.id, asked.contact_id or 0)


def test_a_question_waits_from_its_first_text_on(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    person, phone = member(make, organization)
    first = _receive(client, phone, "What time does it start?")
    _receive(client, phone, "Is there parking?")
    thread = _thread(phone)
    assert (thread.state, thread.waiting_since) == (ConversationState.NEEDS_REPLY, first.at)
    assert thread.contact_id == person.id and thread.last_body == "Is there parking?"


def test_whose_number_it_is_stays_open_when_several_share_it_or_nobody_has_it(
    client: FlaskClient, organization: Organization, make: Factory
) -> None:
    _person, phone = member(make, organization)
    add_phone(make.contact().id, phone)
    db.session.commit()
    for number in (phone, "+13035550187"):
        assert _receive(client, number, "Who is this?").contact_id is None


def test_a_person_may_answer_who_wrote_to_us_without_other_consent(
    client: FlaskClient, organization: Organization, now: datetime
) -> None:
    _receive(client, "+13035550187", "What is this about?")
    write_to(organization, now, None, "+13035550187", body="About the budget.")
    go_round("send_due")
    assert statuses()["+13035550187"] == "queued"  # nobody answers at that address; the gate let it through


def test_a_picture_without_words_comes_in(client: FlaskClient) -> None:
    message = _receive(client, "+13035550187", "", NumMedia="1", MediaUrl0="https://example.org/a.jpg")
    assert message.body == "" and _thread("+13035550187").state is ConversationState.NEEDS_REPLY


def test_a_simulated_phone_speaks_through_the_same_webhooks(app: Flask, make: Factory, now: datetime) -> None:
    practice = make.organization(is_practice=True)
    with in_organization(practice.id):
        live_at(practice, now)
        person, phone = member(make, practice)
        write_to(practice, now, person, phone)
        for _ in range(3):
            go_round()
        assert statuses() == {phone: "delivered"}
        type_on_phone(now, phone, "STOP")
        db.session.commit()
        go_round()
        assert phone in closed_phones([phone]) and _confirmations(phone) == []
        write_to(practice, now, person, phone, body="Once more?")
        go_round()
        last = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert last is not None and (last.status, last.reason) == (MessageStatus.SKIPPED, "opted out")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["queue", "send", "receive", "repeat"]),
        st.integers(0, 2),
        st.sampled_from(["STOP", "please stop texting me", "yes", "START", "What time?", "wrong number", "no"]),
    ),
    min_size=3,
    max_size=14,
)


@given(steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_ever_sent_to_a_number_that_stopped(
    app: Flask,
    client: FlaskClient,
    make: Factory,
    organization: Organization,
    now: datetime,
    steps: list[tuple[str, int, str]],
) -> None:
    practice = make.organization(is_practice=True)
    with in_organization(practice.id):
        live_at(practice, now)
        people = [member(make, practice) for _ in range(3)]
        stopped: set[str] = set()
        for step, who, words in steps:
            person, phone = people[who]
            if step == "queue":
                write_to(practice, now, person, phone)
            elif step == "send":
                _send_and_check(stopped)
            else:
                type_on_phone(now, phone, words)
                db.session.commit()
                go_round("simulated_world", "take_in")
                stopped = stopped - {phone} if words == "START" else stopped
                stopped |= {phone} if words in ("STOP", "please stop texting me", "wrong number") else set()
        _send_and_check(stopped)
        left = db.session.scalars(select(Message.status).where(Message.direction == Direction.OUT)).all()
        assert MessageStatus.QUEUED not in left and MessageStatus.CLAIMED not in left


def _send_and_check(stopped: set[str]) -> None:
    """One round of sending; of what left in it, only confirmations may have gone to numbers that stopped."""
    unsent = (MessageStatus.QUEUED, MessageStatus.SKIPPED)
    before = set(db.session.scalars(select(Message.id).where(Message.status.not_in(unsent))))
    go_round("send_due")
    query = select(Message).where(Message.direction == Direction.OUT, Message.status.not_in(unsent))
    left = [row for row in db.session.scalars(query) if row.id not in before and not row.is_stop_confirmation]
    assert not {row.phone for row in left if row.status is not MessageStatus.FAILED} & stopped
