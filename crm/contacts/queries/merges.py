"""Which records were joined into a person, and what of it can still be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select

from crm.audit.service import Batch, BatchKind
from crm.contacts.models import Contact, ContactMerge
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import get_owned

MOST_SHOWN = 200
"""How many records of a group are shown, those joined last."""


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was joined into a person; `batch_id` undoes it, None when that is over or another stands on it."""

    winner_id: int
    loser_id: int
    name: str
    at: datetime
    undo_until: datetime | None
    batch_id: int | None


@dataclass(frozen=True, slots=True)
class MergeGroup:
    """A batch of merges, the records joined last, and how many of all it joined are joined still."""

    batch: Batch
    records: list[MergedRecord]
    total: int


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
    return [_record(merge, loser, until, merge.id == rows[0][0].id, now) for merge, loser, until in rows]


def read_group(batch_id: int, now: datetime) -> MergeGroup:
    """A batch of merges and what it joined; NotFound for any other batch."""
    batch = get_owned(Batch, batch_id)
    if batch.kind is not BatchKind.MERGE:
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    of_batch = or_(ContactMerge.batch_id == batch.id, ContactMerge.group_batch_id == batch.id)
    total = db.session.scalars(_standing().where(of_batch).with_only_columns(func.count(ContactMerge.id))).one()
    query = _standing().add_columns(Contact, Batch.undo_until).join(Contact, Contact.id == ContactMerge.loser_id)
    rows = db.session.execute(query.where(of_batch).order_by(ContactMerge.id.desc()).limit(MOST_SHOWN)).all()
    seen: set[int] = set()
    records: list[MergedRecord] = []
    for merge, loser, until in rows:
        records.append(_record(merge, loser, until, merge.winner_id not in seen, now))
        seen.add(merge.winner_id)
    return MergeGroup(batch, records, total)


def _record(merge: ContactMerge, loser: Contact, until: datetime | None, is_last: bool, now: datetime) -> MergedRecord:
    may_undo = is_last and until is not None and now <= until
    batch_id = merge.batch_id if may_undo else None
    return MergedRecord(merge.winner_id, loser.id, loser.full_name, merge.created_at, until, batch_id)


def _standing() -> Select[ContactMerge]:
    return select(ContactMerge).join(Batch, Batch.id == ContactMerge.batch_id).where(Batch.undone_at.is_(None))
