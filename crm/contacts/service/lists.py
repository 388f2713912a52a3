"""Static lists: made, filled one by one or in bulk, and every bulk act undone as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, func, select

from crm.audit.service import Batch, BatchKind, open_batch, record
from crm.contacts.models import ListMember, StaticList
from crm.contacts.queries.people import current_ids
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line
from crm.core.upsert import chunks, insert_new

LONGEST_NAME = 120


def create_list(actor: Actor, now: datetime, name: str) -> StaticList:
    """Make an empty list; Refused without a name, or with one that another list has."""
    row = StaticList(name=_free_name(name), created_by_id=actor.user_id, created_at=now)
    db.session.add(row)
    db.session.flush()
    record(actor, "created", "list", row.id, now, name=row.name)
    db.session.flush()
    return row


def free_name(wanted: str) -> str:
    """The name as it is, or with the next number that makes it one of its own."""
    taken = {name.lower() for name in db.session.scalars(select(StaticList.name))}
    names = [wanted, *(f"{wanted[: LONGEST_NAME - 6]} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in taken)


def rename_list(actor: Actor, now: datetime, list_id: int, name: str) -> StaticList:
    """Call a list otherwise; Refused without a name, or with one that another list has."""
    row = get_owned(StaticList, list_id)
    row.name = _free_name(name, list_id)
    record(actor, "updated", "list", row.id, now, name=row.name)
    db.session.flush()
    return row


def _free_name(name: str, list_id: int = 0) -> str:
    called = clean_line(name, LONGEST_NAME)
    if not called:
        raise Refused(N_("Give the list a name, so that you find it again."))
    query = select(StaticList.id).where(func.lower(StaticList.name) == called.lower(), StaticList.id != list_id)
    if db.session.scalars(query).first() is not None:
        raise Refused(N_("There is a list “%(name)s” already. Choose another name."), name=called)
    return called


def delete_list(actor: Actor, now: datetime, list_id: int) -> str:
    """Delete a list, nobody who is on it; returns its name."""
    row = get_owned(StaticList, list_id)
    db.session.execute(delete(ListMember).where(ListMember.list_id == list_id))
    db.session.delete(row)
    record(actor, "deleted", "list", list_id, now, name=row.name)
    db.session.flush()
    return row.name


def add_to_list(actor: Actor, now: datetime, list_id: int, contact_ids: Iterable[int], label: str = "") -> Batch | None:
    """Put people on a list as one act that can be undone; None when all of them were on it.

    Who is archived, merged into another or not of the organization is left out.
    """
    row = get_owned(StaticList, list_id)
    wanted = sorted(current_ids(contact_ids))
    batch = open_batch(actor, BatchKind.LIST, label or row.name, now)
    owned = {"organization_id": current_organization_id(), "created_by_id": actor.user_id, "created_at": now}
    same = owned | {"updated_at": now, "list_id": list_id, "batch_id": batch.id}
    added = sum(
        len(insert_new(ListMember, [same | {"contact_id": contact_id} for contact_id in some]))
        for some in chunks(wanted)
    )
    if not added:
        db.session.delete(batch)
        db.session.flush()
        return None
    batch.counts = {"added": added, "known": len(wanted) - added}
    record(actor, "added", "list", list_id, now, people=added, batch_id=batch.id)
    db.session.flush()
    return batch


def remove_from_list(actor: Actor, now: datetime, list_id: int, contact_ids: list[int]) -> int:
    """Take people off a list; how many were on it."""
    get_owned(StaticList, list_id)
    gone = 0
    for some in chunks(contact_ids):
        rows = delete(ListMember).where(ListMember.list_id == list_id, ListMember.contact_id.in_(some))
        gone += _count(db.session.execute(rows))
    if gone:
        record(actor, "removed", "list", list_id, now, people=gone)
        db.session.flush()
    return gone


def undo_listing(batch: Batch, _actor: Actor, _now: datetime) -> dict[str, int]:
    """Take off a list whom a batch put there; who was taken off since stays off."""
    rows = delete(ListMember).where(ListMember.batch_id == batch.id)
    return {"removed": _count(db.session.execute(rows))}


def _count(result: Any) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
