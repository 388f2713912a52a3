"""Sign-ins at a door: CPU of one beside a bare view that writes the same row, what settling it costs the worker, and a
peak of 200 a second against the whole running program, each timed from the moment it was due.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, Response, request
from flask.testing import FlaskClient
from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from config import from_environment
from crm import create_app
from crm.accounts.queries import find_organization
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization, set_organization
from crm.demo.service.crew import SLUG
from crm.signins.jobs import settle_slips
from crm.signins.models import DoorDevice, DoorKind, SignInMethod, Slip, SlipState
from crm.signins.queries.doors import token_hash, token_of
from crm.signins.service.doors import open_door
from tests.benchmarks.ground import DATABASES, Cost, application, percentile, report
from tests.signins.door_support import HEADER, meeting
from tests.support import postgres
from tests.support.factories import Factory
from tests.support.server import environment, served

ROWS, ROUNDS, PEOPLE = 300, 3, 300
A_SECOND, SECONDS, SENDERS = 200, 15, 24


def main() -> None:
    """Print the cost of a sign-in and of settling it, and the latencies of the peak, on each database."""
    for database in DATABASES:
        with application(database) as app:
            _cost(app, database)
        _peak(database)


def _cost(app: Flask, database: str) -> None:
    sync, floor, settling = Cost(ROWS), Cost(ROWS), Cost(ROWS)
    with unit_of_work():
        organization = Factory(utc_now()).organization()
    with in_organization(organization.id):
        token, ids, action_id = _a_meeting(organization.id)
        device = _device(app.test_client(), token)
        bare = _bare_app(organization.id, action_id).test_client()
    set_organization(None)
    for _round in range(ROUNDS):
        bodies = [_body(ids[number % PEOPLE]) for number in range(ROWS)]
        others = [_body(ids[number % PEOPLE]) for number in range(ROWS)]
        with sync.round():
            _post_all(app.test_client(), bodies, {HEADER: device})
        with floor.round():
            _post_all(bare, others, {HEADER: device})
        with settling.round():
            while settle_slips(utc_now()):
                pass
        db.session.remove()
    report(f"sign-in, {database}", sync, floor, "sign-in")
    print(f"settling by the worker, {database}: {settling.cpu_ms:.3f} CPU ms a sign-in", flush=True)


def _a_meeting(organization_id: int) -> tuple[str, list[int], int]:
    """The token of a host's link to a meeting under way, and people to sign in."""
    with unit_of_work():
        make = Factory(utc_now())
        people = [NewContact(f"Person{n}", last_name=f"Number{n}") for n in range(PEOPLE)]
        ids = create_contacts(system_actor(organization_id), make.now, people)
        action = meeting(make, code=uuid4().hex[:10])
        link = open_door(system_actor(organization_id), make.now, action.id, DoorKind.HOST)
        return token_of(link), ids, action.id


def _device(client: FlaskClient, token: str) -> str:
    return str(client.post("/door/open", json={"token": token, "kind": "host"}).json["device"])


def _body(person: int) -> dict[str, Any]:
    now = int(time.time() * 1000)
    row = {"ref": str(uuid4()), "kind": "sign_in", "at": now, "skew": None, "body": {"person": person}}
    return {"sent_at": now, "rows": [row]}


def _post_all(client: FlaskClient, bodies: list[dict[str, Any]], headers: dict[str, str]) -> None:
    for body in bodies:
        answer = client.post("/door/sync", json=body, headers=headers)
        assert answer.status_code == 200, answer.status_code


def _bare_app(organization_id: int, action_id: int) -> Flask:
    """The floor: Flask, JSON in, the device by its token, one insert of the very same row, its commit, JSON out."""
    bare, engine = Flask("bare"), db.engine
    same = {"organization_id": organization_id, "action_id": action_id, "method": SignInMethod.DOOR_TAP}
    same |= {"state": SlipState.SETTLED, "name": "", "phone": "", "is_minor": False, "needs": [], "consent": ""}

    device = DoorDevice.__table__
    known = select(device.c.id).where(device.c.token_hash == bindparam("hash"))

    def take() -> Response | dict[str, Any]:
        sent, now = request.get_json(), utc_now()
        rows = [
            same | {"client_ref": row["ref"], "tapped_id": row["body"]["person"], "arrived_at": now, "created_at": now}
            for row in sent["rows"]
        ]
        with Session(engine) as session:
            if session.execute(known, {"hash": token_hash(request.headers[HEADER])}).one_or_none() is None:
                return Response(status=401)
            session.execute(insert(Slip.__table__), rows)  # type: ignore[arg-type]
            session.commit()
        return {"results": {row["ref"]: "arrived" for row in sent["rows"]}}

    bare.add_url_rule("/door/sync", "take", take, methods=["POST"])
    return bare


def _peak(database: str) -> None:
    """200 sign-ins a second for fifteen seconds at the running program; every one must be there in the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="reinvest-bench-")))
        address = f"sqlite:///{folder / 'reinvest.db'}"
        if database == "PostgreSQL":
            address = stack.enter_context(postgres.database(stack.enter_context(postgres.server()), "peak"))
        url = stack.enter_context(served(folder, DATABASE_URL=address))
        app = create_app(from_environment(environment(folder, DATABASE_URL=address)))
        with app.app_context():
            organization = find_organization(SLUG)
            assert organization is not None
            with in_organization(organization.id):
                token, ids, action_id = _a_meeting(organization.id)
            db.session.remove()
            device = _device(app.test_client(), token)
            times = _storm(url, device, ids)
            missing = _missing(organization.id, action_id)
            db.session.remove()
            db.engine.dispose()
            set_organization(None)
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    print(
        f"peak, {database}: {len(times)} sign-ins at {A_SECOND} a second, p50 {p50:.0f} ms, p95 {p95:.0f} ms,"
        f" {missing} missing",
        flush=True,
    )


def _storm(url: str, device: str, ids: list[int]) -> list[float]:
    """Milliseconds from when each sign-in was due until it had arrived."""
    times: list[float] = []
    begin = time.perf_counter() + 0.5
    senders = [
        threading.Thread(target=partial(_send, url, device, ids, begin, number, times)) for number in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return times


def _send(url: str, device: str, ids: list[int], begin: float, number: int, times: list[float]) -> None:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    headers = {"Content-Type": "application/json", HEADER: device}
    for place in range(number, A_SECOND * SECONDS, SENDERS):
        due = begin + place / A_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        connection.request("POST", "/door/sync", json.dumps(_body(ids[place % PEOPLE])), headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        assert list(told["results"].values()) == ["arrived"], told
        times.append((time.perf_counter() - due) * 1000)
    connection.close()


def _missing(organization_id: int, action_id: int) -> int:
    """How many sign-ins are not there once the worker has settled them; it is given a minute."""
    deadline = time.monotonic() + 60
    while True:
        with in_organization(organization_id):
            states = list(db.session.scalars(select(Slip.state).where(Slip.action_id == action_id)))
        db.session.rollback()
        if states.count(SlipState.WAITING) == 0 or time.monotonic() > deadline:
            return A_SECOND * SECONDS - states.count(SlipState.SETTLED)
        time.sleep(0.5)
