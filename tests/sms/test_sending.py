"""Each way of failing, and each reason not to send, has its outcome; over HTTP against the emulator (SMS.md section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.contacts.models import ContactPoint
from crm.core.clock import utc_now
from crm.core.database import db
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, SenderAccount
from crm.sms.queries.gate import closed_phones
from crm.sms.service.consent import default_program, opt_out
from tests.support import emulator, faultproxy
from tests.support.emulator import Emulator
from tests.support.factories import Factory
from tests.support.faultproxy import Fault, FaultProxy
from tests.support.texting import fresh, go_round, live_at, member, speak_to, twilio_account, write_to

LOST, DROPPED, BUSY, BROKEN, STOPPED, BAD, LANDLINE, SENDERLESS, HALTED, NOWHERE = (
    f"+130355501{n:02d}" for n in range(90, 100)
)
FAULTS = {
    LOST: Fault.LOST_REPLY,
    DROPPED: Fault.DROP,
    BUSY: Fault.BUSY_TWICE,
    BROKEN: Fault.ERROR_AFTER,
    STOPPED: 21610,
    BAD: 21211,
    LANDLINE: 21614,
    SENDERLESS: 21703,
    HALTED: 20003,
    NOWHERE: 21408,
}


@pytest.fixture(scope="module")
def twilio() -> Iterator[Emulator]:
    with emulator.running("http://127.0.0.1:9") as running:
        yield running


@pytest.fixture
def proxy(app: Flask, twilio: Emulator, organization: Organization, now: datetime) -> Iterator[FaultProxy]:
    """The organization texts through a failing proxy, at one in the afternoon of a Tuesday."""
    twilio_account()
    live_at(organization, now)
    with faultproxy.running(twilio.url, faultproxy.by_number(FAULTS)) as running:
        speak_to(app, running.url)
        yield running


def _write(organization: Organization, make: Factory, phone: str = "", **values: object) -> Message:
    person, phone = member(make, organization, phone)
    body = f"The hearing is Tuesday. {make.phone()} {utc_now():%f}"
    return write_to(organization, make.now, person, phone, body=body, **values)


def _at_twilio(twilio: Emulator, message: Message) -> int:
    return len([row for row in twilio.messages() if row["body"] == message.body])


def _send(message: Message, rounds: int = 1, later: timedelta = timedelta()) -> Message:
    for _ in range(rounds):
        go_round("send_due", "reconcile", real_now=utc_now() + later)
    return fresh(message)


def test_a_text_is_sent_once_with_our_own_name_for_it(
    proxy: FaultProxy, twilio: Emulator, organization: Organization, make: Factory
) -> None:
    message = _send(_write(organization, make), rounds=3)
    assert message.status is MessageStatus.ACCEPTED and message.provider_sid and message.attempt_id
    assert message.consent_id is not None and message.sent_at is not None
    assert _at_twilio(twilio, message) == 1


@pytest.mark.parametrize("phone", [LOST, BROKEN])
def test_a_lost_answer_is_found_and_never_sent_again(
    proxy: FaultProxy, twilio: Emulator, organization: Organization, make: Factory, phone: str
) -> None:
    message = _send(_write(organization, make, phone))
    assert message.status is MessageStatus.UNCERTAIN and message.provider_sid is None
    message = _send(message, rounds=2, later=timedelta(seconds=10))
    assert message.status is MessageStatus.ACCEPTED and message.provider_sid
    assert (proxy.calls[phone], _at_twilio(twilio, message)) == (1, 1)


def test_what_was_dropped_is_sent_once_more_after_the_grace_period_and_then_held(
    proxy: FaultProxy, twilio: Emulator, organization: Organization, make: Factory
) -> None:
    message = _send(_write(organization, make, DROPPED))
    message = _send(message, rounds=3, later=timedelta(minutes=5))
    assert (message.status, proxy.calls[DROPPED]) == (MessageStatus.UNCERTAIN, 1)
    message = _send(message, rounds=3, later=timedelta(minutes=11))
    assert (message.status, proxy.calls[DROPPED]) == (MessageStatus.UNCERTAIN, 2)
    message = _send(message, rounds=3, later=timedelta(minutes=40))
    assert (message.status, proxy.calls[DROPPED]) == (MessageStatus.HELD, 2)
    assert message.reason and _at_twilio(twilio, message) == 0


def test_too_many_at_once_waits_and_goes_later(
    proxy: FaultProxy, twilio: Emulator, organization: Organization, make: Factory
) -> None:
    message = _send(_write(organization, make, BUSY))
    assert message.status is MessageStatus.QUEUED and message.send_after > make.now
    for seconds in (10, 20):
        message = _send(message, later=timedelta(seconds=seconds))
    assert message.status is MessageStatus.ACCEPTED
    assert (proxy.calls[BUSY], _at_twilio(twilio, message)) == (3, 1)


def test_a_number_that_stopped_at_the_provider_is_closed_here(
    proxy: FaultProxy, organization: Organization, make: Factory
) -> None:
    message = _write(organization, make, STOPPED)
    person_id = message.contact_id
    later = write_to(organization, make.now, None, STOPPED, body="Later", send_after=make.now + timedelta(hours=1))
    message = _send(message, rounds=3)
    assert (message.status, message.error_code, proxy.calls[STOPPED]) == (MessageStatus.FAILED, 21610, 1)
    assert STOPPED in closed_phones([STOPPED]) and person_id is not None
    assert fresh(later).status is MessageStatus.SKIPPED


@pytest.mark.parametrize(("phone", "status"), [(BAD, "bad"), (LANDLINE, "potential")])
def test_a_number_that_takes_no_texts_is_marked(
    proxy: FaultProxy, organization: Organization, make: Factory, phone: str, status: str
) -> None:
    message = _send(_write(organization, make, phone), rounds=2)
    assert message.status is MessageStatus.FAILED and proxy.calls[phone] == 1
    point = db.session.scalars(select(ContactPoint).where(ContactPoint.value == phone)).one()
    assert (point.is_textable, point.status.value) == (False, status)


def test_bad_credentials_stop_everything_and_lose_nothing(
    proxy: FaultProxy, organization: Organization, make: Factory
) -> None:
    first, second = _write(organization, make, HALTED), _write(organization, make)
    first = _send(first, rounds=3)
    assert first.status is MessageStatus.QUEUED and fresh(second).status is MessageStatus.QUEUED
    assert proxy.calls.total() == 1
    account = db.session.scalars(select(SenderAccount)).one()
    assert account.is_halted and account.halted_because


def _blast(make: Factory, status: BlastStatus = BlastStatus.SENDING) -> Blast:
    row = Blast(name="A", program_id=default_program().id, bodies={}, status=status, submit_key=make.phone())
    return make.add(row)


def test_a_sender_that_is_not_set_up_pauses_the_blast(
    proxy: FaultProxy, organization: Organization, make: Factory
) -> None:
    blast = _blast(make)
    first = _write(organization, make, SENDERLESS, blast_id=blast.id)
    second = _write(organization, make, blast_id=blast.id)
    _send(first, rounds=2)
    assert fresh(blast).status is BlastStatus.PAUSED and fresh(blast).paused_because
    assert [fresh(row).status for row in (first, second)] == [MessageStatus.QUEUED, MessageStatus.QUEUED]
    assert proxy.calls.total() == 1


def test_only_a_running_blast_is_sent_and_it_ends(proxy: FaultProxy, organization: Organization, make: Factory) -> None:
    paused, running = _blast(make, BlastStatus.PAUSED), _blast(make)
    waiting = _write(organization, make, blast_id=paused.id)
    going = _write(organization, make, blast_id=running.id)
    go_round("send_due", "finish_blasts")
    assert (fresh(waiting).status, fresh(going).status) == (MessageStatus.QUEUED, MessageStatus.ACCEPTED)
    assert (fresh(paused).status, fresh(running).status) == (BlastStatus.PAUSED, BlastStatus.DONE)


def test_the_gate_is_asked_at_the_moment_of_sending(
    proxy: FaultProxy, organization: Organization, make: Factory, now: datetime
) -> None:
    closed, stranger = _write(organization, make), write_to(organization, now, None, "+13035550181")
    opt_out(now, closed.phone, OptOutReason.STOP_REPLY, "stop")
    db.session.commit()
    assert _send(closed).status is MessageStatus.SKIPPED and fresh(closed).reason == "opted out"
    assert (fresh(stranger).status, fresh(stranger).reason) == (MessageStatus.SKIPPED, "no consent")
    assert proxy.calls.total() == 0


def test_quiet_hours_let_a_text_wait_but_not_the_confirmation_of_a_stop(
    proxy: FaultProxy, organization: Organization, make: Factory, now: datetime
) -> None:
    night = now + timedelta(hours=9)
    live_at(organization, night)
    person, phone = member(make, organization)
    message = write_to(organization, night, person, phone)
    confirmation = write_to(organization, night, person, phone, body="Ended.", is_stop_confirmation=True)
    stale = write_to(organization, now, person, phone, body="Too late.", is_stop_confirmation=True)
    message = _send(message)
    assert message.status is MessageStatus.QUEUED
    assert message.send_after == datetime(2026, 11, 25, 16, 0, tzinfo=now.tzinfo)
    assert fresh(confirmation).status is MessageStatus.ACCEPTED
    assert fresh(stale).status is MessageStatus.SKIPPED


def test_a_worker_that_died_before_handing_over_leaves_a_text_that_waits(
    proxy: FaultProxy, organization: Organization, make: Factory
) -> None:
    message = _write(organization, make)
    message.status, message.lease_until = MessageStatus.CLAIMED, utc_now() - timedelta(seconds=1)
    db.session.commit()
    go_round("reconcile")
    assert fresh(message).status is MessageStatus.QUEUED


def test_a_worker_that_died_while_handing_over_leaves_an_uncertain_text(
    proxy: FaultProxy, organization: Organization, make: Factory
) -> None:
    message = _write(organization, make)
    message.status, message.lease_until = MessageStatus.CLAIMED, utc_now() - timedelta(seconds=1)
    message.handed_over_at, message.attempts = utc_now() - timedelta(seconds=90), 1
    db.session.commit()
    go_round("reconcile", "send_due")
    assert fresh(message).status is MessageStatus.UNCERTAIN and proxy.calls.total() == 0
