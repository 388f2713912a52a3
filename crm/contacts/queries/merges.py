"""Which records were joined into a person, and what of it can still be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from crm.audit.service import Batch
from crm.contacts.models import Contact, ContactMerge
from crm.core.database import db


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was joined into a person; `batch_id` undoes it, None when that is over or another stands on it."""

    merge_id: int
    loser_id: int
    name: str
    at: datetime
    undo_until: datetime | None
    batch_id: int | None


def find_merge_of_batch(batch_id: int) -> ContactMerge | None:
    """The one merge that a batch undoes, or None for the batch of a whole group."""
    return db.session.scalars(select(ContactMerge).where(ContactMerge.batch_id == batch_id)).one_or_none()


def list_standing_of_group(group_batch_id: int) -> list[ContactMerge]:
    """The merges of a group that were not undone, the last one first."""
    query = _standing().where(ContactMerge.group_batch_id == group_batch_id)
    return list(db.session.scalars(query.order_by(ContactMerge.id.desc())))


def has_later_merge(merge: ContactMerge) -> bool:
    """Whether a record was joined into the same person after this one and still is."""
    query = _standing().where(ContactMerge.winner_id == merge.winner_id, ContactMerge.id > merge.id)
    return db.session.scalars(query.limit(1)).first() is not None


def list_merged_into(contact_id: int, now: datetime) -> list[MergedRecord]:
    """The records joined into a person, the last one first; only the last can be undone, and only in its time."""
    query = (
        _standing()
        .add_columns(Contact, Batch.undo_until)
        .join(Contact, Contact.id == ContactMerge.loser_id)
        .where(Contact.merged_into_id == contact_id)
        .order_by(ContactMerge.id.desc())
    )
    rows = db.session.execute(query).all()
    return [
        MergedRecord(
            merge_id=merge.id,
            loser_id=loser.id,
            name=loser.full_name,
            at=merge.created_at,
            undo_until=until,
            batch_id=merge.batch_id if merge.id == rows[0][0].id and until is not None and now <= until else None,
        )
        for merge, loser, until in rows
    ]


def merged_ids_of(contact_ids: Collection[int]) -> dict[int, list[int]]:
    """The ids of the records that were joined into each of these people."""
    query = select(Contact.merged_into_id, Contact.id).where(Contact.merged_into_id.in_(contact_ids))
    found: dict[int, list[int]] = {}
    for winner_id, loser_id in db.session.execute(query.order_by(Contact.id)):
        found.setdefault(winner_id or 0, []).append(loser_id)
    return found


def _standing() -> Select[ContactMerge]:
    return select(ContactMerge).join(Batch, Batch.id == ContactMerge.batch_id).where(Batch.undone_at.is_(None))
