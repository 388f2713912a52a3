"""Imports in the background: reading a large list, applying it, taking it back; each batch a transaction of its own."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from secrets import token_hex

from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from crm.accounts.queries import get_organization
from crm.core import jobs
from crm.core.actor import Actor
from crm.core.bulk import bulk_work
from crm.core.clock import shifted, utc_now
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import everywhere
from crm.core.statistics import renew_statistics
from crm.imports.heartbeat import beating
from crm.imports.models import AT_WORK, ImportRun, ImportStatus
from crm.imports.queries import get_run
from crm.imports.reading import UnreadableFile
from crm.imports.service.ahead import read_ahead
from crm.imports.service.applying import apply_rows, close, finish_list
from crm.imports.service.counting import add_counts, count_file, count_list
from crm.imports.service.earlier import earlier_rows
from crm.imports.service.holding import Lost, hold, let_go, note_failure, refuse, take
from crm.imports.service.opening import BATCH, ListFile
from crm.imports.service.rows import drop_rows
from crm.imports.service.runs import JOB, look_at, open_run
from crm.imports.service.undoing import begin_undo, undo_stretch
from crm.imports.stored import copy_stored

log = logging.getLogger(__name__)
RENEWED_AT = frozenset({1, 4, 16, 64, 256})
"""After so many batches SQLite's planner looks at the tables anew: they have grown beyond what it knew."""
BREATH_SECONDS = 5e-6
"""After each batch, for each of its rows: on SQLite one writes at a time, and who waits looks every tenth of a second whether
nobody does. Without a rest beside the reading of the next batch she would look in vain.
"""
TRIES = 5
"""How often a batch is tried when another writer was in its way."""


