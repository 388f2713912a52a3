"""Two phones at a door clear a hundred people in fifteen minutes, over the wire, with answers lost and people taken twice."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from crm.contacts.models import Contact
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.signins.jobs import settle_slips
from crm.signins.models import DoorKind, SignIn
from crm.signins.queries.door_list import here
from crm.signins.queries.doors import token_of
from crm.signins.service.doors import open_door
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.signins.door_support import Phone, meeting
from tests.support.factories import Factory
from tests.support.site import serving

KNOWN, NEW, BOTH = 70, 30, 6
RETURNING, WALK_IN, ALL = 4, 20, 15 * 60
"""Seconds a host may take for somebody we know and for somebody new (each is shown by a test of its own), and for all."""


@dataclass
class Wire:
    """Speaks to the running server as a phone does, and knows how long the server's answers took."""

    url: str
    waited: float = 0.0

    def post(self, path: str, *, json: Any, headers: Any = None) -> Any:
        """POST and read the answer whole."""
        request = urllib.request.Request(
            self.url + path, _encode(json), {"Content-Type": "application/json"} | (headers or {})
        )
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=20) as answer:
            read = Answer(answer.status, answer.read())
        self.waited += time.perf_counter() - began
        return read


def _encode(body: Any) -> bytes:
    return json.dumps(body).encode()


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    body: bytes

    @property
    def json(self) -> Any:
        """The answer as it was meant."""
        return json.loads(self.body)


@pytest.fixture(params=BACKENDS)
def door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str, Any, int, list[int]]]:
    """A running door: its address and token, the organization and the action, and the people whom we know."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        with app.app_context(), unit_of_work():
            make = Factory(utc_now())
            organization = make.organization()
            with in_organization(organization.id):
                actor = system_actor(organization.id)
                ids = create_contacts(actor, make.now, [NewContact(f"Person{n}", last_name="Q") for n in range(KNOWN)])
                action = meeting(make)
                token = token_of(open_door(actor, make.now, action.id, DoorKind.HOST))
                about = (organization.id, action.id)
        with serving(app) as url, app.app_context(), in_organization(about[0]):
            yield url, token, about[0], about[1], ids
            db.session.remove()
            db.engine.dispose()


def _clear(url: str, token: str, people: list[int], new: range) -> float:
    """One host at her phone: every fifth answer is lost and its rows go again; the seconds that she and the server took."""
    wire = Wire(url)
    phone = Phone(wire, token)  # type: ignore[arg-type]
    phone.open()
    seconds = 0.0
    bodies = [{"person": one} for one in people] + [{"name": f"Walker{n} Z", "phone": f"72055501{n:02d}"} for n in new]
    for number, body in enumerate(bodies):
        phone.write(**body)
        phone.send(hears=number % 5 != 0)
        seconds += RETURNING if "person" in body else WALK_IN
    phone.send()
    assert phone.outbox == []
    return seconds + wire.waited


def test_two_devices_clear_100_people_in_15_minutes(door: tuple[str, str, Any, int, list[int]]) -> None:
    url, token, organization_id, action_id, ids = door
    half = KNOWN // 2
    with ThreadPoolExecutor(2) as hosts:
        one = hosts.submit(_clear, url, token, ids[: half + BOTH], range(NEW // 2))
        two = hosts.submit(_clear, url, token, ids[half:], range(NEW // 2 - 2, NEW))
        assert max(one.result(), two.result()) <= ALL
    while settle_slips(utc_now()):
        pass
    with in_organization(organization_id):
        assert here(action_id).count == KNOWN + NEW
        query = select(SignIn.contact_id).where(SignIn.action_id == action_id)
        present = list(db.session.scalars(query))
        assert len(present) == len(set(present)) == KNOWN + NEW
        walkers = select(func.count(Contact.id)).where(Contact.first_name.startswith("Walker"))
        assert db.session.scalars(walkers).one() == NEW
