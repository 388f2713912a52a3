"""Webhooks: nothing without a right signature, a repeated one changes nothing, receipts only move a text forward."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from crm.accounts.models import Organization
from crm.contacts.models import ContactPoint
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import everywhere, in_organization
from crm.core.sealing import seal
from crm.sms.models import Direction, Message, MessageStatus, SenderAccount, WebhookEvent
from crm.sms.queries.gate import Why, closed_phones
from crm.sms.queries.unread import held_up, unread_phones
from crm.sms.service.senders import COLUMN
from tests.support.emulator import NUMBERS
from tests.support.factories import Factory
from tests.support.texting import (
    PUBLIC_URL,
    deliver,
    fresh,
    go_round,
    inbound_fields,
    live_at,
    member,
    post_signed,
    speak_to,
    status_fields,
    twilio_account,
    write_to,
)

INBOUND, STATUS = "/webhooks/twilio/inbound", "/webhooks/twilio/status"
PHONE = "+13035550101"


@pytest.fixture(autouse=True)
def account(app: Flask, organization: Organization, now: datetime) -> None:
    speak_to(app, "http://127.0.0.1:9")
    twilio_account()
    live_at(organization, now)


def _count(model: type[Message | WebhookEvent]) -> int:
    with everywhere("a test"):
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def _sent(organization: Organization, make: Factory, now: datetime, sid: str | None = "SM1") -> Message:
    person, phone = member(make, organization)
    row = write_to(organization, now, person, phone)
    row.status, row.provider_sid, row.attempt_id = MessageStatus.ACCEPTED, sid, "attempt-1"
    if sid is None:
        row.status, row.handed_over_at = MessageStatus.CLAIMED, utc_now()
    db.session.commit()
    return row


def test_a_wrong_signature_is_403_and_leaves_nothing(client: FlaskClient) -> None:
    fields = inbound_fields(PHONE, "Hello", "SM1")
    for answer in (
        post_signed(client, INBOUND, fields, token="0" * 32),
        post_signed(client, INBOUND, fields, base="https://elsewhere.example.org"),
        post_signed(client, INBOUND, fields | {"AccountSid": "AC" + "1" * 32}),
        post_signed(client, STATUS, {}),
        client.post(INBOUND, data=fields),
        client.post(INBOUND, data=fields, headers={"X-Twilio-Signature": "nonsense"}),
    ):
        assert answer.status_code == 403
    assert _count(WebhookEvent) == _count(Message) == 0


def test_forwarded_hosts_are_not_believed(client: FlaskClient) -> None:
    fields = inbound_fields(PHONE, "Hello", "SM1")
    signed_elsewhere = post_signed(client, INBOUND, fields, base="https://evil.example.org")
    assert signed_elsewhere.status_code == 403
    with_port = post_signed(client, INBOUND, fields, base=PUBLIC_URL + ":443")
    assert with_port.status_code == 200


def test_a_text_comes_in_once(client: FlaskClient) -> None:
    fields = inbound_fields(PHONE, "What time is it?", "SM1", NewField="later invention")
    for _ in range(3):
        answer = deliver(client, INBOUND, fields)
        assert answer.status_code == 200 and answer.mimetype == "text/xml" and "<Response/>" in answer.text
    assert _count(WebhookEvent) == _count(Message) == 1


def test_receipts_move_a_text_forward_only(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    row = _sent(organization, make, now)
    for status, expected in (
        ("queued", MessageStatus.ACCEPTED),
        ("sent", MessageStatus.SENT),
        ("sending", MessageStatus.SENT),
        ("delivered", MessageStatus.DELIVERED),
        ("delivered", MessageStatus.DELIVERED),
        ("sent", MessageStatus.DELIVERED),
        ("undelivered", MessageStatus.DELIVERED),
        ("a word of tomorrow", MessageStatus.DELIVERED),
    ):
        assert deliver(client, STATUS + "?attempt=attempt-1", status_fields("SM1", status)).status_code == 204
        row = fresh(row)
        assert row.status is expected
    assert row.delivered_at == row.status_at and row.our_phone == NUMBERS[0] and row.error_code is None


def test_a_receipt_before_the_sid_is_found_by_our_attempt(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    row = _sent(organization, make, now, sid=None)
    deliver(client, STATUS + "?attempt=attempt-1", status_fields("SM7", "sent"))
    row = fresh(row)
    assert (row.status, row.provider_sid) == (MessageStatus.SENT, "SM7")


def test_a_receipt_of_an_unknown_text_waits_for_it(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    row = _sent(organization, make, now, sid=None)
    assert deliver(client, STATUS, status_fields("SM7", "delivered")).status_code == 204
    event = db.session.scalars(select(WebhookEvent)).one()
    assert event.processed_at is None and event.tries == 1
    row, event = fresh(row), fresh(event)
    row.provider_sid, event.try_after = "SM7", None
    db.session.commit()
    go_round("take_in_receipts")
    assert fresh(row).status is MessageStatus.DELIVERED and fresh(event).processed_at is not None


def test_an_error_in_a_receipt_marks_the_number(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    row = _sent(organization, make, now)
    deliver(client, STATUS, status_fields("SM1", "undelivered", ErrorCode="30006"))
    row = fresh(row)
    assert (row.status, row.error_code) == (MessageStatus.UNDELIVERED, 30006) and row.reason
    point = db.session.scalars(select(ContactPoint).where(ContactPoint.value == row.phone)).one()
    point = fresh(point)
    assert point.is_textable is False


def test_a_suspended_account_halts(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    _sent(organization, make, now)
    deliver(client, STATUS, status_fields("SM1", "failed", ErrorCode="30002"))
    assert db.session.scalars(select(SenderAccount)).one().is_halted


def test_a_failure_inside_is_answered_and_done_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise ValueError("not today")

    with monkeypatch.context() as broken:
        broken.setattr("crm.sms.jobs.taking_in.take_text", fail)
        assert deliver(client, INBOUND, inbound_fields(PHONE, "STOP", "SM1")).status_code == 200
    event = db.session.scalars(select(WebhookEvent)).one()
    assert (event.processed_at, event.tries, event.error) == (None, 1, "ValueError")
    event.try_after = None
    db.session.commit()
    go_round("take_in")
    assert PHONE in closed_phones([PHONE])
    assert PHONE not in caplog.text


def test_what_cannot_be_understood_is_shown_and_its_number_held(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise ValueError("never")

    monkeypatch.setattr("crm.sms.jobs.taking_in.take_text", fail)
    deliver(client, INBOUND, inbound_fields(PHONE, "¿Qué?", "SM1"))
    for tries in (2, 3):
        assert unread_phones([PHONE]) == {PHONE}
        _let_try_again()
        event = db.session.scalars(select(WebhookEvent)).one()
        assert fresh(event).tries == tries and _count(Message) == 0
    _let_try_again()
    shown = db.session.scalars(select(Message)).one()
    assert (shown.body, shown.intent_effect) == ("¿Qué?", "held until someone decides")
    assert closed_phones([PHONE]) == {PHONE: Why.HELD} and unread_phones([PHONE]) == set()


def _let_try_again() -> None:
    event = db.session.scalars(select(WebhookEvent)).one()
    event.try_after = None
    db.session.commit()
    go_round("take_in")


def test_two_texts_of_a_number_are_understood_in_their_order(client: FlaskClient) -> None:
    post_signed(client, INBOUND, inbound_fields(PHONE, "STOP", "SM1"))
    post_signed(client, INBOUND, inbound_fields(PHONE, "START", "SM2"))
    second = db.session.scalars(select(WebhookEvent).order_by(WebhookEvent.id.desc())).first()
    assert second is not None and held_up([second]) == {second.id} and unread_phones([PHONE, "+13035550199"]) == {PHONE}
    go_round("take_in")
    assert PHONE not in closed_phones([PHONE]) and not held_up([second])


def test_a_new_token_counts_at_once_and_the_old_one_no_more(client: FlaskClient) -> None:
    fields = inbound_fields(PHONE, "Hello", "SM1")
    assert post_signed(client, INBOUND, fields).status_code == 200
    account = db.session.scalars(select(SenderAccount)).one()
    account.sealed_token = seal("1" * 32, COLUMN)
    db.session.commit()
    assert post_signed(client, INBOUND, fields | {"MessageSid": "SM2"}).status_code == 403
    assert post_signed(client, INBOUND, fields | {"MessageSid": "SM3"}, token="1" * 32).status_code == 200


def test_a_token_that_another_process_changed_is_looked_up_when_it_does_not_fit(client: FlaskClient) -> None:
    fields = inbound_fields(PHONE, "Hello", "SM1")
    assert post_signed(client, INBOUND, fields).status_code == 200
    db.session.execute(update(SenderAccount).values(sealed_token=seal("1" * 32, COLUMN)))
    db.session.commit()
    assert post_signed(client, INBOUND, fields | {"MessageSid": "SM2"}, token="1" * 32).status_code == 200


def test_two_organizations_of_one_account_are_told_apart_by_number(client: FlaskClient, make: Factory) -> None:
    other = make.organization()
    with in_organization(other.id):
        twilio_account(messaging_service_sid="MG" + "6" * 32, numbers=("+13125550177",))
    fields = inbound_fields(PHONE, "Hello", "SM1", To="+13125550177", MessagingServiceSid="MG" + "6" * 32)
    assert deliver(client, INBOUND, fields).status_code == 200
    nobodys = inbound_fields(PHONE, "Hello", "SM2", To="+13125550178", MessagingServiceSid="")
    assert post_signed(client, INBOUND, nobodys).status_code == 403
    assert db.session.scalars(select(Message).where(Message.direction == Direction.IN)).all() == []
    with in_organization(other.id):
        assert db.session.scalars(select(Message.phone)).all() == [PHONE]
