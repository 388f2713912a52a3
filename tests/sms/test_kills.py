"""Workers killed at any moment lose no text and double none: real processes, a real database, an emulator over HTTP."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.core.actor import system_actor
from crm.core.database import db
from crm.core.scope import everywhere, in_organization
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.service.consent import default_program
from crm.sms.service.outbox import NewText, queue_messages
from tests.conftest import NOW
from tests.support import emulator, faultproxy
from tests.support.emulator import Emulator
from tests.support.factories import Factory
from tests.support.faultproxy import Fault, FaultProxy
from tests.support.texting import live_at, member, twilio_account

ROOT = Path(__file__).parents[2]
SETTLED_SECONDS = 60
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


def _environment(address: str, folder: Path, api_url: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("TWILIO_")},
        "DATABASE_URL": address,
        "SECRET_KEY": "a secret for tests",
        "REINVEST_INSTANCE": str(folder),
        "TWILIO_API_URL": api_url,
        "SMS_TIMEOUT_SECONDS": "1",
        "SMS_LEASE_SECONDS": "3",
        "SMS_GRACE_SECONDS": "4",
    }


class Nursery:
    """Starts workers of one application, and kills them."""

    def __init__(self, environment: dict[str, str], log: IO[bytes]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            cwd=ROOT,
            text=True,
        )
        self._workers: list[int] = []
        assert self._say("") == "ready"

    def start(self) -> None:
        """One more worker."""
        self._workers.append(int(self._say("\n")))

    def kill_oldest(self) -> None:
        """Kill -9, with no chance to clean up."""
        os.kill(self._workers.pop(0), signal.SIGKILL)

    def close(self) -> None:
        """Kill all that is left, and the nursery."""
        while self._workers:
            self.kill_oldest()
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _say(self, words: str) -> str:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(words)
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()


def _left() -> int:
    with everywhere("a test"):
        query = select(func.count()).select_from(Message).where(Message.status.in_(WAITING))
        left = db.session.scalar(query) or 0
    db.session.rollback()
    return left


def _kill_often(environment: dict[str, str], folder: Path, proxy: FaultProxy, kills: int, workers: int) -> None:
    """Start workers and kill them with -9, each after a random number of calls and a random moment more."""
    dice = random.Random(kills)
    with (folder / "workers.log").open("wb") as log, closing(Nursery(environment, log)) as nursery:
        for _ in range(workers):
            nursery.start()
        for _ in range(kills):
            target = proxy.calls.total() + dice.randint(1, 12)
            deadline = time.monotonic() + 5
            while proxy.calls.total() < target and time.monotonic() < deadline:
                time.sleep(0.002)
            time.sleep(dice.random() * 0.02)
            nursery.kill_oldest()
            nursery.start()
            if proxy.calls.total() < target and not _left():
                break  # everything was sent before the last kills
        deadline = time.monotonic() + SETTLED_SECONDS
        while _left() and time.monotonic() < deadline:
            time.sleep(0.2)


def _check(app: Flask, twilio: Emulator, texts: int) -> None:
    assert _left() == 0
    at_twilio = Counter(row["body"] for row in twilio.messages())
    with everywhere("a test"):
        ours = Counter(db.session.scalars(select(Message.status)))
        sids = list(db.session.scalars(select(Message.provider_sid)))
    assert ours == {MessageStatus.ACCEPTED: texts}
    assert len(at_twilio) == texts, "texts were lost"
    assert set(at_twilio.values()) == {1}, "texts were doubled"
    assert set(sids) == {row["sid"] for row in twilio.messages()}


def _run(app: Flask, address: str, folder: Path, texts: int, kills: int, workers: int, faults: int) -> None:
    _write_blast(texts)
    ways = [Fault.LOST_REPLY, Fault.ERROR_AFTER, Fault.DROP]
    dice = random.Random(texts)
    unlucky = {dice.randrange(texts): dice.choice(ways) for _ in range(faults)}
    seen = iter(range(1_000_000))
    with (
        emulator.running("http://127.0.0.1:9") as twilio,
        faultproxy.running(twilio.url, lambda _to, nth: unlucky.get(next(seen)) if nth == 1 else None) as proxy,
    ):
        _kill_often(_environment(address, folder, proxy.url), folder, proxy, kills, workers)
        _check(app, twilio, texts)


def test_twenty_kills(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _run(killed_app, address, tmp_path, texts=200, kills=20, workers=1, faults=3)


@pytest.mark.long
def test_hundreds_of_kills_of_two_workers(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _run(killed_app, address, tmp_path, texts=1800, kills=200, workers=2, faults=20)
