"""Taking people out: CPU a person of the export, beside a bare writer of the very same rows, and how much memory it holds;
and how much slower a page is while the same web process streams a hundred thousand people with their texts.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import threading
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select, text

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
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, percentile, report, time_each
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
    with unit_of_work():
        organization = Factory(NOW).organization()
    with in_organization(organization.id):
        crowd.fill(organization.id, just_people=True)
        _texts_to_everybody(organization.id)
        with unit_of_work():
            user = Factory(NOW).user(organization, Role.LEAD, email="takes@example.org")
            db.session.flush()
    actor = Actor(organization.id, user.id, Role.LEAD)
    client, other = sign_in(app.test_client(), user), sign_in(app.test_client(), user)
    with in_organization(organization.id), unit_of_work():
        wish = Wish("everything", "zip")
        export_id = ask(actor, utc_now(), wish, "a bench").id
    alone = time_each(iter([lambda: client.get("/people")] * LOOKS))
    done = threading.Event()
    sizes: list[int] = []

    def take_out() -> None:
        with other.post(f"/exports/{export_id}/fetch", buffered=False) as answer:
            sizes.extend(map(len, answer.iter_encoded()))
        done.set()

    began = time.perf_counter()
    thread = threading.Thread(target=take_out)
    thread.start()
    beside: list[float] = []
    while not done.is_set():
        beside += time_each(iter([lambda: client.get("/people")]))
    thread.join()
    seconds = time.perf_counter() - began
    print(
        f"{f'a page beside an export, {database}':<44} p50 {percentile(beside, 0.5):.0f} ms, p95 {percentile(beside, 0.95):.0f};"
        f" alone {percentile(alone, 0.5):.0f} and {percentile(alone, 0.95):.0f}, ratio"
        f" {percentile(beside, 0.5) / percentile(alone, 0.5):.1f} (target {SLOWER})",
        flush=True,
    )
    print(
        f"{'':<44} {sum(sizes) / 1e6:.0f} MB out in {seconds:.0f} s, the largest piece {max(sizes) / 1e3:.0f} kB",
        flush=True,
    )


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
