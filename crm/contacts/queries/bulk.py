"""Bulk acts on people that can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import names_of_users
from crm.audit.service import Batch, BatchKind
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.scope import get_owned


@dataclass(frozen=True, slots=True)
class BulkAct:
    """A bulk act as a list shows it; `can_undo` says whether the asking user may take it back now."""

    id: int
    label: str
    by: str
    at: datetime
    people: int
    is_undone: bool
    can_undo: bool


def get_batch(batch_id: int) -> Batch:
    """The bulk act with that id; NotFound otherwise."""
    return get_owned(Batch, batch_id)


def list_bulk_acts(actor: Actor, now: datetime, *kinds: BatchKind, limit: int = 8) -> list[BulkAct]:
    """The latest bulk acts of these kinds, newest first."""
    query = select(Batch).where(Batch.kind.in_(kinds)).order_by(Batch.id.desc()).limit(limit)
    batches = list(db.session.scalars(query))
    names = names_of_users({batch.created_by_id for batch in batches})
    return [
        BulkAct(
            id=batch.id,
            label=batch.label,
            by=names.get(batch.created_by_id or 0, ""),
            at=batch.created_at,
            people=max((count for count in batch.counts.values() if isinstance(count, int)), default=0),
            is_undone=batch.undone_at is not None,
            can_undo=_can_undo(batch, actor, now),
        )
        for batch in batches
    ]


def _can_undo(batch: Batch, actor: Actor, now: datetime) -> bool:
    is_in_time = batch.undone_at is None and (batch.undo_until is None or now <= batch.undo_until)
    return is_in_time and (actor.is_lead or batch.created_by_id == actor.user_id)
