"""Workers killed at any moment lose nobody and double nobody, and an undo leaves what was there before: real processes."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.contacts.models import Contact
from crm.contacts.queries import external_ids_of
from crm.core.actor import Actor, system_actor
from crm.core.clock import utc_now
from crm.core.database import Model, db, reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.imports.models import AT_WORK, ImportRun, ImportStatus
from crm.imports.service import Asked, begin, keep, look, stop
from crm.imports.service.undoing import begin_undo
from crm.sms.models import OptOut
from tests.conftest import NOW
from tests.imports.people_files import people_csv
from tests.support.factories import Factory

ROOT = Path(__file__).parents[2]
PEOPLE_TABLES = (
    "contacts",
    "contact_points",
    "contact_point_links",
    "contact_notes",
    "taggings",
    "external_ids",
    "name_tokens",
    "consents",
    "duplicate_suggestions",
)
SETTLED_SECONDS = 120


class Nursery:
    """Starts workers at one import, and kills them."""

    def __init__(self, address: str, folder: Path, log: IO[bytes], organization_id: int, run_id: int) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "SECRET_KEY": "a secret for tests",
            "REINVEST_INSTANCE": str(folder),
            "IMPORT_LEASE_SECONDS": "0.5",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.imports.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            cwd=ROOT,
            text=True,
        )
        self._words = f"{organization_id} {run_id}\n"
        self._workers: list[int] = []
        assert self._say("") == "ready"

    def start(self) -> None:
        """One more worker."""
        self._workers.append(int(self._say(self._words)))

    def kill_oldest(self) -> None:
        """Kill -9, with no chance to clean up; one that came to its end is gone already."""
        try:
            os.kill(self._workers.pop(0), signal.SIGKILL)
        except ProcessLookupError:
            return

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


def _kill_often(address: str, folder: Path, run: ImportRun, kills: int, workers: int) -> int:
    """Start workers and kill each after a random moment, then let the last ones come to the end; returns the kills."""
    dice, done = random.Random(kills), 0
    with (
        (folder / "workers.log").open("ab") as log,
        closing(Nursery(address, folder, log, run.organization_id, run.id)) as nursery,
    ):
        for _ in range(workers):
            nursery.start()
        while done < kills and _status(run) in AT_WORK:
            time.sleep(dice.random() * 0.4)
            nursery.kill_oldest()
            nursery.start()
            done += 1
        deadline = time.monotonic() + SETTLED_SECONDS
        while _status(run) in AT_WORK and time.monotonic() < deadline:
            time.sleep(0.05)
    return done


def _status(run: ImportRun) -> ImportStatus:
    with reading_only(), unit_of_work():
        db.session.refresh(run)
    return run.status


def _dump() -> dict[str, set[tuple[Any, ...]]]:
    """All rows of the tables in which people stand."""
    tables = Model.metadata.tables
    found = {name: {tuple(map(str, row)) for row in db.session.execute(select(tables[name]))} for name in PEOPLE_TABLES}
    db.session.rollback()
    return found


def _count(model: Any) -> int:
    number = db.session.scalars(select(func.count(model.id))).one()
    db.session.rollback()
    return number


def _some_organization(people: int) -> Actor:
    """An organization that knows some of the people already."""
    with unit_of_work():
        organization = Factory(NOW).organization()
        actor = system_actor(organization.id)
    with in_organization(actor.organization_id), unit_of_work():
        source = io.BytesIO(people_csv(people, 1).replace(b"P0", b"Q0"))
        run = keep(actor, utc_now(), source, "known.csv", Asked())
        begin(actor, utc_now(), run.id)
    return actor


def _begin(actor: Actor, data: bytes) -> ImportRun:
    with unit_of_work():
        run = keep(actor, utc_now(), io.BytesIO(data), "list.csv", Asked())
        return begin(actor, utc_now(), run.id)


def _import_and_undo(address: str, folder: Path, rows: int, kills: int, workers: int) -> None:
    actor, data = _some_organization(rows // 3), people_csv(rows, 1)
    with in_organization(actor.organization_id):
        first = db.session.scalars(select(ImportRun)).one()
        _kill_often(address, folder, first, 0, 1)
        before, known = _dump(), _count(Contact)
        expected = look(actor, io.BytesIO(data), "list.csv", Asked())[1]
        run = _begin(actor, data)
        assert _kill_often(address, folder, run, kills, workers) > 0
        _check(run, expected, known, rows)
        stops = _count(OptOut)
        with unit_of_work():
            begin_undo(run, ImportStatus.UNDOING)
        assert _kill_often(address, folder, run, kills, workers) > 0
        assert run.status is ImportStatus.UNDONE
        assert _dump() == before
        assert _count(OptOut) == stops > 0


def _check(run: ImportRun, expected: dict[str, Any], known: int, rows: int) -> None:
    assert (run.status, run.error) == (ImportStatus.APPLIED, None)
    same = ("rows", "new", "known", "updated", "review", "left_out")
    assert {name: run.counts[name] for name in same} == {name: expected[name] for name in same}
    assert _count(Contact) == known + run.counts["created"]
    ids = list(db.session.scalars(select(Contact.id)))
    numbers = [value for pairs in external_ids_of(ids).values() for _system, value in pairs if value.startswith("P")]
    assert len(numbers) == len(set(numbers)) == rows - run.counts["known"]
    db.session.rollback()


def test_an_import_and_its_undo_survive_kills(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _import_and_undo(address, tmp_path, rows=1_200, kills=8, workers=1)


@pytest.mark.long
def test_hundreds_of_kills_of_two_workers(killed_app: Flask, address: str, tmp_path: Path) -> None:
    _import_and_undo(address, tmp_path, rows=20_000, kills=150, workers=2)


def test_a_stop_in_the_middle_takes_back_what_came_in(killed_app: Flask, address: str, tmp_path: Path) -> None:
    actor = _some_organization(200)
    with in_organization(actor.organization_id), (tmp_path / "workers.log").open("wb") as log:
        _kill_often(address, tmp_path, db.session.scalars(select(ImportRun)).one(), 0, 1)
        before = _dump()
        run = _begin(actor, people_csv(12_000, 2))
        with closing(Nursery(address, tmp_path, log, actor.organization_id, run.id)) as nursery:
            nursery.start()
            while not run.done and _status(run) in AT_WORK:
                time.sleep(0.01)
            with unit_of_work():
                stop(run.id)
            deadline = time.monotonic() + SETTLED_SECONDS
            while _status(run) in AT_WORK and time.monotonic() < deadline:
                time.sleep(0.02)
        assert run.status is ImportStatus.CANCELLED
        assert _dump() == before
