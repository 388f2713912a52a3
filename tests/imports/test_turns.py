"""Imports of one organization take turns, and a command that was killed is taken up by the same command."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.accounts.service import create_organization
from crm.contacts.models import Contact
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import in_organization
from crm.imports.jobs import Worker
from crm.imports.models import ImportRun, ImportStatus
from crm.imports.service import Asked, begin, keep
from tests.imports.people_files import people_csv

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
PEOPLE = 3_000
"""Enough that a kill comes while they are written."""


def _begun(organization_id: int, data: bytes) -> int:
    actor = system_actor(organization_id)
    with unit_of_work():
        run = keep(actor, utc_now(), io.BytesIO(data), "list.csv", Asked())
        return begin(actor, utc_now(), run.id).id


def _organization(slug: str) -> int:
    with unit_of_work():
        return create_organization(slug, slug.title()).id


def _status(run_id: int) -> ImportStatus:
    with unit_of_work():
        return db.session.scalars(select(ImportRun.status).where(ImportRun.id == run_id)).one()


@pytest.mark.long
def test_a_second_import_of_an_organization_waits_for_the_first(killed_app: Flask) -> None:
    ours, other = _organization("puente"), _organization("vecinos")
    with in_organization(ours):
        first, second = _begun(ours, people_csv(60, 1)), _begun(ours, people_csv(60, 1).replace(b"P0", b"Q0"))
        assert not Worker(ours, second).work()
        assert _status(second) is ImportStatus.QUEUED
    with in_organization(other):
        assert Worker(other, _begun(other, people_csv(20, 2))).work()
    with in_organization(ours):
        assert Worker(ours, first).work()
        assert Worker(ours, second).work()
        assert (_status(first), _status(second)) == (ImportStatus.APPLIED, ImportStatus.APPLIED)
        counts = {run.id: run.counts for run in db.session.scalars(select(ImportRun))}
    assert counts[second]["matched"] > counts[second]["created"]


def test_whoever_is_slower_than_her_lease_goes_on_holding_the_import(killed_app: Flask) -> None:
    ours, lease = _organization("puente"), 0.3
    killed_app.config["IMPORT_LEASE_SECONDS"] = lease
    taken_away: list[bool] = []

    def dawdle(run: ImportRun) -> None:
        if not taken_away:
            time.sleep(3 * lease)
            taken_away.append(Worker(ours, run.id).work())

    with in_organization(ours):
        run_id = _begun(ours, people_csv(120, 4))
        assert Worker(ours, run_id, dawdle, rows_at_once=50).work()
        assert taken_away == [False]
        assert _status(run_id) is ImportStatus.APPLIED


def test_the_command_takes_up_an_import_whose_process_was_killed(
    killed_app: Flask, address: str, tmp_path: Path
) -> None:
    ours, file = _organization("puente"), tmp_path / "list.csv"
    file.write_bytes(people_csv(PEOPLE, 3))
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "import", str(file), "--org", "puente", "--json"]
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "SECRET_KEY": "a secret for tests",
        "REINVEST_INSTANCE": str(tmp_path),
        "IMPORT_LEASE_SECONDS": "0.5",
    }
    with in_organization(ours):
        started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        run = _found_at_work()
        os.kill(started.pid, signal.SIGKILL)
        started.wait()
        assert _status(run) is ImportStatus.RUNNING
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        figures: dict[str, Any] = json.loads(done.stdout)
        assert (figures["rows"], figures["people"], figures["rejected"]) == (PEOPLE, PEOPLE, 0)
        assert [one.id for one in db.session.scalars(select(ImportRun))] == [run]
        assert db.session.scalars(select(func.count(Contact.id))).one() == figures["created"]


def _found_at_work() -> int:
    """The import that the command has begun to apply, as soon as it has."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with reading_only(), unit_of_work():
            found = db.session.scalars(select(ImportRun.id).where(ImportRun.status == ImportStatus.RUNNING)).first()
        if found is not None:
            return found
        time.sleep(0.01)
    raise AssertionError("the command did not begin")
