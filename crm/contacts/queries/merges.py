"""Which records were joined into a person, and what of it can still be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select

from crm.audit.service import Batch, BatchKind
from crm.contacts.models import Contact, ContactMerge
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import get_owned


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was joined into a person; `batch_id` undoes it, None when that is over or another stands on it."""

    winner_id: int
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
    return [_record(merge, loser, until, merge.id == rows[0][0].id, now) for merge, loser, until in rows]


def list_group(batch_id: int, now: datetime) -> tuple[Batch, list[MergedRecord]]:
    """A batch of merges and the records it joined that still are, by name; NotFound for any other batch."""
    batch = get_owned(Batch, batch_id)
    if batch.kind is not BatchKind.MERGE:
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    of_batch = or_(ContactMerge.batch_id == batch.id, ContactMerge.group_batch_id == batch.id)
    query = _standing().add_columns(Contact, Batch.undo_until).join(Contact, Contact.id == ContactMerge.loser_id)
    rows = db.session.execute(query.where(of_batch).order_by(Contact.sort_key, ContactMerge.id)).all()
    last = {row[0].winner_id: max(one[0].id for one in rows if one[0].winner_id == row[0].winner_id) for row in rows}
    return batch, [_record(merge, loser, until, last[merge.winner_id] == merge.id, now) for merge, loser, until in rows]


def _record(merge: ContactMerge, loser: Contact, until: datetime | None, is_last: bool, now: datetime) -> MergedRecord:
    may_undo = is_last and until is not None and now <= until
    batch_id = merge.batch_id if may_undo else None
    return MergedRecord(merge.winner_id, loser.id, loser.full_name, merge.created_at, until, batch_id)


def merged_ids_of(contact_ids: Collection[int]) -> dict[int, list[int]]:
    """The ids of the records that were joined into each of these people."""
    query = select(Contact.merged_into_id, Contact.id).where(Contact.merged_into_id.in_(contact_ids))
    found: dict[int, list[int]] = {}
    for winner_id, loser_id in db.session.execute(query.order_by(Contact.id)):
        found.setdefault(winner_id or 0, []).append(loser_id)
    return found


def _standing() -> Select[ContactMerge]:
    return select(ContactMerge).join(Batch, Batch.id == ContactMerge.batch_id).where(Batch.undone_at.is_(None))
