"""Joining many certain pairs as one batch, and parting them again: a few at once, the rest in the background."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from crm.audit.service import Batch, BatchKind, open_batch, undo_batch
from crm.contacts.models import DuplicateSuggestion
from crm.contacts.queries.deciding import count_waiting, list_certain, stays
from crm.contacts.queries.merges import list_standing_of_group
from crm.contacts.service.merging import join_pairs
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.jobs import enqueue
from crm.core.scope import find_owned, get_owned

JOB = "contacts.merges"
AT_ONCE = 25
"""How many pairs one unit of work joins or parts: about a second."""


def begin_joining(actor: Actor, now: datetime) -> Batch:
    """Join the pairs that are certain now: a few before this returns, the rest in the background. The batch undoes them all.

    Refused when no pair is certain.
    """
    total = count_waiting().certain
    if not total:
        raise Refused(N_("Nothing is left to join. Somebody may have been faster."))
    batch = open_batch(actor, BatchKind.MERGE, "certain pairs", now)
    last_id = db.session.scalars(select(func.max(DuplicateSuggestion.id))).one()
    batch.counts = {"pairs": 0, "of": total, "last_id": last_id, "is_joining": True}
    _work_or_wait(batch, now)
    return batch


def begin_parting(actor: Actor, now: datetime, batch: Batch) -> int:
    """Take all merges of a group back, a few before this returns; gives how many are parted already."""
    standing = list_standing_of_group(batch.id)
    if len(standing) <= AT_ONCE:
        undo_batch(batch.id, actor, now)
        return len(standing)
    batch.counts = {**batch.counts, "is_joining": False, "is_parting": True, "of": len(standing)}
    enqueue(JOB, batch.organization_id, batch.id)
    return 0


def is_under_way(batch: Batch) -> bool:
    """Whether pairs of a group are still being joined or parted."""
    return batch.undone_at is None and bool(batch.counts.get("is_joining") or batch.counts.get("is_parting"))


def work_on_group(batch_id: int, now: datetime) -> bool:
    """Join or part some pairs of a group; whether more are left. A group that was done by somebody else is left alone."""
    batch = find_owned(Batch, batch_id)
    if batch is None or not is_under_way(batch):
        return False
    return _part_some(batch, now) if batch.counts.get("is_parting") else _join_some(batch)


def _work_or_wait(batch: Batch, now: datetime) -> None:
    if work_on_group(batch.id, now):
        enqueue(JOB, batch.organization_id, batch.id)


def _join_some(batch: Batch) -> bool:
    """Join the next pairs, in the name of who asked for it and as of then; a pair parted from this group stays apart."""
    actor = Actor(batch.organization_id, batch.created_by_id)
    pairs = list_certain(AT_ONCE, up_to=batch.counts["last_id"], not_in=batch.id)
    joined = join_pairs(actor, batch.created_at, stays(pairs), batch.id)
    batch = get_owned(Batch, batch.id)
    is_more = len(pairs) == AT_ONCE
    batch.counts = {**batch.counts, "pairs": batch.counts["pairs"] + joined, "is_joining": is_more}
    db.session.flush()
    return is_more


def _part_some(batch: Batch, now: datetime) -> bool:
    actor = Actor(batch.organization_id, batch.created_by_id)
    standing = list_standing_of_group(batch.id)
    for one in standing[:AT_ONCE]:
        undo_batch(one.batch_id, actor, now)
    if len(standing) > AT_ONCE:
        return True
    undo_batch(batch.id, actor, now)
    return False
