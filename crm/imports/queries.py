"""Reading imports and what is kept of their rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from crm.core.database import db
from crm.core.scope import get_owned
from crm.imports.incoming import Incoming
from crm.imports.models import CHANGES_PEOPLE, ImportRow, ImportRun, ImportStatus, RowOutcome


def get_run(run_id: int) -> ImportRun:
    """The import with that id; NotFound otherwise."""
    return get_owned(ImportRun, run_id)


def list_rows(run_id: int, outcome: RowOutcome | None = None, limit: int | None = None) -> list[ImportRow]:
    """The rows of an import in the order of the file, only those of one outcome where it is given."""
    query = select(ImportRow).where(ImportRow.run_id == run_id).order_by(ImportRow.position).limit(limit)
    return list(db.session.scalars(query if outcome is None else query.where(ImportRow.outcome == outcome)))


def list_doubtful(run_id: int) -> list[ImportRow]:
    """The rows that may be somebody we know, decided or not, in the order of the file."""
    query = select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.candidate_id.is_not(None))
    return list(db.session.scalars(query.order_by(ImportRow.position)))


def decisions_of(run_id: int, rows: Sequence[Incoming]) -> dict[int, str]:
    """What was decided about some rows of an import, by position (see planning)."""
    if not rows:
        return {}
    query = select(ImportRow.position, ImportRow.decision).where(
        ImportRow.run_id == run_id,
        ImportRow.position.between(rows[0].position, rows[-1].position),
        ImportRow.decision != "",
    )
    return {row.position: row.decision for row in db.session.execute(query)}


def list_runs_of_action(action_id: int) -> list[ImportRun]:
    """The imports that were applied to an action, also those undone since, newest first."""
    query = select(ImportRun).where(
        ImportRun.action_id == action_id, ImportRun.status.in_((ImportStatus.APPLIED, ImportStatus.UNDONE))
    )
    return list(db.session.scalars(query.order_by(ImportRun.id.desc())))


def list_recent_runs(limit: int = 10) -> list[ImportRun]:
    """The latest imports of any kind."""
    query = select(ImportRun).where(ImportRun.status != ImportStatus.CANCELLED)
    return list(db.session.scalars(query.order_by(ImportRun.id.desc()).limit(limit)))


def find_applied(sha256: str) -> ImportRun | None:
    """The latest import of the very same bytes that stands, or None."""
    query = select(ImportRun).where(ImportRun.sha256 == sha256, ImportRun.status == ImportStatus.APPLIED)
    return db.session.scalars(query.order_by(ImportRun.id.desc())).first()


def landed_before(sha256: str, rows: Sequence[Incoming]) -> dict[int, int]:
    """Whom some rows of the very same file became when it was imported before, by position, where that was kept."""
    earlier = find_applied(sha256) if rows else None
    if earlier is None:
        return {}
    query = select(ImportRow.position, ImportRow.contact_id).where(
        ImportRow.run_id == earlier.id,
        ImportRow.position.between(rows[0].position, rows[-1].position),
        ImportRow.contact_id.is_not(None),
    )
    return {position: contact_id for position, contact_id in db.session.execute(query) if contact_id is not None}


def are_others_at_work(run_id: int) -> bool:
    """Whether another import of the organization is being applied or undone, or waits for that."""
    query = select(ImportRun.id).where(ImportRun.status.in_(CHANGES_PEOPLE), ImportRun.id != run_id).limit(1)
    return db.session.scalars(query).first() is not None


def find_unfinished(sha256: str) -> ImportRun | None:
    """The import of these very bytes that was begun and not ended, as by a command that was killed; or None."""
    at_work = (ImportStatus.QUEUED, ImportStatus.RUNNING)
    query = select(ImportRun).where(ImportRun.sha256 == sha256, ImportRun.status.in_(at_work))
    return db.session.scalars(query.order_by(ImportRun.id)).first()


def find_run_of_batch(batch_id: int) -> ImportRun | None:
    """The import that made a batch, or None."""
    query = select(ImportRun).where(ImportRun.batch_id == batch_id)
    return db.session.scalars(query).one_or_none()
