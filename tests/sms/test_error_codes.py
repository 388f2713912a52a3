"""Every code of SMS.md section 1, at the call and in a receipt: what becomes of the text, its number, blast and sender."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from crm.accounts.models import Organization
from crm.contacts.models import ContactPoint
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import Conflict
from crm.sms.models import (
    Blast,
    BlastStatus,
    Message,
    MessageStatus,
    OptOut,
    OptOutReason,
    PastAttempt,
    SenderAccount,
    SenderAlert,
)
from crm.sms.provider.choose import World
from crm.sms.provider.error_codes import RULES
from crm.sms.provider.port import Declined, NotNow
from crm.sms.queries.due import take_due
from crm.sms.queries.gate import Why, may_text
from crm.sms.queries.leaving import Skip, decide
from crm.sms.queries.paces import next_carrier_day
from crm.sms.service.blasts import cancel_blast
from crm.sms.service.consent import default_program
from crm.sms.service.inbound import take_text
from crm.sms.service.receipts import take_receipt
from crm.sms.service.results import note_results
from crm.sms.service.senders import find_sender
from crm.sms.service.sending import hand_over
from crm.sms.service.undecided import give_up, resend
from tests.support.emulator import ACCOUNT_SID
from tests.support.factories import Factory
from tests.support.texting import fresh, inbound_fields, live_at, member, status_fields, twilio_account, write_to

Q, F, H, U = MessageStatus.QUEUED, MessageStatus.FAILED, MessageStatus.HELD, MessageStatus.UNDELIVERED
MIDNIGHT = "midnight"
MINUTES, HOURS = 60, 3600

# code: status after the call; after the receipt, when it goes again (seconds); then what it means for others
TABLE: dict[int, tuple[MessageStatus, MessageStatus, int | str | None, str]] = {
    20003: (Q, Q, 0, "halted"),
    20429: (Q, Q, 10 * MINUTES, "slowed"),
    21211: (F, U, None, "bad"),
    21614: (F, U, None, "not textable"),
    21635: (F, U, None, "not textable"),
    21610: (F, U, None, "opted out"),
    21408: (F, U, None, "alert"),
    21606: (Q, Q, 0, "paused"),
    21703: (Q, Q, 0, "paused"),
    21704: (Q, Q, 0, "paused"),
    21611: (Q, Q, 10 * MINUTES, "rests"),
    21612: (F, U, None, "alert"),
    21617: (F, U, None, ""),
    30001: (Q, Q, 10 * MINUTES, "slowed"),
    30002: (Q, Q, 0, "halted"),
    30037: (Q, Q, 0, "halted"),
    30003: (F, Q, 4 * HOURS, ""),
    30004: (F, U, None, "held"),
    30005: (F, U, None, "bad"),
    30006: (F, U, None, "not textable"),
    30007: (F, U, None, ""),
    30008: (F, Q, 30 * MINUTES, ""),
    30022: (Q, Q, 10 * MINUTES, "slowed"),
    30023: (Q, Q, MIDNIGHT, "rests"),
    30027: (F, Q, MIDNIGHT, ""),
    30024: (F, Q, 12 * HOURS, "alert"),
    30035: (F, Q, 12 * HOURS, "alert"),
    30032: (Q, Q, 0, "paused"),
    30033: (Q, Q, 0, "paused"),
    30034: (Q, Q, 0, "paused"),
    30036: (F, Q, 0, ""),
    30039: (F, U, None, "no automatic"),
    14107: (F, U, None, "no automatic"),
    30450: (F, H, None, "alert"),
    30610: (F, Q, MIDNIGHT, ""),
    30640: (F, U, None, "held"),
    99999: (F, U, None, ""),
}
OUTSIDE = World(public_url="https://reinvest.example.org")


@pytest.fixture
def blast(app: Flask, organization: Organization, make: Factory, now: datetime) -> Blast:
    """A running blast of an organization with an account, at one in the afternoon."""
    twilio_account()
    live_at(organization, now)
    values = {"name": "A", "bodies": {}, "status": BlastStatus.SENDING, "submit_key": make.phone()}
    return make.add(Blast(program_id=default_program().id, **values))


def _sent(blast: Blast, make: Factory, organization: Organization) -> Message:
    person, phone = member(make, organization)
    message = write_to(organization, make.now, person, phone, blast_id=blast.id)
    message.status, message.provider_sid, message.sent_at = MessageStatus.SENT, f"SM{phone[-4:]}", make.now
    db.session.commit()
    return message


def _fail(message: Message, code: int, now: datetime, status: str = "undelivered") -> Message:
    sid = str(message.provider_sid)
    assert take_receipt(status_fields(sid, status, ErrorCode=str(code)), message.attempt_id, now)
    db.session.commit()
    return fresh(message)


def test_the_table_is_whole() -> None:
    assert set(TABLE) - {99999} == set(RULES)
    assert all(rule.words for rule in RULES.values())


def test_each_code_at_the_call(blast: Blast, organization: Organization, make: Factory, now: datetime) -> None:
    for code, (status, _later, _wait, meaning) in TABLE.items():
        person, phone = member(make, organization)
        message = write_to(organization, now, person, phone, blast_id=blast.id)
        sender = find_sender(is_practice=False)
        assert sender is not None
        [handed] = hand_over(sender, OUTSIDE, now, now, 5).texts
        note_results([(handed, Declined(code))], sender, now, now)
        message = fresh(message)
        assert message.status is status, code
        if status is Q:
            assert (message.attempts, message.handed_over_at, message.retries) == (0, None, 0), code
        _check(code, meaning, message, fresh(blast))
        _mend(message, blast)


def test_each_code_in_a_receipt(blast: Blast, organization: Organization, make: Factory, now: datetime) -> None:
    for code, (_call, status, wait, meaning) in TABLE.items():
        message = _sent(blast, make, organization)
        sid = message.provider_sid
        message = _fail(message, code, now)
        assert (message.status, message.error_code, bool(message.reason)) == (status, code, True), code
        if wait is not None:
            due = next_carrier_day(now) if wait == MIDNIGHT else now + timedelta(seconds=int(wait))
            assert message.send_after is not None and due <= message.send_after <= due + timedelta(minutes=10), code
            assert (message.retries, message.provider_sid) == (1, None), code
            assert db.session.scalars(select(PastAttempt.provider_sid)).all()[-1] == sid
            assert take_receipt(status_fields(str(sid), "failed", ErrorCode="30008"), None, now)  # for the first try
            assert fresh(message).status is Q, code
        _check(code, meaning, message, fresh(blast))
        _mend(message, blast)


def _mend(message: Message, blast: Blast) -> None:
    """As before for the next code: sender and blast go on, and the text is out of the way."""
    account = db.session.scalars(select(SenderAccount)).one()
    account.is_halted, account.rests_until, account.slowed_until = False, None, None
    blast.status, message.status = BlastStatus.SENDING, MessageStatus.SKIPPED
    db.session.execute(delete(SenderAlert))
    db.session.commit()


def _check(code: int, meaning: str, message: Message, blast: Blast) -> None:
    account = db.session.scalars(select(SenderAccount)).one()
    point = db.session.scalars(select(ContactPoint).where(ContactPoint.value == message.phone)).one()
    reasons = set(db.session.scalars(select(OptOut.reason).where(OptOut.phone == message.phone)))
    found = {
        "halted": account.is_halted and bool(account.halted_because),
        "rests": account.rests_until is not None,
        "slowed": account.slowed_until is not None,
        "paused": blast.status is BlastStatus.PAUSED and bool(blast.paused_because),
        "bad": point.status.value == "bad",
        "not textable": point.status.value != "bad" and not point.is_textable,
        "opted out": OptOutReason.PROVIDER in reasons,
        "held": OptOutReason.HELD in reasons,
    }
    assert {name for name, is_so in found.items() if is_so} == {meaning} & found.keys(), code
    has_alert = db.session.scalars(select(SenderAlert.id)).first() is not None
    assert has_alert == (meaning in ("halted", "paused", "alert")), code


@pytest.mark.parametrize(("code", "tries", "end"), [(30003, 1, U), (30008, 1, U), (30022, 3, U), (30610, 1, H)])
def test_it_goes_again_so_often_and_no_more(
    blast: Blast, organization: Organization, make: Factory, now: datetime, code: int, tries: int, end: MessageStatus
) -> None:
    message = _sent(blast, make, organization)
    for number in range(tries + 1):
        message.status, message.provider_sid = MessageStatus.SENT, f"SMtry{number}"
        message = _fail(message, code, now)
        assert message.status is (Q if number < tries else end)
    assert fresh(message).retries == tries


def test_out_of_reach_on_three_days_is_unreachable_until_it_writes(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    person, phone = member(make, organization)
    for day in (0, 0, 1, 2):
        assert may_text(phone, person.id).allowed
        message = write_to(organization, now, person, phone)
        message.status, message.provider_sid = MessageStatus.SENT, f"SMday{make.phone()}"
        _fail(message, 30003, now + timedelta(days=day))
    assert may_text(phone, person.id).reason is Why.UNREACHABLE
    assert not db.session.scalars(select(OptOut.id)).all()
    take_text(inbound_fields(phone, "New phone, sorry! What time is it?", "SMback"), now + timedelta(days=3))
    assert may_text(phone, person.id).allowed


def test_a_text_too_late_goes_again_only_while_it_says_something(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    action = make.action(title="The hearing", starts_at=now + timedelta(hours=3))
    ahead, over = _sent(blast, make, organization), _sent(blast, make, organization)
    blast.ask_action_id = action.id
    db.session.commit()
    assert _fail(ahead, 30036, now).status is Q
    assert _fail(over, 30036, now + timedelta(hours=4)).status is U


def test_a_loop_ends_automatic_answers_and_nothing_else(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    message = _fail(_sent(blast, make, organization), 14107, now)
    person = message.contact_id
    for origin in ("automatic", "answer"):
        write_to(organization, now, None, message.phone, body=origin, origin=origin)
    db.session.execute(update(Message).values(contact_id=person))
    automatic, answer = sorted(take_due(now, 10, with_blasts=False), key=lambda due: due.body, reverse=True)
    decisions = decide([automatic, answer], now)
    assert isinstance(decisions[0], Skip) and not isinstance(decisions[1], Skip)


def test_a_blast_that_is_through_goes_on_for_what_goes_again(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    message = _sent(blast, make, organization)
    blast.status = BlastStatus.DONE
    db.session.commit()
    _fail(message, 30008, now)
    assert fresh(blast).status is BlastStatus.SENDING


def test_what_comes_back_to_a_cancelled_blast_is_not_sent(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    person, phone = member(make, organization)
    message = write_to(organization, now, person, phone, blast_id=blast.id)
    sender = find_sender(is_practice=False)
    assert sender is not None
    [handed] = hand_over(sender, OUTSIDE, now, now, 5).texts
    cancel_blast(Actor(organization.id, make.user(organization).id, "Malik", Role.ADMIN), now, blast.id)
    note_results([(handed, NotNow(1.0, is_busy=True))], sender, now, now)
    assert fresh(message).status is MessageStatus.SKIPPED


def test_a_person_decides_about_a_held_text(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    actor = Actor(organization.id, make.user(organization).id, "Malik", Role.COORDINATOR)
    again, given_up = (_fail(_sent(blast, make, organization), 30450, now) for _ in range(2))
    first_sid = again.provider_sid
    assert resend(actor, now, again.id).status is Q
    assert give_up(actor, now, given_up.id).status is MessageStatus.SKIPPED
    for decide_again in (resend, give_up):
        with pytest.raises(Conflict):
            decide_again(actor, now, given_up.id)
    db.session.commit()
    assert take_receipt(status_fields(str(first_sid), "delivered", AccountSid=ACCOUNT_SID), None, now)
    assert fresh(again).status is Q
