"""Jobs: put into the queue by a commit, done once each, found again by sweeps; a process of their own that stops when told."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from crm.core import jobs
from crm.core.database import db
from crm.core.scope import current_organization_id
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.support.server import ROOT, environment

done: list[tuple[int, int]] = []


def _handler(_organization_id: int, subject_id: int) -> None:
    done.append((current_organization_id(), subject_id))


jobs.handlers.register("tests.note", _handler)


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


def test_a_job_runs_after_the_commit_in_its_organization(app: Flask) -> None:
    jobs.enqueue("tests.note", 7, 1)
    assert jobs.run_waiting() == 0
    db.session.commit()
    assert (jobs.run_waiting(), done) == (1, [(7, 1)])
    assert jobs.run_waiting() == 0


def test_what_is_rolled_back_is_not_done(app: Flask) -> None:
    jobs.enqueue("tests.note", 7, 1)
    db.session.execute(text("SELECT 1"))
    db.session.rollback()
    db.session.execute(text("SELECT 1"))
    db.session.commit()
    assert jobs.run_waiting() == 0


def test_a_savepoint_is_no_commit(app: Flask) -> None:
    with db.session.begin_nested():
        jobs.enqueue("tests.note", 7, 1)
    nested = db.session.begin_nested()
    nested.rollback()
    assert jobs.run_waiting() == 0
    db.session.commit()
    assert jobs.run_waiting() == 1


def test_an_unknown_job_is_a_mistake(app: Flask) -> None:
    with pytest.raises(LookupError):
        jobs.enqueue("tests.nobody", 7, 1)


def test_a_sweep_puts_back_what_was_lost_and_only_that(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.sweeps, "_entries", {"tests": lambda _now: [("tests.note", 7, 1), ("tests.note", 7, 2)]})
    jobs.enqueue("tests.note", 7, 1)
    db.session.commit()
    assert (jobs.sweep(), jobs.sweep()) == (1, 0)
    assert (jobs.run_waiting(), sorted(done)) == (2, [(7, 1), (7, 2)])


@pytest.fixture(params=BACKENDS)
def real(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """The address of a database of its own, and the application on it with the queue that service uses."""
    with fresh_database(request, tmp_path) as address:
        app = make_app(address, tmp_path)
        app.config["JOBS_IN_MEMORY"] = False
        with app.app_context():
            yield address
            jobs.close()
            db.session.remove()
            db.engine.dispose()


def test_the_queue_of_each_database(real: str) -> None:
    for subject in (1, 2):
        jobs.enqueue("tests.note", 7, subject)
    db.session.commit()
    assert (jobs.run_waiting(), done) == (2, [(7, 1), (7, 2)])


def test_the_process_of_jobs_takes_what_waits_and_stops_when_told(real: str, tmp_path: Path) -> None:
    jobs.enqueue("tests.note", 7, 1)
    db.session.commit()
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "jobs"],
        cwd=ROOT,
        env=environment(tmp_path, DATABASE_URL=real, SECRET_KEY="a secret for tests"),
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while jobs.count_waiting() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert jobs.count_waiting() == 0
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
