"""Writing the audit log, and keeping bulk acts so that they can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.audit.models import AuditEntry, Batch, BatchChange, BatchKind, ChangeKind
from crm.audit.queries import was_viewed_lately
from crm.core.actor import Actor
from crm.core.bulk import insert_tuples
from crm.core.database import db, unit_of_its_own
from crm.core.errors import N_, Conflict, Refused
from crm.core.registry import Registry
from crm.core.scope import current_organization_id, get_owned

__all__ = [
    "UNDO_DAYS",
    "Batch",
    "BatchChange",
    "BatchKind",
    "ChangeKind",
    "RowChange",
    "get_undoable",
    "list_changes",
    "mark_undone",
    "note_changes",
    "note_created",
    "note_updated",
    "note_view",
    "open_batch",
    "record",
    "undo_batch",
    "undo_handlers",
]
UNDO_DAYS = 30
UndoHandler = Callable[[Batch, Actor, datetime], dict[str, int]]
undo_handlers: Registry[UndoHandler] = Registry("undo handler")
"""How a batch of a kind is taken back: returns counts of what was removed, restored and kept."""


def record(
    actor: Actor, verb: str, subject_type: str, subject_id: int | None, now: datetime, **details: Any
) -> AuditEntry:
    """Note that somebody did something; details never hold sealed text or whole messages."""
    entry = AuditEntry(
        organization_id=actor.organization_id,
        at=now,
        actor_user_id=actor.user_id,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        details=details,
    )
    db.session.add(entry)
    return entry


def note_view(actor: Actor, subject_type: str, subject_id: int, now: datetime) -> None:
    """Note that somebody looked at a page about a person or thing: once an hour, in a unit of its own (HOUSE, Commits)."""
    with db.session.no_autoflush:
        if was_viewed_lately(actor.user_id, subject_type, subject_id, now):
            return
    with unit_of_its_own():
        record(actor, "viewed", subject_type, subject_id, now)


def open_batch(actor: Actor, kind: BatchKind, label: str, now: datetime) -> Batch:
    """Begin a bulk act that can be undone for 30 days."""
    batch = Batch(
        kind=kind,
        label=label[:200],
        undo_until=now + timedelta(days=UNDO_DAYS),
        created_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def note_created(batch: Batch, subject_type: str, subject_id: int) -> None:
    """Keep that the batch made a row."""
    db.session.add(
        BatchChange(batch_id=batch.id, subject_type=subject_type, subject_id=subject_id, change=ChangeKind.CREATED)
    )


def note_updated(
    batch: Batch, subject_type: str, subject_id: int, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """Keep what the changed fields of a row held before, and hold now."""
    db.session.add(
        BatchChange(
            batch_id=batch.id,
            subject_type=subject_type,
            subject_id=subject_id,
            change=ChangeKind.UPDATED,
            before=before,
            after=after,
        )
    )


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a batch did to one row, as JSON can hold it: a removed row is whole in `before`."""

    subject_type: str
    subject_id: int
    change: ChangeKind
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


def note_changes(batch_id: int, changes: Sequence[RowChange]) -> None:
    """Keep what a batch did to many rows, in the order it was done."""
    names = ("subject_type", "subject_id", "change", "before", "after")
    rows = [tuple(getattr(one, name) for name in names) for one in changes]
    insert_tuples(BatchChange, names, rows, {"organization_id": current_organization_id(), "batch_id": batch_id})


def undo_batch(batch_id: int, actor: Actor, now: datetime) -> dict[str, int]:
    """Take a whole batch back; Conflict when it was undone already, Refused when its time is over or nothing undoes it."""
    batch = get_undoable(batch_id, now)
    handler = undo_handlers.get(batch.kind.value)
    if handler is None:
        raise Refused(N_("This cannot be undone."))
    counts = handler(batch, actor, now)
    mark_undone(batch, actor, now, counts)
    return counts


def get_undoable(batch_id: int, now: datetime) -> Batch:
    """The batch, if it may still be taken back; Conflict when it was, Refused when its time is over."""
    batch = get_owned(Batch, batch_id)
    if batch.undone_at is not None:
        raise Conflict(N_("That was already undone."))
    if batch.undo_until is not None and now > batch.undo_until:
        raise Refused(N_("The time to undo this is over."))
    return batch


def mark_undone(batch: Batch, actor: Actor, now: datetime, counts: dict[str, int]) -> None:
    """Note that a batch was taken back, by whom, and what that did."""
    batch.undone_at = now
    batch.undone_by_id = actor.user_id
    record(actor, "undone", "batch", batch.id, now, **counts)
    db.session.flush()


def list_changes(batch_id: int, before: int = 0, most: int | None = None) -> list[BatchChange]:
    """What a batch made and changed, newest first, so that it can be taken back in reverse; a stretch before an id."""
    query = select(BatchChange).where(BatchChange.batch_id == batch_id).order_by(BatchChange.id.desc()).limit(most)
    return list(db.session.scalars(query.where(BatchChange.id < before) if before else query))
