"""A stop that comes while a blast is running counts from the next call on, for everybody who shares the number."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs

import pytest
from flask import Flask
from sqlalchemy import select

from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.sms.jobs.receiving import keep
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, WebhookKind
from crm.sms.service.consent import default_program, opt_out
from crm.sms.service.outbox import NewText, queue_messages
from tests.conftest import NOW
from tests.support.factories import Factory
from tests.support.texting import go_round, inbound_fields, live_at, member, speak_to, twilio_account

NUMBERS, BLASTS, SLOW_SECONDS = 60, 3, 0.1


class _Slow(BaseHTTPRequestHandler):
    """Takes every text, and answers after a while."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    numbers = count(1)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.calls.append((form["To"][0], time.monotonic()))  # type: ignore[attr-defined]
        time.sleep(SLOW_SECONDS)
        body = json.dumps({"sid": f"SM{next(self.numbers):032x}", "status": "queued"}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


class _Provider(ThreadingHTTPServer):
    """Lets as many connect at the same moment as the line calls at once: the usual five would turn some away."""

    daemon_threads = True
    request_queue_size = 128


@contextmanager
def _slow_twilio(app: Flask) -> Iterator[list[tuple[str, float]]]:
    """The calls that came to a provider that takes its time."""
    server = _Provider(("127.0.0.1", 0), _Slow)
    calls: list[tuple[str, float]] = []
    server.calls = calls  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    speak_to(app, f"http://127.0.0.1:{server.server_address[1]}", SMS_TIMEOUT_SECONDS=10.0)
    try:
        yield calls
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _write_blasts() -> list[str]:
    """Blasts to the same numbers, each of which two people share; the numbers in the order of the queue."""
    make = Factory(NOW)
    organization = make.organization()
    with in_organization(organization.id):
        twilio_account()
        live_at(organization, NOW)
        phones = [f"+130355501{number:02d}" for number in range(NUMBERS)]
        people = [[member(make, organization, phone)[0].id for _ in range(2)] for phone in phones]
        for number in range(BLASTS):
            values = {"name": "A", "bodies": {}, "status": BlastStatus.SENDING, "submit_key": f"blast-{number}"}
            blast = make.add(Blast(program_id=default_program().id, **values))
            texts = [
                NewText(phone, who[number % 2], f"Hearing, {number}", blast_id=blast.id)
                for phone, who in zip(phones, people, strict=True)
            ]
            queue_messages(system_actor(organization.id), NOW, texts)
        db.session.commit()
    return phones


def _stop(how: str, phone: str) -> datetime:
    """One number says stop; the moment from which on it is known."""
    with in_organization(1), unit_of_work():
        if how == "understood":
            opt_out(NOW, phone, OptOutReason.STOP_REPLY, "stop")
        else:
            fields = inbound_fields(phone, "STOP", f"SMstop{phone[-4:]}")
            keep(WebhookKind.INBOUND, 1, {name: [value] for name, value in fields.items()}, None, utc_now())
    return utc_now()


@pytest.mark.parametrize("how", ["understood", "kept raw"])
def test_nobody_who_shares_the_number_is_texted_after_the_stop(killed_app: Flask, how: str) -> None:
    phones = _write_blasts()
    stopped: dict[str, datetime] = {}

    def stop_some(calls: list[tuple[str, float]]) -> None:
        with killed_app.app_context():
            for number in range(5):
                while len(calls) < 20 * (number + 1):
                    time.sleep(0.002)
                phone = phones[-1 - number]
                stopped[phone] = _stop(how, phone)
            db.session.remove()

    with _slow_twilio(killed_app) as calls:
        stopper = threading.Thread(target=stop_some, args=(calls,))
        stopper.start()
        for _ in range(6):
            go_round("send_due")
        stopper.join()
        _check(_texts(), calls, stopped)


def _texts() -> list[Any]:
    columns = (Message.phone, Message.status, Message.handed_over_at)
    with in_organization(1):
        return list(db.session.execute(select(*columns)))


def _check(texts: list[Any], calls: list[tuple[str, float]], stopped: dict[str, datetime]) -> None:
    assert len(stopped) == 5
    for text in texts:
        if text.phone in stopped and text.handed_over_at is not None:
            assert text.handed_over_at <= stopped[text.phone], "handed over after the stop was stored"
    left_out = [text for text in texts if text.status is not MessageStatus.ACCEPTED]
    assert {text.phone for text in left_out} <= set(stopped), left_out
    assert len(calls) == len(texts) - len(left_out)
    assert left_out, "every stop came too late to show anything"
    wall = max(at for _, at in calls) - min(at for _, at in calls)
    assert wall < timedelta(seconds=len(calls) * SLOW_SECONDS).total_seconds() / 3, "one call after the other"
