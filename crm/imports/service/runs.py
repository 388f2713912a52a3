"""Keeping an import: the file as it was dropped, what it would do, and what is decided about its rows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from sqlalchemy import update

from crm.audit.service import record
from crm.core import jobs
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound
from crm.core.scope import get_owned
from crm.core.text import clean_line
from crm.imports.models import ImportRow, ImportRun, ImportStatus, RowOutcome
from crm.imports.queries import decisions_of, find_applied, landed_before
from crm.imports.service.counting import add_counts, count_file, count_list, count_webinar
from crm.imports.service.earlier import EarlierOnDisk, earlier_rows
from crm.imports.service.opening import (
    Asked,
    ListFile,
    Read,
    is_webinar,
    open_file,
    open_list,
    read_webinar,
    refuse_homeless,
)
from crm.imports.service.planning import HOUSEHOLD, LATER, NEW, SAME, Ground, Planned, plan
from crm.imports.service.rows import keep_rows
from crm.imports.stored import content_of, drop_file, keep_file, measure, open_stored

INSTANT_BYTES = 512 * 1024
"""A file up to this size (a few thousand people) is read and applied while somebody waits; a larger one in the background."""
JOB = "imports.work"


def look(
    actor: Actor, source: BinaryIO, filename: str, asked: Asked, *, all_new: bool = False
) -> tuple[Read | ListFile, dict[str, Any]]:
    """Read a file and plan it, writing nothing: what it is, and the figures of what it holds and would do."""
    sha256, _size = measure(source)
    opened = open_file(actor, source, filename, asked)
    earlier = find_applied(sha256)
    counts: dict[str, Any] = {"seen_before": earlier.id if earlier else None}
    if isinstance(opened, Read):
        ground = Ground(before=landed_before(sha256, opened.rows), all_new=all_new)
        return opened, counts | count_webinar(opened.report, plan(opened.rows, ground), opened.minutes)
    for planned in _plan_list(opened, sha256, all_new):
        counts = add_counts(counts, count_list(planned))
    return opened, _empty() | counts | count_file(opened.opened, counts)


def _plan_list(opened: ListFile, sha256: str, all_new: bool = False) -> Iterator[list[Planned]]:
    """Plan a list batch by batch where nothing of the batches before is written."""
    with earlier_rows() as earlier:
        for rows in opened.batches():
            yield plan(rows, Ground(before=landed_before(sha256, rows), all_new=all_new, earlier=earlier))


def _empty() -> dict[str, Any]:
    return count_list([])


def preview(
    actor: Actor,
    now: datetime,
    source: BinaryIO | bytes,
    filename: str,
    as_kind: str | None = None,
    action_id: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> ImportRun:
    """Keep a file with what it would do; nothing but the import itself is written. UnreadableFile when it cannot be read.

    A large list is only opened, and read to its end in the background.
    """
    source = io.BytesIO(source) if isinstance(source, bytes) else source
    run = keep(actor, now, source, filename, Asked(as_kind, action_id, mapping or {}))
    if run.status is ImportStatus.READING:
        jobs.enqueue(JOB, actor.organization_id, run.id)
    return run


def keep(actor: Actor, now: datetime, source: BinaryIO, filename: str, asked: Asked) -> ImportRun:
    """Keep a dropped file; a small one is read at once, a large one stays to be read."""
    sha256, size = measure(source)
    opened = open_file(actor, source, filename, asked)
    refuse_homeless(opened)
    earlier = find_applied(sha256)
    run = ImportRun(
        kind=(opened.report.kind if isinstance(opened, Read) else opened.opened.kind).value,
        filename=clean_line(filename.replace("\\", "/").rsplit("/", 1)[-1], 255) or "file",
        sha256=sha256,
        size=size,
        options={"as_kind": asked.as_kind, "mapping": _mapping(opened), "user_id": actor.user_id},
        status=ImportStatus.READING,
        action_id=opened.action.id if isinstance(opened, Read) and opened.action else asked.action_id,
        counts=_empty() | {"seen_before": earlier.id if earlier else None},
        created_by_id=actor.user_id,
        created_at=now,
    )
    db.session.add(run)
    db.session.flush()
    keep_file(run.id, source)
    if isinstance(opened, Read) or size <= INSTANT_BYTES:
        read_whole(run, opened)
    return run


def _mapping(opened: Read | ListFile) -> dict[str, str]:
    """The columns of a list as they were asked for or saved for its headers; none of a webinar's report."""
    return {} if isinstance(opened, Read) else dict(opened.opened.mapping)