class Worker:
    """Somebody who works at one import of an organization, as often as there is something left to do."""

    def __init__(
        self,
        organization_id: int,
        run_id: int,
        watch: Callable[[ImportRun], None] | None = None,
        rows_at_once: int = BATCH,
    ) -> None:
        """Be known by machine, process and a word of one's own; `watch` is shown the import after each batch."""
        self._watch, self._rows_at_once = watch, rows_at_once
        self._organization_id, self._run_id = organization_id, run_id
        self._name = f"{socket.gethostname()[:40]}:{os.getpid()}:{token_hex(8)}"
        self._lease = timedelta(seconds=float(current_app.config["IMPORT_LEASE_SECONDS"]))

    def work(self) -> bool:
        """Take the import, if that may be, and do what is left of it; False when somebody else has it or it is not its turn."""
        with unit_of_work():
            taken = take(self._run_id, self._name, utc_now(), self._lease)
            status = taken.status if taken else None
        if status is None:
            return False
        try:
            with beating(self._run_id, self._name, self._lease), bulk_work():
                self._do(status)
        except UnreadableFile as error:
            with unit_of_work():
                refuse(self._run_id, error)
        except Exception:
            db.session.rollback()
            log.exception("import %s failed; it will be tried again", self._run_id)
            with unit_of_work():
                note_failure(self._run_id)
        finally:
            db.session.rollback()
            with unit_of_work():
                let_go(self._run_id, self._name)
        return True

    def _do(self, status: ImportStatus) -> None:
        """Step after step while the import has work left: one that is told to stop while it runs is taken back."""
        steps: dict[ImportStatus, Callable[[], None]] = {
            ImportStatus.READING: self._read,
            ImportStatus.RUNNING: self._apply,
            ImportStatus.CANCELLING: self._cancel,
            ImportStatus.UNDOING: lambda: self._undo(ImportStatus.UNDOING),
        }
        while (step := steps.get(status)) is not None and not jobs.is_stopping():
            try:
                step()
            except Lost:
                log.info("import %s is not ours any more, or is to stop", self._run_id)
            with reading_only(), unit_of_work():
                run = get_run(self._run_id)
                db.session.refresh(run)
                status, is_ours = run.status, run.held_by == self._name
            if not is_ours:
                return

    def _batch(self, status: ImportStatus, write: Callable[[Actor, datetime, ImportRun], bool]) -> bool:
        """Write one batch while holding the import; another writer in the way means trying again."""
        for attempt in range(1, TRIES + 1):
            try:
                with unit_of_work():
                    run = hold(self._run_id, self._name, utc_now(), self._lease, status)
                    organization = get_organization(self._organization_id)
                    actor = Actor(self._organization_id, run.options.get("user_id"))
                    done = write(actor, shifted(organization.clock_offset_seconds), run)
                if self._watch is not None:
                    self._watch(run)
                self._let_others_write()
                return done
            except (IntegrityError, OperationalError):
                if attempt == TRIES:
                    raise
                log.warning("a batch of import %s met another writer; trying again", self._run_id)
        return False

    def _let_others_write(self) -> None:
        if db.engine.dialect.name == "sqlite":
            time.sleep(self._rows_at_once * BREATH_SECONDS)

    @contextmanager
    def _open(self, after: tuple[int, int]) -> Iterator[ListFile]:
        """The list, read outside of any transaction: others wait for one that writes."""
        with ExitStack() as stack:
            with reading_only(), unit_of_work():
                run = get_run(self._run_id)
                copy = stack.enter_context(copy_stored(run.id))
                opened = open_run(Actor(self._organization_id), run, copy, after)
            if not isinstance(opened, ListFile):
                raise TypeError("only lists are applied in the background")
            yield stack.enter_context(read_ahead(opened, run.size, self._rows_at_once))

    def _read(self) -> None:
        """Look at a list that nobody has agreed to yet; begun anew when it was broken off, for nothing of it is written."""
        counts = count_list([])
        self._batch(ImportStatus.READING, _begin_anew)
        with self._open((0, 0)) as opened, earlier_rows() as earlier:
            while rows := opened.next_batch(self._rows_at_once):

                def write(_actor: Actor, _now: datetime, run: ImportRun, rows: list = rows) -> bool:  # type: ignore[type-arg]
                    nonlocal counts
                    counts = add_counts(counts, look_at(run, rows, earlier))
                    run.done, run.total = opened.done, opened.estimate(run.size)
                    return True

                self._batch(ImportStatus.READING, write)
                if jobs.is_stopping():
                    return

        def finish(_actor: Actor, _now: datetime, run: ImportRun) -> bool:
            run.counts = run.counts | counts | count_file(opened.opened, counts)
            run.status, run.done, run.total = ImportStatus.PREVIEW, opened.done, opened.done
            return True

        self._batch(ImportStatus.READING, finish)

    def _apply(self) -> None:
        with reading_only(), unit_of_work():
            run = get_run(self._run_id)
            after = (run.cursor, run.done)
        with self._open(after) as opened:
            self._apply_batches(opened)

    def _apply_batches(self, opened: ListFile) -> None:
        is_done, batches = False, 0
        while not is_done and not jobs.is_stopping():
            if batches in RENEWED_AT:
                renew_statistics()
            is_done = self._apply_next(opened)
            batches += 1

    def _apply_next(self, opened: ListFile) -> bool:
        """Apply the next batch, which is gone from memory before another is read; True after the last one."""
        rows = opened.next_batch(self._rows_at_once)

        def write(actor: Actor, now: datetime, run: ImportRun) -> bool:
            apply_rows(actor, now, run, rows)
            run.total = max(run.total, opened.estimate(run.size))
            if rows:
                return False
            finish_list(actor, now, run, opened)
            return True

        return self._batch(ImportStatus.RUNNING, write)

    def _cancel(self) -> None:
        """Take back what was applied of an import that is to stop, or keep it."""

        def begin(actor: Actor, now: datetime, run: ImportRun) -> bool:
            if run.options.get("keep"):
                close(
                    actor, now, run, count_list([]) | {"consented": 0, "created": 0} | run.options["so_far"], "stopped"
                )
            elif "undo" not in run.options:
                run.counts = run.counts | {"stopped": run.options.get("so_far", {}).get("stopped", 0)}
                begin_undo(run, ImportStatus.CANCELLING)
                run.held_by = self._name
            return run.status is ImportStatus.CANCELLING

        if self._batch(ImportStatus.CANCELLING, begin):
            self._undo(ImportStatus.CANCELLING)

    def _undo(self, status: ImportStatus) -> None:
        while self._batch(status, undo_stretch) and not jobs.is_stopping():
            pass


def _begin_anew(_actor: Actor, _now: datetime, run: ImportRun) -> bool:
    drop_rows(run.id)
    return True


def work(organization_id: int, run_id: int) -> None:
    """The job of imports: do what is left of one."""
    Worker(organization_id, run_id).work()


def find_abandoned(now: datetime) -> list[jobs.Job]:
    """Imports that have work left and that nobody holds: what a killed worker left behind, what the queue lost."""
    with everywhere("the jobs process looks for imports of any organization that nobody works at"), unit_of_work():
        query = select(ImportRun.organization_id, ImportRun.id).where(
            ImportRun.status.in_(AT_WORK), (ImportRun.held_until.is_(None)) | (ImportRun.held_until < now)
        )
        return [(JOB, row[0], row[1]) for row in db.session.execute(query.order_by(ImportRun.id))]
