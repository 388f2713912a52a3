"""Out and back over HTTP: a worker's texts reach the emulator, and its signed webhooks reach a running web server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Select, select
from werkzeug.serving import make_server

from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Direction, Message, MessageStatus
from crm.sms.queries.gate import closed_phones
from tests.conftest import BACKENDS, NOW, fresh_database, make_app
from tests.support.emulator import Emulator
from tests.support.factories import Factory
from tests.support.texting import go_round, live_at, member, write_to


@pytest.fixture(params=BACKENDS)
def own_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of this test's own."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def _serving(app: Flask) -> Iterator[str]:
    """The application on a port of loopback, answering in threads; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        db.session.remove()
        go_round("take_in", "take_in_receipts")
        assert time.monotonic() < deadline, "it did not happen within 15 seconds"
        time.sleep(0.05)
    db.session.remove()


def test_out_and_back(own_app: Flask, start_emulator: Callable[[str], Emulator]) -> None:
    with _serving(own_app) as address:
        twilio = start_emulator(address)
        own_app.config.update({**twilio.environment(), "PUBLIC_URL": address})
        make = Factory(NOW)
        organization = make.organization()
        with in_organization(organization.id):
            live_at(organization, NOW)
            person, phone = member(make, organization)
            message_id = write_to(organization, NOW, person, phone).id
            db.session.remove()
            go_round()
            _check_out_and_back(twilio, phone, message_id)


def _check_out_and_back(twilio: Emulator, phone: str, message_id: int) -> None:
    def status() -> MessageStatus:
        return _read(select(Message.status).where(Message.id == message_id))[0]

    sid = _read(select(Message.provider_sid).where(Message.id == message_id))[0]
    assert [row["sid"] for row in twilio.messages()] == [sid]
    twilio.report(sid, "delivered")
    _wait_for(lambda: status() is MessageStatus.DELIVERED)
    twilio.report(sid, "sent")
    twilio.receive(phone, "Ya no me manden mensajes, por favor")
    _wait_for(lambda: phone in closed_phones([phone]))
    assert status() is MessageStatus.DELIVERED
    go_round("send_due")
    sent = [row for row in twilio.messages() if row["direction"].startswith("outbound")]
    assert len(sent) == 2 and "START" in sent[0]["body"]
    incoming = _read(select(Message.body).where(Message.direction == Direction.IN))
    assert incoming == ["Ya no me manden mensajes, por favor"]


def _read(query: Select[Any]) -> list[Any]:
    """Read, and hold no transaction open while the server writes."""
    found = list(db.session.scalars(query))
    db.session.remove()
    return found
