"""Doors for tests: an action that begins now, a link, and phones that speak to the server as the page does."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.sealing import unseal
from crm.signins.jobs import settle_slips
from crm.signins.models import DoorKind
from crm.signins.queries.doors import SEALED_IN
from crm.signins.service.doors import open_door
from tests.support.factories import Factory

HEADER = "X-Device-Token"


def meeting(make: Factory, starts_at: datetime | None = None, **values: Any) -> Any:
    """A house meeting that began ten minutes ago by the real clock, which the door's requests live in."""
    starts_at = starts_at or utc_now() - timedelta(minutes=10)
    return make.action(kind="house_meeting", title="House meeting", starts_at=starts_at, **values)


def link_to(action: Any, organization: Any, kind: DoorKind = DoorKind.HOST) -> str:
    """The token of a new link to an action, committed into the test's savepoint."""
    link = open_door(system_actor(organization.id), utc_now(), action.id, kind, "Keisha")
    token = unseal(link.token_sealed, SEALED_IN)
    db.session.commit()
    return token


def settle_all() -> None:
    """Let the worker settle everything that waits."""
    while settle_slips(utc_now()):
        pass
    db.session.expire_all()


@dataclass
class Phone:
    """A phone at the door: rows in its outbox until an answer says that they arrived; its clock may be wrong."""

    client: FlaskClient
    token: str
    kind: str = "host"
    skew_ms: int = 0
    device: str = ""
    outbox: list[dict[str, Any]] = field(default_factory=list)

    def open(self) -> Any:
        """Open the link; keeps the device's token."""
        answer = self.client.post("/door/open", json={"token": self.token, "kind": self.kind})
        self.device = answer.json.get("device", self.device)
        return answer

    def clock(self) -> int:
        """This phone's idea of the time, in milliseconds."""
        return int(time.time() * 1000) + self.skew_ms

    def write(self, kind: str = "sign_in", minutes_ago: float = 0, **body: Any) -> str:
        """Save a row on the phone; returns its ref."""
        ref = str(uuid4())
        at = self.clock() - int(minutes_ago * 60_000)
        self.outbox.append({"ref": ref, "kind": kind, "at": at, "body": body})
        return ref

    def send(self, rows: list[dict[str, Any]] | None = None, *, hears: bool = True) -> Any:
        """Send rows (all of the outbox unless given); only an answer that is heard empties it."""
        sent = self.outbox if rows is None else rows
        answer = self.client.post(
            "/door/sync", json={"sent_at": self.clock(), "rows": sent}, headers={HEADER: self.device}
        )
        if hears and answer.status_code == 200:
            arrived = {ref for ref, said in answer.json["results"].items() if said == "arrived"}
            self.outbox = [row for row in self.outbox if row["ref"] not in arrived]
        return answer
