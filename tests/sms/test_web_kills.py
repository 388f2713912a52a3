"""Web processes and workers killed at any moment: each text that came in is there once, each stop is in force.

Twilio is played as it is set up (SMS.md section 1): it tries five times more on any failure, with the same SID.
"""

from __future__ import annotations

import random
import threading
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from crm.core.database import db
from crm.core.scope import everywhere, in_organization
from crm.sms.models import Direction, Message
from crm.sms.provider.signatures import sign
from crm.sms.queries.gate import closed_phones
from tests.conftest import NOW
from tests.sms.nurseries import Nursery, environment
from tests.support.emulator import AUTH_TOKEN
from tests.support.factories import Factory
from tests.support.texting import inbound_fields, live_at, member, twilio_account

PATH, TRIES, SENDERS, SETTLED_SECONDS = "/webhooks/twilio/inbound", 6, 4, 30
WORDS = ("STOP", "Yes, I will be there", "ya no me manden mensajes", "What time is it?", "wrong number", "👍")


@dataclass
class Coming:
    """Texts that come in from several connections at once; `refused` are those given up after all tries."""

    url: str
    texts: Sequence[dict[str, str]]
    arrived: int = 0
    refused: int = 0

    def run(self, part: int) -> None:
        """Deliver every fourth text, each until it is answered with 200; some are delivered twice anyway."""
        for number, text in enumerate(self.texts[part::SENDERS]):
            done = any(self._post(text) for _try in range(TRIES))
            self.arrived += 1
            self.refused += not done
            if number % 7 == 0:
                self._post(text)

    def _post(self, text: dict[str, str]) -> bool:
        signature = sign(self.url + PATH, {name: [value] for name, value in text.items()}, AUTH_TOKEN)
        body = urllib.parse.urlencode(text).encode()
        request = urllib.request.Request(self.url + PATH, body, {"X-Twilio-Signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.05)
            return False


def _people(texts: int) -> list[str]:
    make = Factory(NOW)
    organization = make.organization()
    with in_organization(organization.id):
        twilio_account()
        live_at(organization, NOW)
        phones = [member(make, organization)[1] for _ in range(min(texts, 150))]
        db.session.commit()
    db.session.remove()
    return phones


def _kill_meanwhile(nursery: Nursery, coming: Coming, kills: int) -> None:
    """Each kill after a few more texts and a random moment; web processes and workers by turns."""
    dice = random.Random(kills)
    threads = [threading.Thread(target=coming.run, args=(part,)) for part in range(SENDERS)]
    for thread in threads:
        thread.start()
    for number in range(kills):
        target, deadline = coming.arrived + dice.randint(1, 8), time.monotonic() + 5
        while coming.arrived < target and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(dice.random() * 0.02)
        nursery.kill_oldest()
        nursery.start("worker" if number % 2 else "web")
    for thread in threads:
        thread.join()


def _understood() -> list[Message]:
    with everywhere("a test"):
        found = list(db.session.scalars(select(Message).where(Message.direction == Direction.IN)))
    db.session.rollback()
    return found


def _settle(texts: int) -> None:
    """Wait until all are understood, or for a while none more."""
    seen, deadline = -1, 0.0
    while (understood := len(_understood())) < texts:
        if understood > seen:
            seen, deadline = understood, time.monotonic() + SETTLED_SECONDS
        if time.monotonic() > deadline:
            return
        time.sleep(0.5)


def _run(address: str, folder: Path, texts: int, kills: int) -> None:
    phones = _people(texts)
    settings = environment(address, folder, "http://127.0.0.1:9")
    with (folder / "processes.log").open("wb") as log, closing(Nursery({**settings, "PUBLIC_URL": ""}, log)) as nursery:
        sent = [inbound_fields(phones[n % len(phones)], WORDS[n % 6], f"SM{n:032x}") for n in range(texts)]
        coming = Coming(nursery.url, sent)
        for kind in ("web", "worker", "web", "worker"):
            nursery.start(kind)
        _kill_meanwhile(nursery, coming, kills)
        _settle(texts)
    assert not coming.refused, "a text was not taken in six tries"
    assert Counter(row.provider_sid for row in _understood()) == Counter(text["MessageSid"] for text in sent)
    wished = {text["From"] for text in sent if text["Body"] in ("STOP", "ya no me manden mensajes", "wrong number")}
    with in_organization(1):
        assert set(closed_phones(phones)) == wished
    db.session.rollback()


@pytest.mark.long
def test_texts_come_in_while_processes_are_killed(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _run(address, tmp_path, texts=600, kills=200)
