"""What a person says of two records that may be one: the same, two people, or that a merge was wrong."""

from __future__ import annotations

from datetime import datetime

from crm.audit.service import Batch, BatchKind, record, undo_batch
from crm.contacts.models import DuplicateStatus, DuplicateSuggestion
from crm.contacts.queries import deciding
from crm.contacts.queries.merges import find_merge_of_batch
from crm.contacts.service.change import suggest_duplicate
from crm.contacts.service.groups import begin_parting
from crm.contacts.service.merging import merge
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound
from crm.core.scope import get_owned


def say_same(actor: Actor, now: datetime, suggestion_id: int) -> Batch:
    """Join a suggested pair with the sensible choices; Conflict when it was decided meanwhile."""
    row = _open(suggestion_id)
    ((winner_id, loser_id),) = deciding.stays([row])
    return merge(actor, now, winner_id, loser_id)


def say_different(actor: Actor, now: datetime, suggestion_id: int) -> None:
    """Remember that a suggested pair are two people: it is not asked again. Conflict when it was decided meanwhile."""
    _decide(actor, now, _open(suggestion_id), DuplicateStatus.DIFFERENT)


def tell_apart(actor: Actor, now: datetime, first_id: int, second_id: int) -> None:
    """Remember of any two records that they are two people."""
    _decide(actor, now, suggest_duplicate(first_id, second_id, []), DuplicateStatus.DIFFERENT)


def take_back(actor: Actor, now: datetime, batch_id: int) -> dict[str, int]:
    """Undo a merge, or all merges of a group, and give how many pairs; NotFound for a batch that is none.

    A pair that a person parted is asked about from now on, and not joined by itself again.
    """
    batch = get_owned(Batch, batch_id)
    if batch.kind is not BatchKind.MERGE:
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    row = find_merge_of_batch(batch.id)
    if row is None and batch.undone_at is None:
        return {"pairs": begin_parting(actor, now, batch)}
    counts = undo_batch(batch.id, actor, now)
    pair = deciding.find_pair(row.winner_id, row.loser_id) if row is not None else None
    if pair is not None:
        pair.is_certain = False
    return counts


def _open(suggestion_id: int) -> DuplicateSuggestion:
    row = get_owned(DuplicateSuggestion, suggestion_id)
    if row.status is not DuplicateStatus.OPEN:
        raise Conflict(N_("Somebody has decided about these two already."))
    return row


def _decide(actor: Actor, now: datetime, row: DuplicateSuggestion, status: DuplicateStatus) -> None:
    row.status, row.decided_by_id, row.updated_at = status, actor.user_id, now
    record(actor, f"said_{status.value}", "duplicate_suggestion", row.id, now)
    db.session.flush()
