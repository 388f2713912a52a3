"""Take an import back: what it made goes, what it filled is emptied, what people did since stays, and so does every stop."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from crm.actions.queries import Action, find_action
from crm.audit.service import Batch, BatchChange, ChangeKind, list_changes, undo_batch
from crm.commitments.service import take_back_answers
from crm.contacts.service import undo_created
from crm.contacts.service.fill import reset_attended, restore_fields
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict
from crm.core.scope import get_owned
from crm.imports.models import ImportRow, ImportRun, ImportStatus
from crm.imports.queries import find_run_of_batch
from crm.signins.queries import last_came, sign_ins_of
from crm.signins.service import restore_sign_in, withdraw_batch
from crm.sms.service.withdraw import count_stops_of_imports, withdraw_consents


def undo(actor: Actor, now: datetime, run_id: int) -> dict[str, int]:
    """Take an import back and return what was removed, restored and kept; Conflict when it was not applied or undone."""
    run = get_owned(ImportRun, run_id)
    if run.batch_id is None or run.status is not ImportStatus.APPLIED:
        raise Conflict(N_("This import does not stand: it was undone, cancelled, or never applied."))
    return undo_batch(run.batch_id, actor, now)


def undo_import(batch: Batch, actor: Actor, now: datetime) -> dict[str, int]:
    """The audit's undo handler for imports: counts of what was removed, restored and kept."""
    run = find_run_of_batch(batch.id)
    came = [row.contact_id for row in sign_ins_of(run.action_id).values()] if run and run.action_id else []
    answers = take_back_answers(batch.id)
    sign_ins = withdraw_batch(batch.id)
    withdrawn, kept_consents = withdraw_consents(batch.id)
    restored, kept_fields = _restore(list_changes(batch.id))
    people = undo_created(batch.id)
    reset_attended(last_came(came))
    stops = _stops(run) if run else 0
    counts = {
        "people_removed": people.removed,
        "people_kept": people.kept,
        "answers_removed": answers["removed"],
        "sign_ins_removed": sign_ins,
        "consents_removed": withdrawn,
        "consents_kept": kept_consents,
        "fields_restored": restored,
        "fields_kept": kept_fields,
        "stops_kept": stops,
        "actions_removed": _remove_action(run, batch) if run else 0,
    }
    if run is not None:
        run.status = ImportStatus.UNDONE
        run.counts = run.counts | {"undone": counts}
    db.session.flush()
    return counts


def _restore(changes: list[BatchChange]) -> tuple[int, int]:
    restored = kept = 0
    for change in changes:
        if change.change is not ChangeKind.UPDATED:
            continue
        if change.subject_type == "contact":
            done, left = restore_fields(change.subject_id, change.before, change.after)
            restored, kept = restored + done, kept + left
        elif change.subject_type == "sign_in":
            restore_sign_in(change.subject_id, change.before, change.after)
    return restored, kept


def _stops(run: ImportRun) -> int:
    """How many numbers of the file an import closed: they stay closed."""
    details = db.session.scalars(select(ImportRow.details).where(ImportRow.run_id == run.id))
    phones = {phone for one in details for phone in one.get("phones", ())}
    return count_stops_of_imports(phones) if run.counts.get("opted_out") else 0


def _remove_action(run: ImportRun, batch: Batch) -> int:
    """Remove the action that the import made, unless anything else hangs on it."""
    action = find_action(run.action_id)
    if action is None or action.batch_id != batch.id or _is_used_by_others(action, run):
        return 0
    run.action_id = None
    try:
        with db.session.begin_nested():
            db.session.flush()
            db.session.delete(action)
    except IntegrityError:
        run.action_id = action.id
        return 0
    return 1


def _is_used_by_others(action: Action, run: ImportRun) -> bool:
    others = select(func.count(ImportRun.id)).where(
        ImportRun.action_id == action.id, ImportRun.id != run.id, ImportRun.status != ImportStatus.CANCELLED
    )
    return bool(db.session.scalars(others).one()) or bool(sign_ins_of(action.id))
