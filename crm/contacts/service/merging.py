"""Making one record of two, and two of one again within thirty days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from crm.accounts.service import take_turn
from crm.audit.service import Batch, BatchKind, note_changes, open_batch, record, undo_batch
from crm.contacts.models import Contact, ContactMerge, MemberStatus
from crm.contacts.queries.index_words import words_of
from crm.contacts.queries.merges import (
    find_merge_of_batch,
    has_later_merge,
    list_standing_of_group,
)
from crm.contacts.service.indexing import reindex
from crm.contacts.service.playback import PlayedBack, play_back
from crm.contacts.service.repointing import Merging, repointers
from crm.contacts.signals import contact_merged
from crm.contacts.uniting import united
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound, Refused
from crm.core.scope import get_owned


def merge(
    actor: Actor,
    now: datetime,
    winner_id: int,
    loser_id: int,
    choices: Mapping[str, str] | None = None,
    group_batch_id: int | None = None,
) -> Batch:
    """Join the loser's record into the winner's and return the batch that undoes it.

    `choices` names the side ("winner" or "loser") whose value is kept, by crm.contacts.uniting.CHOICES, "phone", "email"
    and "custom.<key>"; the sensible side is taken for the rest. Every room re-points its rows. The loser's row stays, with
    `merged_into_id`. Refused for a record with itself and for archived ones, Conflict when either is joined already.
    """
    take_turn(actor.organization_id)
    winner, loser = _two_to_join(winner_id, loser_id)
    label = f"{loser.full_name or loser.id} → {winner.full_name or winner.id}"
    batch = open_batch(actor, BatchKind.MERGE, label, now)
    merging = Merging(actor, now, batch.id, winner.id, loser.id, dict(choices or {}))
    known_by = words_of((winner.id, loser.id))
    kept = united(winner, loser, merging.choices)
    merging.change("contacts", _row(merging, winner.id), **kept)
    for repointer in repointers.values():
        repointer.repoint(merging)
    merging.change("contacts", _row(merging, loser.id), merged_into_id=winner.id)
    note_changes(batch.id, merging.steps)
    batch.counts = {"steps": len(merging.steps), "member_status": kept["member_status"]}
    _keep(merging, group_batch_id)
    _refresh(winner_id, loser_id, now, known_by)
    contact_merged.send(None, winner_id=winner_id, loser_id=loser_id, batch_id=batch.id)
    return batch


def _keep(merging: Merging, group_batch_id: int | None) -> None:
    """Write the merge down, and in the log of both records that it was made."""
    actor, now, winner_id, loser_id = merging.actor, merging.now, merging.winner_id, merging.loser_id
    db.session.add(
        ContactMerge(
            winner_id=winner_id,
            loser_id=loser_id,
            batch_id=merging.batch_id,
            group_batch_id=group_batch_id,
            created_at=now,
            created_by_id=actor.user_id,
        )
    )
    record(actor, "merged", "contact", winner_id, now, loser_id=loser_id, batch_id=merging.batch_id)
    record(actor, "merged", "contact", loser_id, now, winner_id=winner_id, batch_id=merging.batch_id)


def join_pairs(actor: Actor, now: datetime, pairs: Sequence[tuple[int, int]], group_batch_id: int) -> int:
    """Join many pairs (who stays, who is joined), each with a batch of its own; returns how many were joined.

    A pair that was joined or archived by somebody else meanwhile, or by a pair before it, is left out.
    """
    joined = 0
    for winner_id, loser_id in pairs:
        winner, loser = _current(winner_id), _current(loser_id)
        if winner is not None and loser is not None and winner != loser:
            merge(actor, now, winner, loser, group_batch_id=group_batch_id)
            joined += 1
    return joined


def undo_merge(batch: Batch, actor: Actor, now: datetime) -> dict[str, int]:
    """The audit's undo handler for merges: two records again, or all pairs of a batch that stand; what was done to the
    person since stays with the one who stayed, and a stop stays for both.
    """
    row = find_merge_of_batch(batch.id)
    if row is not None:
        done = _part(row, batch, actor, now)
        return {"pairs": 1, "restored": done.restored, "kept": done.kept}
    standing = list_standing_of_group(batch.id)
    for one in standing:
        undo_batch(one.batch_id, actor, now)
    return {"pairs": len(standing)}


def _part(row: ContactMerge, batch: Batch, actor: Actor, now: datetime) -> PlayedBack:
    """Take one merge back; who was marked "do not contact" meanwhile is so in both. Conflict when a later one stands on it."""
    take_turn(actor.organization_id)
    winner, loser = _lock(row.winner_id, row.loser_id)
    if winner.merged_into_id is not None:
        raise Conflict(N_("%(name)s was joined into another record since. Undo that first."), name=winner.full_name)
    if loser.merged_into_id != winner.id or has_later_merge(row):
        raise Conflict(N_("Another record was joined into this one since. Undo that first."))
    refuses = MemberStatus.DO_NOT_CONTACT
    refused_since = winner.member_status is refuses and batch.counts.get("member_status") != refuses
    known_by = words_of((winner.id, loser.id))
    done = play_back(row.batch_id)
    if refused_since:
        loser.member_status = refuses
    merging = Merging(actor, now, row.batch_id, winner.id, loser.id, since=row.created_at)
    for repointer in repointers.values():
        if repointer.taken_back is not None:
            repointer.taken_back(merging)
    record(actor, "unmerged", "contact", winner.id, now, loser_id=loser.id)
    record(actor, "unmerged", "contact", loser.id, now, winner_id=winner.id)
    _refresh(winner.id, loser.id, now, known_by)
    return done


def _two_to_join(winner_id: int, loser_id: int) -> tuple[Contact, Contact]:
    """Both records, when they can be joined."""
    if winner_id == loser_id:
        raise Refused(N_("These two are the same record already."))
    both = _lock(winner_id, loser_id)
    for contact in both:
        if contact.merged_into_id is not None:
            raise Conflict(N_("%(name)s is joined into another record already."), name=contact.full_name)
        if contact.archived_at is not None:
            raise Refused(N_("%(name)s is archived, so she is not joined."), name=contact.full_name)
    return both


def _lock(winner_id: int, loser_id: int) -> tuple[Contact, Contact]:
    """Both records as they are now, so that nobody points at them anew until this is done."""
    query = select(Contact).where(Contact.id.in_((winner_id, loser_id))).order_by(Contact.id).with_for_update()
    found = {one.id: one for one in db.session.scalars(query.execution_options(populate_existing=True))}
    if len(found) < 2:
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    return found[winner_id], found[loser_id]


def _current(contact_id: int) -> int | None:
    """The record to join: the one it became within this very batch, or none when it is gone or archived."""
    query = select(Contact.merged_into_id, Contact.archived_at).where(Contact.id == contact_id)
    row = db.session.execute(query).one_or_none()
    if row is None or row.archived_at is not None:
        return None
    return contact_id if row.merged_into_id is None else _current(row.merged_into_id)


def _row(merging: Merging, contact_id: int) -> Mapping[str, object]:
    return merging.rows("contacts", id=contact_id)[0]


def _refresh(winner_id: int, loser_id: int, now: datetime, known_by: Mapping[int, set[str]]) -> None:
    """Read anew what was written past the session, with what follows from the names, and index both as they are now."""
    db.session.flush()
    db.session.expire_all()
    for contact_id in (winner_id, loser_id):
        get_owned(Contact, contact_id).updated_at = now
    db.session.flush()
    reindex([winner_id, loser_id], known_by)
