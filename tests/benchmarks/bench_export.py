"""Taking people out: CPU a person of the export, beside a bare writer of the very same rows, and how much memory it holds;
and how much slower a page is while the same web process streams a hundred thousand people with their texts.
"""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import threading
import time
from collections.abc import Iterator
from statistics import median
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from crm.accounts.models import User
from crm.contacts.models import Contact
from crm.core.actor import Actor, Role
from crm.core.bulk import insert_columns
from crm.core.clock import utc_now
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.imports.exporting.formats import Format
from crm.imports.exporting.reading import Taker
from crm.imports.exporting.wishes import Wish, pieces
from crm.imports.service.exports import ask
from crm.sms.models import Conversation, Direction, Message, MessageStatus
from tests.benchmarks import crowd
from tests.benchmarks.bench_import import File, _actor, _bring, invented_people
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, report, time_each
from tests.support.factories import Factory, sign_in

PEOPLE, ROUNDS, LOOKS, SLOWER = 10_000, 3, 40, 1.5
DENVER = ZoneInfo("America/Denver")


def main() -> None:
    """Print CPU a person for CSV, XLSX and JSON on each database."""
    file = _people_list(PEOPLE)
    for database in DATABASES:
        with application(database):
            with unit_of_work():
                actor = _actor()
            _bring(actor, [file])
            with in_organization(actor.organization_id), reading_only():
                for as_format in (Format.CSV, Format.XLSX, Format.JSON):
                    _measure(f"export, {as_format}, {database}", Taker(actor), as_format)
    for database in DATABASES:
        with application(database) as app:
            _beside(app, database)
    print(f"{'':<44} largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", flush=True)


def _people_list(count: int) -> File:
    rows = [f"{one.first},{one.last},{one.phone},{one.email}" for one in invented_people(count)]
    return File("people.csv", "\n".join(["First name,Last name,Phone,Email", *rows]).encode())


def _beside(app: Flask, database: str) -> None:
    """A page by itself, and while a thread beside it streams everything out, by the clock; the floor is the page alone."""
    user, export_id = _asked()
    client, other = sign_in(app.test_client(), user), sign_in(app.test_client(), user)
    alone, beside, sizes = _looks(client, LOOKS), list[float](), list[int]()

    def take_out() -> None:
        """What a browser does that fetches the file, in a thread of the same process."""
        with other.post(f"/imports/exports/{export_id}/fetch", buffered=False) as answer:
            assert answer.status_code == 200, answer.status_code
            sizes.extend(map(len, answer.iter_encoded()))

    began, thread = time.perf_counter(), threading.Thread(target=take_out)
    thread.start()
    while thread.is_alive():
        beside += _looks(client, 1)
    thread.join()
    print(
        f"{f'a page beside an export, {database}':<44} p50 {median(beside):.0f} ms, alone {median(alone):.0f},"
        f" ratio {median(beside) / median(alone):.1f} (target {SLOWER}), load {os.getloadavg()[0]:.0f}",
        flush=True,
    )
    out = f"{sum(sizes) / 1e6:.0f} MB out in {time.perf_counter() - began:.0f} s"
    print(f"{'':<44} {out}, the largest piece {max(sizes) / 1e3:.0f} kB", flush=True)


def _asked() -> tuple[User, int]:
    """A lead of an organization with a hundred thousand people and their texts, and the id of her take-out."""
    with unit_of_work():
        organization = Factory(NOW).organization()
        organization.export_approval_size = None  # nobody else has to approve
    with in_organization(organization.id):
        crowd.fill(organization.id, just_people=True)
        _texts_to_everybody(organization.id)
        with unit_of_work():
            user = Factory(NOW).user(organization, Role.LEAD, email="takes@example.org")
            db.session.flush()
            actor = Actor(organization.id, user.id, Role.LEAD)
            return user, ask(actor, utc_now(), Wish("everything", "zip"), "a bench").id


def _looks(client: FlaskClient, times: int) -> list[float]:
    return time_each(iter([lambda: client.get("/people")] * times))


def _texts_to_everybody(organization_id: int) -> None:
    """A thread and a text for each person."""
    with unit_of_work():
        people = list(db.session.scalars(select(Contact.id).order_by(Contact.id)))
        phones = [f"+1303{number:07d}" for number in range(len(people))]
        threads = {"organization_id": organization_id, "phone": phones, "contact_id": people, "state": "waiting"}
        insert_columns(Conversation, len(people), threads)
        ids = list(db.session.scalars(select(Conversation.id).order_by(Conversation.id)))
        texts = {
            "organization_id": organization_id,
            "conversation_id": ids,
            "contact_id": people,
            "phone": phones,
            "direction": Direction.OUT,
            "status": MessageStatus.DELIVERED,
            "body": "Hi Alma, thank you for coming! The hearing is Tuesday at 6. Will you come?",
            "at": NOW,
        }
        insert_columns(Message, len(people), texts)
        db.session.execute(text("ANALYZE"))


def _measure(what: str, taker: Taker, as_format: Format) -> None:
    cost, floor = Cost(PEOPLE), Cost(PEOPLE)
    rows = _rows(taker)
    for _ in range(ROUNDS):
        db.session.rollback()
        with cost.round():
            size = sum(map(len, pieces(taker, Wish("contacts", as_format), NOW, DENVER, str, "Bench")))
        with floor.round():
            _write_bare(rows, as_format)
    report(what, cost, floor, "person")
    print(f"{'':<44} {size / PEOPLE:,.0f} bytes a person", flush=True)


def _rows(taker: Taker) -> list[list[str]]:
    """The same rows as a plain list: what a bare writer would be given."""
    text = b"".join(pieces(taker, Wish("contacts", Format.CSV), NOW, DENVER, str, "Bench")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def _write_bare(rows: list[list[str]], as_format: Format) -> int:
    """The floor: the csv module (for XLSX too), or json of the same cells, with nothing read."""
    if as_format is Format.JSON:
        return sum(len(line) for line in _json_lines(rows))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.tell()


def _json_lines(rows: list[list[str]]) -> Iterator[str]:
    names = rows[0]
    for row in rows[1:]:
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
