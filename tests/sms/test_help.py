"""HELP as a whole text: never answered by us while the provider answers it, once where it does not."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.database import db
from crm.sms.models import Conversation, ConversationState, Direction, Message, SenderAccount
from tests.support.texting import deliver, go_round, inbound_fields, live_at, speak_to, statuses, twilio_account

_sids = count(1)


@pytest.fixture(autouse=True)
def account(app: Flask, organization: Organization, now: datetime) -> None:
    """The organization texts through an address where nobody answers, at one in the afternoon."""
    speak_to(app, "http://127.0.0.1:9")
    twilio_account()
    live_at(organization, now)


def _receive(client: FlaskClient, phone: str, body: str) -> Message:
    sid = f"SM{next(_sids):032x}"
    assert deliver(client, "/webhooks/twilio/inbound", inbound_fields(phone, body, sid)).status_code == 200
    return db.session.scalars(select(Message).where(Message.provider_sid == sid)).one()


def _thread(phone: str) -> Conversation:
    return db.session.scalars(select(Conversation).where(Conversation.phone == phone)).one()


@pytest.mark.parametrize("word", ["HELP", "help", " Info "])
def test_a_help_keyword_that_the_provider_answers_is_never_answered_by_us(
    client: FlaskClient, organization: Organization, word: str
) -> None:
    message = _receive(client, "+13035550188", word)
    assert message.intent_effect == "" and statuses() == {}
    assert _thread("+13035550188").state is ConversationState.WAITING


@pytest.mark.parametrize("telephone", ["+13125550100", None])
def test_we_answer_help_once_where_the_provider_does_not(
    client: FlaskClient, organization: Organization, telephone: str | None
) -> None:
    db.session.scalars(select(SenderAccount)).one().provider_answers_keywords = False
    organization.phone, organization.short_name = telephone, "Puente"
    db.session.commit()
    first = _receive(client, "+13035550188", "HELP")
    assert first.intent_effect == "answered with how to reach us"
    _receive(client, "+13035550188", "INFO")
    answer = db.session.scalars(select(Message).where(Message.direction == Direction.OUT)).one()
    assert answer.body.startswith("Puente campaign texts.") and "STOP" in answer.body and "{" not in answer.body
    assert ("312-555-0100" in answer.body) is bool(telephone)
    assert "eply here" in answer.body
    _receive(client, "+13035550189", "STOP")
    _receive(client, "+13035550189", "HELP")
    asked = select(Message).where(Message.phone == "+13035550189", Message.direction == Direction.OUT)
    assert [one.is_stop_confirmation for one in db.session.scalars(asked)] == [True]


def test_an_answer_to_help_does_not_wait_for_the_morning(
    client: FlaskClient, organization: Organization, now: datetime
) -> None:
    live_at(organization, now.replace(hour=6))  # 11 pm in Denver
    db.session.scalars(select(SenderAccount)).one().provider_answers_keywords = False
    db.session.commit()
    _receive(client, "+13035550188", "HELP")
    go_round("send_due")
    answer = db.session.scalars(select(Message).where(Message.direction == Direction.OUT)).one()
    assert answer.send_after is not None and answer.send_after < now.replace(hour=7)
    # nobody answers at that address, so it waits for another try, and not for the hours for texting
