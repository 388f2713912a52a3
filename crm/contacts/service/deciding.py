"""What a person says of two records that may be one: the same, two people; and joining the certain pairs at once."""

from __future__ import annotations

from datetime import datetime

from crm.audit.service import Batch, BatchKind, record, undo_batch
from crm.contacts.models import DuplicateStatus, DuplicateSuggestion
from crm.contacts.queries import deciding
from crm.contacts.queries.merges import find_merge_of_batch, list_standing_of_group
from crm.contacts.service.change import suggest_duplicate
from crm.contacts.service.merging import MOST_AT_ONCE, merge, merge_pairs
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


def ask_again(actor: Actor, now: datetime, suggestion_id: int) -> None:
    """Take back that a pair are two people; it waits for an answer again."""
    row = get_owned(DuplicateSuggestion, suggestion_id)
    if row.status is DuplicateStatus.DIFFERENT:
        _decide(actor, now, row, DuplicateStatus.OPEN)


def join_certain(actor: Actor, now: datetime) -> Batch:
    """Join the pairs that are certain, at most 200 at once; the batch undoes them all, and each has one of its own."""
    return merge_pairs(actor, now, deciding.stays(deciding.list_certain(MOST_AT_ONCE)))


def take_back(actor: Actor, now: datetime, batch_id: int) -> dict[str, int]:
    """Undo a merge, or all merges of a group; NotFound for a batch that is none."""
    batch = get_owned(Batch, batch_id)
    is_merge = batch.kind is BatchKind.MERGE
    if not is_merge or not (find_merge_of_batch(batch.id) or batch.undone_at or list_standing_of_group(batch.id)):
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    return undo_batch(batch.id, actor, now)


def _open(suggestion_id: int) -> DuplicateSuggestion:
    row = get_owned(DuplicateSuggestion, suggestion_id)
    if row.status is not DuplicateStatus.OPEN:
        raise Conflict(N_("Somebody has decided about these two already."))
    return row


def _decide(actor: Actor, now: datetime, row: DuplicateSuggestion, status: DuplicateStatus) -> None:
    row.status, row.decided_by_id, row.updated_at = status, actor.user_id, now
    record(actor, f"said_{status.value}", "duplicate_suggestion", row.id, now)
    db.session.flush()
