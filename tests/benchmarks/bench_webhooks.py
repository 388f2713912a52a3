"""Texts and receipts in, through the WSGI application, beside a bare view: signature, one raw row, commit.

And what the worker does with them then: texts understood and receipts applied, for each of which somebody waits two seconds;
and how long that wait is, by the clock, while texts come in steadily and one worker process looks after them.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

from flask import Flask, Response, request
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.sms.jobs.taking_in import take_in, take_in_receipts
from crm.sms.models import Message, MessageStatus
from crm.sms.provider.signatures import is_signed
from crm.sms.service.outbox import NewText, queue_messages
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, invented_phones, percentile, report
from tests.sms.nurseries import Nursery, environment
from tests.support.emulator import AUTH_TOKEN
from tests.support.factories import Factory
from tests.support.texting import (
    PUBLIC_URL,
    inbound_fields,
    live_at,
    post_signed,
    speak_to,
    status_fields,
    twilio_account,
)

CALLS, ROUNDS = 200, 3
A_SECOND, STEADY_SECONDS, WAIT_SECONDS, PATIENCE_SECONDS = 25, 20, 2.0, 60
INBOUND, STATUS = "/webhooks/twilio/inbound", "/webhooks/twilio/status"
_numbers = count(1)
_times: list[float] = []


def main() -> None:
    """Print CPU and slowest calls for texts in and for receipts, and what understanding them costs, on each database."""
    for database in DATABASES:
        inbound, receipt, floor, understood, applied = (Cost(CALLS) for _ in range(5))
        with application(database) as app:
            speak_to(app, "http://127.0.0.1:9")
            with unit_of_work():
                organization = Factory(NOW).organization()
            live_at(organization, NOW)
            with in_organization(organization.id):
                twilio_account()
                phones = _people(organization.id)
                bare = _bare_app().test_client()
                for number in range(ROUNDS):
                    sids = [f"SM{next(_numbers):032x}" for _ in phones]
                    _sent(organization.id, phones, sids, number)
                    texts = [inbound_fields(phone, "Yes, I will come", f"SM{next(_numbers):032x}") for phone in phones]
                    _post_all(inbound, app.test_client(), INBOUND, texts)
                    _post_all(receipt, app.test_client(), STATUS, [status_fields(sid, "delivered") for sid in sids])
                    _post_all(floor, bare, INBOUND, texts)
                    _do(understood, take_in)
                    _do(applied, take_in_receipts)
                waits = _wait(app, phones)
        report(f"text in, {database}", inbound, floor, "call")
        report(f"receipt, {database}", receipt, floor, "call")
        report(f"text understood by a worker, {database}", understood, floor, "text")
        report(f"receipt applied by a worker, {database}", applied, floor, "receipt")
        print(
            f"{f'text shown, {A_SECOND} a second, one worker, {database}':<44} {percentile(waits, 0.5):.2f} s, p95"
            f" {percentile(waits, 0.95):.2f} (target {WAIT_SECONDS}), load {os.getloadavg()[0]:.0f}",
            flush=True,
        )
        print(f"{'':<44} calls: p95 {percentile(_times, 0.95):.1f} ms", flush=True)
        _times.clear()


def _people(organization_id: int) -> list[str]:
    phones = [f"+1{phone}" for phone in invented_phones(CALLS)]
    with unit_of_work():
        people = [NewContact("Alma", last_name=f"Quintero {phone}", phone=phone) for phone in phones]
        create_contacts(system_actor(organization_id), NOW, people)
    return phones


def _sent(organization_id: int, phones: list[str], sids: list[str], number: int) -> None:
    """A text to everybody that the provider has accepted under these SIDs."""
    with unit_of_work():
        texts = [NewText(phone, None, "Will you come?", submit_key=f"{number}{phone}") for phone in phones]
        ids = queue_messages(system_actor(organization_id), NOW, texts)
        values = [
            {"id": i, "provider_sid": s, "status": MessageStatus.ACCEPTED} for i, s in zip(ids, sids, strict=True)
        ]
        db.session.bulk_update_mappings(Message.__mapper__, values)
    db.session.expunge_all()


def _post_all(cost: Cost, client: FlaskClient, path: str, calls: list[dict[str, str]]) -> None:
    with cost.round():
        for fields in calls:
            began = time.perf_counter()
            answer = post_signed(client, path, fields)
            _times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code in (200, 204), answer.status_code


def _do(cost: Cost, step: Callable[[datetime], int]) -> None:
    """Let the worker do its step until nothing waits."""
    with cost.round():
        while step(utc_now()):
            db.session.remove()
    db.session.remove()


def _wait(app: Flask, phones: list[str]) -> list[float]:
    """Seconds from each text's call until it stands in its thread, while a worker process looks after all of them."""
    address = db.engine.url.render_as_string(hide_password=False)
    settings = environment(address, Path(app.config["INSTANCE_DIR"]), "http://127.0.0.1:9")
    client, came, waits = app.test_client(), dict[str, float](), dict[str, float]()
    with Path(os.devnull).open("wb") as log, closing(Nursery(settings, log)) as nursery:
        nursery.start()
        time.sleep(1)
        began, calls = time.monotonic(), A_SECOND * STEADY_SECONDS
        while len(waits) < calls and time.monotonic() - began < STEADY_SECONDS + PATIENCE_SECONDS:
            while len(came) < min(calls, (time.monotonic() - began) * A_SECOND):
                sid = f"SM{next(_numbers):032x}"
                fields = inbound_fields(phones[len(came) % len(phones)], "Yes, I will come", sid)
                came[sid] = time.monotonic()
                assert post_signed(client, INBOUND, fields).status_code == 200
            _see(came, waits)
            time.sleep(0.02)
    return [waits.get(sid, float(PATIENCE_SECONDS)) for sid in came]


def _see(came: dict[str, float], waits: dict[str, float]) -> None:
    """Note which of the texts that came stand in their threads now."""
    unseen = [sid for sid in came if sid not in waits]
    with reading_only(), unit_of_work():
        shown = list(db.session.scalars(select(Message.provider_sid).where(Message.provider_sid.in_(unseen))))
    for sid in shown:
        waits[str(sid)] = time.monotonic() - came[str(sid)]


def _bare_app() -> Flask:
    """The floor: Flask, the signature, one insert of the raw fields and its commit."""
    bare, engine = Flask("bare"), db.engine
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE raw_calls (id TEXT PRIMARY KEY, fields TEXT NOT NULL)"))

    def take() -> Response:
        fields = {name: request.form.getlist(name) for name in request.form}
        if not is_signed([PUBLIC_URL + request.path], fields, request.headers["X-Twilio-Signature"], AUTH_TOKEN):
            return Response(status=403)
        with Session(engine) as session:
            row = {"id": fields["MessageSid"][0], "fields": json.dumps(fields)}
            session.execute(text("INSERT INTO raw_calls VALUES (:id, :fields)"), row)
            session.commit()
        return Response(status=204)

    bare.add_url_rule(INBOUND, "take", take, methods=["POST"])
    return bare
