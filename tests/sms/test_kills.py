"""Workers killed at any moment lose no text, double none, and send none to a number that has said stop.

Real processes, a real database, an emulator over HTTP behind a proxy that fails: lost and late answers, 503 after it was
taken, dropped connections, 429, receipts before the answer.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import everywhere, in_organization
from crm.sms.jobs.receiving import keep
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, WebhookKind
from crm.sms.service.consent import default_program, opt_out
from crm.sms.service.outbox import NewText, queue_messages
from crm.sms.service.reconcile import NOBODY_KNOWS, TRIES
from tests.conftest import NOW
from tests.sms.nurseries import Nursery, environment
from tests.support import emulator, faultproxy
from tests.support.emulator import Emulator
from tests.support.factories import Factory
from tests.support.faultproxy import Fault, FaultProxy
from tests.support.texting import live_at, member, status_fields, twilio_account

SETTLED_SECONDS = 60
FAULTS = (Fault.LOST_REPLY, Fault.ERROR_AFTER, Fault.DROP, Fault.BUSY_TWICE, Fault.SLOW)
SENT = (MessageStatus.ACCEPTED, MessageStatus.SENT, MessageStatus.DELIVERED)
WAITING = (MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)


def _write_blast(texts: int) -> None:
    make = Factory(NOW)
    organization = make.organization()
    with in_organization(organization.id):
        twilio_account()
        live_at(organization, NOW)
        people = [member(make, organization) for _ in range(min(texts, 150))]
        for part in range(0, texts, len(people)):
            blast = Blast(
                name="A",
                program_id=default_program().id,
                bodies={},
                status=BlastStatus.SENDING,
                submit_key=f"blast-{part}",
            )
            make.add(blast)
            rows = [
                NewText(phone, person.id, f"Hearing on Tuesday, {part + n}", blast_id=blast.id)
                for n, (person, phone) in enumerate(people)
            ]
            queue_messages(system_actor(organization.id), NOW, rows[: texts - part])
        db.session.commit()


def _left() -> int:
    with everywhere("a test"):
        query = select(func.count()).select_from(Message).where(Message.status.in_(WAITING))
        left = db.session.scalar(query) or 0
    db.session.rollback()
    return left


@dataclass
class Outside:
    """What happens while workers are killed: faults by the order of calls, receipts before answers, stops in between."""

    app: Flask
    dice: random.Random
    unlucky: dict[int, Fault]
    stops: int
    struck: dict[str, Fault] = field(default_factory=dict)
    stopped: dict[str, datetime] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def choose(self, to: str, nth: int) -> Fault | None:
        """The fault of one call: each strikes one number's first call, 429 its second too."""
        if nth == 1 and (fault := self.unlucky.get(next(self._numbers))) is not None:
            self.struck[to] = fault
        fault = self.struck.get(to)
        return fault if nth == 1 or (nth == 2 and fault is Fault.BUSY_TWICE) else None

    def hear(self, form: Mapping[str, str], text: Mapping[str, Any]) -> None:
        """Every third text's receipts come before its answer, out of order and twice."""
        if self.dice.random() > 0.33:
            return
        attempt = parse_qs(urlsplit(form["StatusCallback"]).query)["attempt"][0]
        with self.app.app_context(), in_organization(1), unit_of_work():
            for word in ("delivered", "sent", "delivered"):
                fields = {name: [value] for name, value in status_fields(str(text["sid"]), word).items()}
                keep(WebhookKind.STATUS, 1, fields, attempt, utc_now())

    def stop_somebody(self) -> None:
        """One more number says stop."""
        with in_organization(1), unit_of_work():
            waiting = list(db.session.scalars(select(Message.phone).where(Message.status == MessageStatus.QUEUED)))
            free = [phone for phone in waiting if phone not in self.stopped]
            if self.stops <= len(self.stopped) or not free:
                return
            phone = self.dice.choice(free)
            opt_out(NOW, phone, OptOutReason.STOP_REPLY, "stop")
        self.stopped[phone] = utc_now()


def _kill_often(
    settings: dict[str, str], folder: Path, proxy: FaultProxy, outside: Outside, kills: int, workers: int
) -> None:
    """Start workers and kill them with -9, each after a random number of calls and a random moment more."""
    dice = random.Random(kills)
    with (folder / "workers.log").open("wb") as log, closing(Nursery(settings, log)) as nursery:
        for _ in range(workers):
            nursery.start()
        for _ in range(kills):
            target = proxy.calls.total() + dice.randint(1, 12)
            deadline = time.monotonic() + 5
            while proxy.calls.total() < target and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(dice.random() * 0.02)
            outside.stop_somebody()
            nursery.kill_oldest()
            nursery.start()
            if proxy.calls.total() < target and not _left():
                break  # everything was sent before the last kills
        _settle()


def _settle() -> None:
    """Wait until nothing waits, or for a while nothing more moves."""
    before, deadline = -1, 0.0
    while left := _left():
        if left != before:
            before, deadline = left, time.monotonic() + SETTLED_SECONDS
        if time.monotonic() > deadline:
            return
        time.sleep(0.2)


def _check(twilio: Emulator, outside: Outside, texts: int) -> None:
    assert _left() == 0
    at_twilio = Counter(row["body"] for row in twilio.messages())
    with everywhere("a test"):
        ours = list(db.session.scalars(select(Message)))
    sent = [row for row in ours if row.status in SENT]
    kept_back = [row for row in ours if row.status is MessageStatus.SKIPPED]
    for_a_person = [row for row in ours if row.status is MessageStatus.HELD]
    assert len(ours) == len(sent) + len(kept_back) + len(for_a_person) == texts, Counter(row.status for row in ours)
    assert {row.phone for row in kept_back} <= set(outside.stopped), "kept back without a stop"
    # A worker that died between handing over and the call, twice with the same text: nobody sends it a third time unasked.
    assert all((row.reason, row.attempts) == (NOBODY_KNOWS, TRIES) for row in for_a_person)
    assert len(for_a_person) <= texts // 100
    assert set(at_twilio) == {row.body for row in sent}, "texts were lost, or sent without our knowing"
    assert set(at_twilio.values()) == {1}, "texts were doubled"
    assert {row.provider_sid for row in sent} == {row["sid"] for row in twilio.messages()}
    for row in sent:
        stopped_at = outside.stopped.get(row.phone)
        assert stopped_at is None or (row.handed_over_at and row.handed_over_at <= stopped_at), "sent after a stop"


def _run(app: Flask, address: str, folder: Path, texts: int, kills: int, workers: int, faults: int, stops: int) -> None:
    _write_blast(texts)
    dice = random.Random(texts)
    unlucky = {dice.randrange(texts): dice.choice(FAULTS) for _ in range(faults)}
    outside = Outside(app, dice, unlucky, stops)
    with (
        emulator.running("http://127.0.0.1:9") as twilio,
        faultproxy.running(twilio.url, outside.choose, outside.hear) as proxy,
    ):
        _kill_often(environment(address, folder, proxy.url), folder, proxy, outside, kills, workers)
        _check(twilio, outside, texts)


def test_twenty_kills(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _run(killed_app, address, tmp_path, texts=200, kills=20, workers=1, faults=8, stops=6)


@pytest.mark.long
def test_hundreds_of_kills_of_two_workers(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _run(killed_app, address, tmp_path, texts=1800, kills=200, workers=2, faults=60, stops=20)