def read_whole(run: ImportRun, opened: Read | ListFile) -> None:
    """Plan a small file and keep what it would do."""
    counts: dict[str, Any] = {}
    if isinstance(opened, Read):
        decisions = decisions_of(run.id, opened.rows)
        planned = plan(opened.rows, Ground(decisions, landed_before(run.sha256, opened.rows)))
        counts = count_webinar(opened.report, planned, opened.minutes)
        keep_rows(run.id, planned, {})
    else:
        with earlier_rows() as earlier:
            for rows in opened.batches():
                counts = add_counts(counts, look_at(run, rows, earlier))
        counts = _empty() | counts | count_file(opened.opened, counts)
    run.counts = run.counts | counts
    run.total = run.counts["people"] + run.counts["left_out"]
    run.status = ImportStatus.PREVIEW
    db.session.flush()


def look_at(run: ImportRun, rows: list[Any], earlier: EarlierOnDisk) -> dict[str, Any]:
    """Plan a stretch of rows, keep it for the screens, and give its figures."""
    ground = Ground(
        decisions_of(run.id, rows), landed_before(run.sha256, rows), bool(run.options.get("all_new")), earlier
    )
    planned = plan(rows, ground)
    keep_rows(run.id, planned, {})
    return count_list(planned)


def open_run(
    actor: Actor, run: ImportRun, copy: BinaryIO | None = None, after: tuple[int, int] = (0, 0)
) -> Read | ListFile:
    """Open the file of an import again, or a copy of it; a list after a (line, number of rows)."""
    if is_webinar(run.kind):
        content = content_of(run.id) or b""
        return read_webinar(actor, content, run.filename, run.kind, run.action_id)
    source = copy or open_stored(run.id, run.size)
    return open_list(actor, source, run.filename, asked_of(run), after)


def asked_of(run: ImportRun) -> Asked:
    """How the file of an import was asked to be read."""
    return Asked(run.options.get("as_kind") or run.kind, run.action_id, run.options.get("mapping") or {})


def decide(actor: Actor, now: datetime, run_id: int, row_id: int, decision: str) -> ImportRow:
    """Decide a row that waits: same, new, household or later (see planning; "" takes it back); Conflict once applied."""
    run = get_owned(ImportRun, run_id)
    row = get_owned(ImportRow, row_id)
    if row.run_id != run.id or row.candidate_id is None or decision not in (SAME, NEW, HOUSEHOLD, LATER, ""):
        raise NotFound(N_("There is nothing to decide about that row."))
    if run.status is not ImportStatus.PREVIEW:
        raise Conflict(N_("This import was applied or cancelled already."))
    before, row.decision = row.outcome, decision
    db.session.flush()
    if run.size <= INSTANT_BYTES or is_webinar(run.kind):
        read_whole(run, open_run(actor, run))
    else:
        outcomes = {SAME: RowOutcome.UPDATED, NEW: RowOutcome.NEW, HOUSEHOLD: RowOutcome.NEW}
        row.outcome = outcomes.get(decision, RowOutcome.REVIEW)
        run.counts = add_counts(add_counts(run.counts, {before.value: -1}), {row.outcome.value: 1})
    return row


def cancel(actor: Actor, now: datetime, run_id: int) -> None:
    """Drop a file that was not applied; Conflict when it was."""
    waiting = (ImportStatus.PREVIEW, ImportStatus.READING, ImportStatus.QUEUED)
    done = db.session.execute(
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.status.in_(waiting))
        .values(status=ImportStatus.CANCELLED)
    )
    if not getattr(done, "rowcount", 0):
        get_owned(ImportRun, run_id)
        raise Conflict(N_("This import was applied or cancelled already."))
    drop_file(run_id)
    record(actor, "cancelled", "import", run_id, now)
    db.session.flush()
