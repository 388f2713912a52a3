"""Who works at an import: one worker at a time holds it, for a while that it renews as long as it lives.

A worker that was killed holds it no longer than that. Whoever writes a batch does so only while holding the import, in the
same transaction; so two workers never do the same rows.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, or_, select, update

from crm.core import jobs
from crm.core.database import db
from crm.core.errors import N_, Conflict
from crm.core.scope import current_organization_id, find_owned, get_owned
from crm.imports.models import AT_WORK, CHANGES_PEOPLE, ImportRun, ImportStatus
from crm.imports.reading import UnreadableFile
from crm.imports.service.runs import JOB

MOST_FAILURES = 3
"""So often an import that ends in an error nobody foresaw is tried again."""
WENT_WRONG = N_("Something went wrong on our side, three times. What was imported until then can be undone.")


class Lost(Exception):
    """Somebody else works at the import now, or it was told to stop."""


def take(run_id: int, holder: str, at: datetime, lease: timedelta) -> ImportRun | None:
    """Hold an import that has work left, if nobody does and it is its turn; None otherwise."""
    run = find_owned(ImportRun, run_id)
    if run is None or run.status not in AT_WORK or not _is_its_turn(run):
        return None
    free = or_(ImportRun.held_until.is_(None), ImportRun.held_until < at, ImportRun.held_by == holder)
    started = case((ImportRun.status == ImportStatus.QUEUED, ImportStatus.RUNNING), else_=ImportRun.status)
    taken = (
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.status.in_(AT_WORK), free)
        .values(held_by=holder, held_until=at + lease, status=started)
    )
    done = db.session.execute(taken.execution_options(synchronize_session=False))
    db.session.refresh(run)
    return run if getattr(done, "rowcount", 0) else None


def _is_its_turn(run: ImportRun) -> bool:
    """Whether no other import of the organization that changes people comes first: the one begun, then the oldest."""
    if run.status not in CHANGES_PEOPLE:
        return True
    waits = case((ImportRun.status == ImportStatus.QUEUED, 1), else_=0)
    others = select(ImportRun.id).where(ImportRun.status.in_(CHANGES_PEOPLE)).order_by(waits, ImportRun.id)
    return db.session.scalars(others.with_for_update()).first() == run.id


def hold(run_id: int, holder: str, at: datetime, lease: timedelta, status: ImportStatus) -> ImportRun:
    """Go on holding an import for the batch that is about to be written; Lost when it is not ours or is to stop."""
    if not renew(run_id, holder, at, lease, ImportRun.status == status):
        raise Lost
    return db.session.scalars(
        select(ImportRun).where(ImportRun.id == run_id).execution_options(populate_existing=True)
    ).one()


def renew(run_id: int, holder: str, at: datetime, lease: timedelta, *conditions: ColumnElement[bool]) -> bool:
    """Hold an import for another while; False when somebody else does, or a further condition is not met."""
    mine = update(ImportRun).where(ImportRun.id == run_id, ImportRun.held_by == holder, *conditions)
    held = mine.values(held_until=at + lease).execution_options(synchronize_session=False)
    return bool(getattr(db.session.execute(held), "rowcount", 0))


def let_go(run_id: int, holder: str) -> None:
    """Hold an import no longer, and let the next one of the organization begin."""
    mine = update(ImportRun).where(ImportRun.id == run_id, ImportRun.held_by == holder)
    freed = mine.values(held_by="", held_until=None)
    db.session.execute(freed.execution_options(synchronize_session=False))
    waiting = select(ImportRun.id).where(ImportRun.status.in_(CHANGES_PEOPLE), ImportRun.id != run_id)
    following = db.session.scalars(waiting.order_by(ImportRun.id)).first()
    if following is not None:
        jobs.enqueue(JOB, current_organization_id(), following)


def refuse(run_id: int, error: UnreadableFile) -> None:
    """Say why an import cannot go on: the file cannot be read to its end."""
    _fail(get_owned(ImportRun, run_id), {"message": error.message, "params": _plain(error), "line": error.line})


def note_failure(run_id: int) -> None:
    """Count an error nobody foresaw; after a few an import is given up."""
    run = get_owned(ImportRun, run_id)
    failures = run.options.get("failures", 0) + 1
    run.options = run.options | {"failures": failures}
    if failures >= MOST_FAILURES:
        _fail(run, {"message": WENT_WRONG, "params": {}, "line": None})
    db.session.flush()


def stop(run_id: int, *, keep: bool = False) -> None:
    """Ask a running import to stop after its batch; what it did is taken back, or kept. Conflict when it does not run."""
    run = get_owned(ImportRun, run_id)
    options = run.options | {"keep": keep}
    asked = (
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.status == ImportStatus.RUNNING)
        .values(status=ImportStatus.CANCELLING, options=options)
    )
    if not getattr(db.session.execute(asked), "rowcount", 0):
        raise Conflict(N_("This import is not running any more."))
    jobs.enqueue(JOB, current_organization_id(), run_id)


def _fail(run: ImportRun, error: dict[str, object]) -> None:
    run.status, run.error = ImportStatus.FAILED, error
    run.counts = run.counts | run.options.get("so_far", {})
    db.session.flush()


def _plain(error: UnreadableFile) -> dict[str, object]:
    return {name: value if isinstance(value, int) else str(value) for name, value in error.params.items()}
