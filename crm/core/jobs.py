"""Work that runs later, in a process of its own: names and ids in a queue, everything else in the database.

A job says only what to look at. Its handler reads from the database what is left to do, so that a job may be run twice,
and one that was lost with a killed process is found again by the sweep of its room.
"""

from __future__ import annotations

import logging
import signal
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from types import FrameType
from typing import Any, cast

import psycopg
from flask import Flask, current_app
from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session

from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.registry import Registry
from crm.core.scope import in_organization

log = logging.getLogger(__name__)
THREADS = 2
STOP_SECONDS = 8
"""How long a job that is being done may take to end; `flask serve` waits ten seconds."""
QUEUE = "reinvest"
_WAITING = "jobs to enqueue"

Job = tuple[str, int, int]
"""The name of a handler, the organization, and the id of the row that the work is about."""
Handler = Callable[[int, int], None]
Sweep = Callable[[datetime], list[Job]]

handlers: Registry[Handler] = Registry("job handler")
"""What does the work, by name: takes the organization's id and the subject's; safe to run twice, and at the same time."""

sweeps: Registry[Sweep] = Registry("job sweep")
"""What finds work that nobody does any more, by name: asked every minute and when the jobs process starts."""


class _Jobs:
    """The queue of one application: opened when first asked for, so that loading the program needs no database."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._huey: Huey | None = None
        self._opening = Lock()
        self._put: Callable[..., Any] | None = None
        self.stopping: Any = Event()

    @property
    def huey(self) -> Huey:
        """The queue, with the one task behind which every handler stands, and the sweep of each minute."""
        with self._opening:
            if self._huey is None:
                self._huey = _open_queue(self._app)
                self._put = self._huey.task(name="perform")(self._perform)
                self._huey.periodic_task(crontab(minute="*"), name="sweep")(self._sweep)
            return self._huey

    def put(self, job: Job) -> None:
        """Let a job wait for its turn."""
        if self.huey is not None and self._put is not None:
            self._put(*job)

    def close(self) -> None:
        """Let go of the queue's connection, as before a fork."""
        if self._huey is not None:
            self._huey.storage.close()

    def forget(self) -> None:
        """Open the queue anew when it is asked for next."""
        self._huey = None

    def _perform(self, name: str, organization_id: int, subject_id: int) -> None:
        with self._app.app_context():
            handler = handlers.get(name)
            if handler is None:
                log.error("no job handler is named %s", name)
                return
            with in_organization(organization_id):
                handler(organization_id, subject_id)

    def _sweep(self) -> None:
        with self._app.app_context():
            sweep()


def enqueue(name: str, organization_id: int, subject_id: int) -> None:
    """Let the jobs process do this once the session has committed; nothing happens when it is rolled back."""
    if handlers.get(name) is None:
        raise LookupError(f"no job handler is named {name!r}")
    waiting = db.session.info.setdefault(_WAITING, {})
    waiting[(name, organization_id, subject_id)] = None


@event.listens_for(Session, "after_commit")
def _put_waiting(session: Session) -> None:
    """After the commit of the whole, not of a savepoint; what cannot be put into the queue is found by its sweep."""
    if session.in_nested_transaction():
        return
    for job in session.info.pop(_WAITING, ()):
        try:
            _jobs().put(job)
        except (sqlite3.Error, psycopg.Error):
            log.exception("job %s could not be enqueued; its sweep will find it", job)


@event.listens_for(Session, "after_rollback")
def _drop_waiting(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(_WAITING, None)


def is_stopping() -> bool:
    """Whether the process was asked to stop: a long handler then ends after its batch and leaves the rest for later."""
    return bool(_jobs().stopping.is_set())


def run_waiting() -> int:
    """Do here and now everything that waits, also what that work puts into the queue; returns how many jobs were done."""
    huey, done = _jobs().huey, 0
    while (task := huey.dequeue()) is not None:
        task.execute()
        done += 1
    return done


def count_waiting() -> int:
    """How many jobs wait for their turn."""
    return int(_jobs().huey.pending_count())


def forget_waiting() -> None:
    """Empty the queue: what is left to do still stands in the database, where the sweeps find it."""
    _jobs().huey.flush()


def sweep() -> int:
    """Put into the queue what should be there and is not; returns how many jobs were added."""
    jobs = _jobs()
    queued = {task.args for task in jobs.huey.pending()}
    found = [job for look in sweeps.values() for job in look(utc_now())]
    lost = [job for job in dict.fromkeys(found) if job not in queued]
    for job in lost:
        jobs.put(job)
    return len(lost)


def run() -> None:
    """Do what waits, two jobs at a time, until SIGTERM or Ctrl-C; a job that is being done may finish its batch."""
    jobs = _jobs()
    consumer = jobs.huey.create_consumer(
        workers=THREADS, graceful_signal="TERM", max_delay=0.5, shutdown_timeout=STOP_SECONDS
    )
    jobs.stopping = consumer.stop_flag
    signal.signal(signal.SIGTERM, _stop_before_it_began)  # the consumer takes the signal over once its workers run
    sweep()
    db.session.remove()
    consumer.run()


def _stop_before_it_began(_signal: int, _frame: FrameType | None) -> None:
    """Told to stop while still starting: nothing is being done, and nothing is lost."""
    raise SystemExit(0)


def forget_connection() -> None:
    """After a fork: leave the parent's connection alone and open one of one's own when it is needed."""
    _jobs().forget()


def close() -> None:
    """Let go of the queue's connection, as before a fork."""
    _jobs().close()


def install(app: Flask) -> None:
    """Give the application its queue: a file beside an SQLite database, tables in PostgreSQL, memory in tests."""
    app.extensions["jobs"] = _Jobs(app)


def _jobs() -> _Jobs:
    return cast(_Jobs, current_app.extensions["jobs"])


def _open_queue(app: Flask) -> Huey:
    if app.config.get("JOBS_IN_MEMORY"):
        return MemoryHuey(QUEUE, results=False)
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    signed = SignedSerializer(app.config["SECRET_KEY"])
    if url.get_backend_name() == "sqlite":
        return SqliteHuey(QUEUE, filename=_file_beside(url), results=False, serializer=signed)
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(QUEUE, dsn=address, results=False, serializer=signed)


def _file_beside(url: URL) -> str:
    database = Path(url.database or "reinvest.db")
    return str(database.with_name(f"{database.stem}-jobs.db"))
