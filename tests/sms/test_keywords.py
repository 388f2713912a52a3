"""Keywords by text: RSVP and sign-in by an action's code, an organization's own words, and what is none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.commitments.models import Answer, Commitment
from crm.contacts.service import add_phone
from crm.core.database import db
from crm.core.errors import Refused
from crm.signins.models import SignIn, SignInMethod
from crm.sms.keywords import Coded, Wish, read_code
from crm.sms.models import Consent, ConversationState, Enrollment, KeywordAct, Message, OptOut, Trigger
from crm.sms.sequence_plans import send
from crm.sms.service.keywords import save_keyword
from tests.sms.inbox_support import outgoing, text_in
from tests.sms.sequence_support import WORDS, Evening
from tests.support.factories import Factory


@pytest.fixture
def evening(organization: Organization, make: Factory, now: object) -> Evening:
    """A Tuesday afternoon."""
    return Evening(organization, make, now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("RSVP qk7mpt", Coded(Wish.RSVP, "QK7MPT")),
        ("Sí QK7MPT!", Coded(Wish.RSVP, "QK7MPT")),
        ("aquí qk7mpt Ana y Luis", Coded(Wish.SIGN_IN, "QK7MPT", ("ana", "y", "luis"))),
        ("yes", None),
        ("I am here", None),
    ],
)
def test_a_code_is_read_however_it_is_written(body: str, read: Coded | None) -> None:
    assert read_code(body) == read


def test_a_code_is_an_rsvp_and_no_consent(evening: Evening, make: Factory) -> None:
    action = make.action(starts_at=evening.now + timedelta(days=3), short_title="Hearing", code="QK7MPT")
    ana = make.contact(first_name="Ana", preferred_language="es")
    phone = make.phone()
    add_phone(ana.id, phone)
    thread = text_in(phone, "Si qk7mpt", evening.now)
    rsvp = db.session.scalars(select(Commitment)).one()
    assert (rsvp.contact_id, rsvp.action_id, rsvp.answer) == (ana.id, action.id, Answer.YES)
    assert [one.body.startswith("¡Excelente, Ana! Te esperamos: Hearing") for one in outgoing()] == [True]
    assert not db.session.scalars(select(Consent)).all() and thread.state is not ConversationState.NEEDS_REPLY
    text_in(phone, "yes please call me", evening.now)
    text_in(phone, "si XXXXXX", evening.now)
    assert len(outgoing()) == 1 and thread.state is ConversationState.NEEDS_REPLY


def test_aqui_signs_in_only_while_the_door_is_open(evening: Evening, make: Factory) -> None:
    action = make.action(starts_at=evening.now + timedelta(minutes=30), code="QK7MPT")
    ana, phone = evening.person(first_name="Ana")
    text_in(phone, "HERE QK7MPT", evening.now - timedelta(days=1))
    assert not db.session.scalars(select(SignIn)).all() and "not open now" in outgoing()[0].body
    text_in(phone, "HERE QK7MPT", evening.now)
    text_in(phone, "here qk7mpt", evening.now)
    row = db.session.scalars(select(SignIn)).one()
    assert (row.contact_id, row.action_id, row.method) == (ana.id, action.id, SignInMethod.TEXT_CODE)
    text_in(phone, "AQUI QK7MPT", evening.now + timedelta(days=3))
    assert len(db.session.scalars(select(SignIn)).all()) == 1


def test_a_number_of_several_people_is_asked_who(evening: Evening, make: Factory) -> None:
    make.action(starts_at=evening.now, code="QK7MPT")
    ana, phone = evening.person(first_name="Ana")
    luis = make.contact(first_name="Luis")
    add_phone(luis.id, phone)
    text_in(phone, "AQUI QK7MPT", evening.now)
    assert "Varias personas usan" in outgoing()[0].body and not db.session.scalars(select(SignIn)).all()
    thread = text_in(phone, "AQUI QK7MPT Rosa", evening.now)
    assert thread.state is ConversationState.NEEDS_REPLY
    text_in(phone, "aqui qk7mpt ana y luis", evening.now)
    assert {one.contact_id for one in db.session.scalars(select(SignIn))} == {ana.id, luis.id}


def test_nobody_we_know_and_who_stopped(evening: Evening, make: Factory) -> None:
    make.action(starts_at=evening.now, code="QK7MPT")
    thread = text_in("+13035550199", "AQUI QK7MPT", evening.now)
    assert thread.state is ConversationState.NEEDS_REPLY and "¿Cómo te llamas?" in outgoing()[0].body
    ana, phone = evening.person()
    text_in(phone, "STOP", evening.now)
    before = len(outgoing())
    text_in(phone, "HERE QK7MPT", evening.now)
    assert len(outgoing()) == before and db.session.scalars(select(SignIn)).one().contact_id == ana.id
    assert db.session.scalars(select(OptOut.lifted_at)).all() == [None]


def test_an_own_word_starts_a_sequence_and_is_answered_once(evening: Evening) -> None:
    row = evening.sequence(send("", **WORDS), trigger=Trigger.KEYWORD)
    bodies = {"en": "Welcome, {first_name}! {org}", "es": "¡Hola, {first_name}! {org}"}
    save_keyword(evening.actor, evening.now, "Parque!", KeywordAct.SEQUENCE, row.id, bodies)
    ana, phone = evening.person(first_name="Ana")
    text_in(phone, "PARQUE", evening.now)
    text_in(phone, "parque", evening.now)
    assert [one.contact_id for one in db.session.scalars(select(Enrollment))] == [ana.id]
    assert [one.body for one in outgoing()] == ["Welcome, Ana! Puente"] * 2
    text_in(phone, "the parque is closed", evening.now)
    assert db.session.scalars(select(Message.intent_effect).order_by(Message.id.desc())).first() == ""


@pytest.mark.parametrize(
    "word", ["STOP", "alto", "baja", "START", "help", "ayuda", "yes", "no", "aquí", "ab", "two words"]
)
def test_words_that_mean_something_are_refused(evening: Evening, word: str) -> None:
    bodies = {"en": "Welcome! {org}", "es": "¡Hola! {org}"}
    with pytest.raises(Refused):
        save_keyword(evening.actor, evening.now, word, KeywordAct.ANSWER, None, bodies)
