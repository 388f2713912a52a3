"""Tagging many people at once, merging and deleting tags: bulk acts, each of which can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from crm.audit.service import Batch, BatchChange, BatchKind, ChangeKind, list_changes, open_batch
from crm.contacts.models import Contact, Tag, Tagging
from crm.contacts.queries.choosing import People, chosen_ids
from crm.contacts.queries.tags import find_tag, get_tag
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import current_organization_id, find_owned
from crm.core.upsert import chunks, insert_missing, insert_rows

KEPT = ("id", "name", "group_name", "color", "description", "created_by_id")
"""What is kept of a tag that is deleted, so that it can come back as it was."""


def tag_many(actor: Actor, now: datetime, contact_ids: People, tag_id: int) -> Batch:
    """Put a tag on many people; the batch counts those who did not carry it."""
    tag = get_tag(tag_id)
    batch = open_batch(actor, BatchKind.TAGGING, f"+ {tag.name}", now)
    batch.counts = {"tagged": _put(batch, tag, chosen_ids(contact_ids))}
    db.session.flush()
    return batch


def untag_many(actor: Actor, now: datetime, contact_ids: People, tag_id: int) -> Batch:
    """Take a tag off many people; the batch counts those who carried it."""
    tag = get_tag(tag_id)
    batch = open_batch(actor, BatchKind.TAGGING, f"− {tag.name}", now)
    batch.counts = {"untagged": _take(batch, tag, chosen_ids(contact_ids))}
    db.session.flush()
    return batch


def merge_tags(actor: Actor, now: datetime, tag_id: int, into_id: int) -> Batch:
    """Give everyone with one tag the other, and delete the first."""
    gone, kept = get_tag(tag_id), get_tag(into_id)
    if gone.id == kept.id:
        raise Refused(N_("Choose another tag to merge this one into."))
    batch = open_batch(actor, BatchKind.TAGGING, f"{gone.name} → {kept.name}", now)
    people = _carriers(gone.id)
    batch.counts = {"tagged": _put(batch, kept, people), "untagged": _take(batch, gone, people)}
    _drop(batch, gone)
    return batch


def delete_tag(actor: Actor, now: datetime, tag_id: int) -> Batch:
    """Take a tag off everyone and delete it."""
    tag = get_tag(tag_id)
    batch = open_batch(actor, BatchKind.TAGGING, f"× {tag.name}", now)
    batch.counts = {"untagged": _take(batch, tag, _carriers(tag.id))}
    _drop(batch, tag)
    return batch


def undo_tagging(batch: Batch, actor: Actor, now: datetime) -> dict[str, int]:
    """Take a bulk act of tags back: what it put on comes off, what it took off comes back, a deleted tag too."""
    removed = db.session.execute(delete(Tagging).where(Tagging.batch_id == batch.id))
    restored = 0
    for change in list_changes(batch.id):
        if change.subject_type == "tag":
            _bring_back(change.before)
        else:
            restored += _put_back(change.subject_id, change.before["people"])
    return {"removed": getattr(removed, "rowcount", 0), "restored": restored}


def _carriers(tag_id: int) -> list[int]:
    """Everyone who carries a tag, archived records too."""
    return list(db.session.scalars(select(Tagging.contact_id).where(Tagging.tag_id == tag_id)))


def _put(batch: Batch, tag: Tag, people: list[int]) -> int:
    shared = {"organization_id": current_organization_id(), "tag_id": tag.id, "batch_id": batch.id}
    rows = [shared | {"contact_id": contact_id} for contact_id in people]
    insert_missing(Tagging, rows, ("tag_id", "contact_id"))
    counted = select(func.count()).select_from(Tagging).where(Tagging.batch_id == batch.id, Tagging.tag_id == tag.id)
    return db.session.scalars(counted).one()


def _take(batch: Batch, tag: Tag, people: list[int]) -> int:
    taken = 0
    for some in chunks(people):
        carried = select(Tagging.contact_id, Tagging.batch_id).where(
            Tagging.tag_id == tag.id, Tagging.contact_id.in_(some)
        )
        pairs = [[contact_id, batch_id] for contact_id, batch_id in db.session.execute(carried)]
        if pairs:
            _note(batch, "untagged", tag.id, {"people": pairs})
            gone = delete(Tagging).where(Tagging.tag_id == tag.id, Tagging.contact_id.in_(some))
            db.session.execute(gone)
        taken += len(pairs)
    return taken


def _drop(batch: Batch, tag: Tag) -> None:
    _note(batch, "tag", tag.id, {name: getattr(tag, name) for name in KEPT})
    db.session.delete(tag)
    db.session.flush()


def _note(batch: Batch, subject_type: str, tag_id: int, before: dict[str, Any]) -> None:
    row: dict[str, Any] = {
        "organization_id": current_organization_id(),
        "batch_id": batch.id,
        "subject_type": subject_type,
        "subject_id": tag_id,
        "change": ChangeKind.UPDATED,
        "before": before,
        "after": {},
    }
    insert_rows(BatchChange, [row])


def _bring_back(values: dict[str, Any]) -> None:
    taken = find_tag(values["name"])
    if taken is not None:
        raise Conflict(N_("There is a new tag “%(name)s”. Rename it, then undo this again."), name=taken.name)
    db.session.add(Tag(**values))
    db.session.flush()


def _put_back(tag_id: int, pairs: list[list[int | None]]) -> int:
    if find_owned(Tag, tag_id) is None:
        return 0
    ids = [contact_id for contact_id, _batch_id in pairs]
    known = set(db.session.scalars(select(Contact.id).where(Contact.id.in_(ids))))
    shared: dict[str, Any] = {"organization_id": current_organization_id(), "tag_id": tag_id}
    rows = [shared | {"contact_id": who, "batch_id": batch_id} for who, batch_id in pairs if who in known]
    insert_missing(Tagging, rows, ("tag_id", "contact_id"))
    return len(rows)
