"""A blast that goes wrong is paused with the reason in words; a person lets it go on, and what came before counts no more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from crm.accounts.models import Organization
from crm.core.actor import Actor, Role, system_actor
from crm.core.database import db
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, SenderAlert
from crm.sms.queries.senders import list_accounts
from crm.sms.service.blasts import resume_blast
from crm.sms.service.breakers import FILTERED_OFTEN, STOPPED_OFTEN
from crm.sms.service.consent import default_program, opt_out
from crm.sms.service.outbox import NewText, queue_messages
from crm.sms.service.purse import add_to_day, note_busy
from tests.support.emulator import ACCOUNT_SID
from tests.support.factories import Factory
from tests.support.texting import fresh, go_round, live_at, twilio_account

TEXTS = 120


@pytest.fixture
def blast(app: Flask, organization: Organization, make: Factory, now: datetime) -> Blast:
    """A running blast to 120 numbers."""
    twilio_account()
    live_at(organization, now)
    values = {"name": "A", "bodies": {}, "status": BlastStatus.SENDING, "submit_key": "a", "created_at": now}
    values["prepared_at"] = now
    row = make.add(Blast(program_id=default_program().id, **values))
    texts = [NewText(f"+1303555{number:04d}", None, "Hi", blast_id=row.id) for number in range(TEXTS)]
    later = [NewText("+17195550101", None, "Hi", blast_id=row.id, send_after=now + timedelta(days=1))]
    queue_messages(system_actor(organization.id), now, texts + later)
    return row


def _come_back(now: datetime, delivered: int, filtered: int = 0, unknown: int = 0, gone: int = 0) -> None:
    """So many more of the queued texts come back: delivered, filtered, failed for no reason, stopped at the provider."""
    ids = list(
        db.session.scalars(select(Message.id).where(Message.status == MessageStatus.QUEUED).order_by(Message.id))
    )
    ways = [(delivered, None), (filtered, 30007), (unknown, 30008), (gone, 21610)]
    for number, code in ways:
        some, ids = ids[:number], ids[number:]
        status = MessageStatus.UNDELIVERED if code else MessageStatus.DELIVERED
        values = {"status": status, "error_code": code, "sent_at": now}
        db.session.execute(update(Message).where(Message.id.in_(some)).values(values))
    db.session.commit()
    go_round("finish_blasts")


def _stop(count: int, now: datetime) -> None:
    sent = select(Message.phone).where(Message.status == MessageStatus.DELIVERED).order_by(Message.id.desc())
    for phone in db.session.scalars(sent.limit(count)).all():
        opt_out(now + timedelta(minutes=1), phone, OptOutReason.STOP_REPLY, "stop")


def _alerts() -> set[str]:
    return {about.partition(":")[0] for about in db.session.scalars(select(SenderAlert.about))}


@pytest.mark.parametrize(
    ("back", "stops", "because", "alerts"),
    [
        ({"delivered": 59, "filtered": 1}, 0, "", set()),
        ({"delivered": 58, "filtered": 2}, 0, FILTERED_OFTEN, {"failed"}),
        ({"delivered": 40, "filtered": 9}, 0, "", set()),
        ({"delivered": 60}, 1, "", set()),
        ({"delivered": 60}, 2, STOPPED_OFTEN, set()),
        ({"delivered": 58, "unknown": 2}, 0, "", {"failed"}),
        ({"delivered": 55, "gone": 5}, 0, "", set()),
    ],
)
def test_shares_from_fifty_results_on(
    blast: Blast, now: datetime, back: dict[str, int], stops: int, because: str, alerts: set[str]
) -> None:
    _come_back(now, **{"delivered": 0} | back)
    _stop(stops, now)
    go_round("finish_blasts")
    found = fresh(blast)
    assert (found.status, found.paused_because) == (
        BlastStatus.PAUSED if because else BlastStatus.SENDING,
        because,
    )
    assert _alerts() == alerts


def test_a_person_lets_it_go_on_and_it_is_counted_anew(
    blast: Blast, organization: Organization, make: Factory, now: datetime
) -> None:
    actor = Actor(organization.id, make.user(organization).id, "Malik", Role.COORDINATOR)
    _come_back(now, delivered=48, filtered=2)
    assert fresh(blast).status is BlastStatus.PAUSED
    resume_blast(actor, now, blast.id)
    db.session.commit()
    _come_back(now, delivered=49)
    assert fresh(blast).status is BlastStatus.SENDING and not fresh(blast).paused_because
    _come_back(now, delivered=0, filtered=2)
    assert fresh(blast).status is BlastStatus.PAUSED


def test_refusals_for_haste_are_told_from_one_in_twenty_on(blast: Blast, now: datetime) -> None:
    account_id = list_accounts()[0].id
    add_to_day(account_id, now, segments=100, calls=100)
    note_busy(ACCOUNT_SID, 5, now)
    assert _alerts() == set()
    note_busy(ACCOUNT_SID, 1, now)
    assert _alerts() == {"busy"}
