"""Take an import back: what it made goes, what it filled is emptied, what people did since stays, and so does every stop.

It is done in steps that each end with what was done so far, so that a million people go back in the background and a
killed worker goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from crm.actions.queries import Action, actions_of_batch
from crm.audit.service import Batch, ChangeKind, get_undoable, list_changes, mark_undone, undo_batch
from crm.commitments.service import take_back_answers
from crm.contacts.service.email_consents import withdraw_email_consents
from crm.contacts.service.fill import reset_attended, restore_fields
from crm.contacts.service.undo import OTHERS, drop_empty_households, take_from_others, undo_people
from crm.core import jobs
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict
from crm.core.scope import get_owned
from crm.imports.models import ImportRun, ImportStatus
from crm.imports.queries import find_run_of_batch
from crm.imports.service.counting import add_counts
from crm.imports.service.heads import SUBJECT, uncount_heads
from crm.imports.service.runs import JOB
from crm.signins.queries import came_by_batch, last_came, sign_ins_of
from crm.signins.service import restore_sign_in, withdraw_batch
from crm.sms.service.withdraw import withdraw_consents

INSTANT_PEOPLE = 2_000
"""An import that made or changed more people is taken back in the background."""
COUNTED = (
    "people_removed",
    "people_kept",
    "answers_removed",
    "sign_ins_removed",
    "consents_removed",
    "consents_kept",
    "fields_restored",
    "fields_kept",
    "stops_kept",
    "actions_removed",
)
STANDING = (ImportStatus.APPLIED, ImportStatus.FAILED)


@dataclass(slots=True)
class Undoing:
    """How far an undo has come: the step, what that step begins after, and what was done so far."""

    batch: Batch
    run: ImportRun | None
    step: int = 0
    after: int = 0
    counts: dict[str, int] | None = None


def undo(actor: Actor, now: datetime, run_id: int) -> ImportRun:
    """Take an import back, a large one in the background; Conflict when it was not applied or undone."""
    run = get_owned(ImportRun, run_id)
    if run.batch_id is None or run.status not in STANDING:
        raise Conflict(N_("This import does not stand: it was undone, cancelled, or never applied."))
    counts = run.counts
    if counts.get("created", 0) + counts.get("updated", 0) <= INSTANT_PEOPLE:
        undo_batch(run.batch_id, actor, now)
        return run
    get_undoable(run.batch_id, now)
    begin_undo(run, ImportStatus.UNDOING)
    run.options = run.options | {"user_id": actor.user_id}
    jobs.enqueue(JOB, actor.organization_id, run.id)
    return run


def begin_undo(run: ImportRun, status: ImportStatus) -> None:
    """Let an import be taken back in steps."""
    run.status, run.total, run.done = status, max(run.done, run.counts.get("created", 0)), 0
    run.options = run.options | {"undo": {"step": 0, "after": 0, "counts": {}}}
    run.held_by, run.held_until = "", None
    db.session.flush()


def undo_import(batch: Batch, actor: Actor, now: datetime) -> dict[str, int]:
    """The audit's undo handler for imports: all steps at once; counts of what was removed, restored and kept."""
    undoing = Undoing(batch, find_run_of_batch(batch.id), counts={})
    while take_step(undoing):
        pass
    return _finish(undoing, ImportStatus.UNDONE)


def undo_stretch(actor: Actor, now: datetime, run: ImportRun) -> bool:
    """One step of an undo in the background; False when it was the last and the import is taken back."""
    kept = run.options["undo"]
    batch = get_owned(Batch, run.batch_id)
    undoing = Undoing(batch, run, kept["step"], kept["after"], kept["counts"])
    if take_step(undoing):
        run.done = (undoing.counts or {}).get("people_removed", 0) + (undoing.counts or {}).get("people_kept", 0)
        state = {"step": undoing.step, "after": undoing.after, "counts": undoing.counts}
        run.options = run.options | {"undo": state}
        db.session.flush()
        return True
    is_cancelled = run.status is ImportStatus.CANCELLING
    counts = _finish(undoing, ImportStatus.CANCELLED if is_cancelled else ImportStatus.UNDONE)
    mark_undone(batch, actor, now, counts)
    return False


def take_step(undoing: Undoing) -> bool:
    """Do the next stretch of the step that is due; False when all steps are done."""
    if undoing.step >= len(STEPS):
        return False
    after, counts = STEPS[undoing.step](undoing)
    undoing.counts = add_counts(undoing.counts or {}, counts)
    undoing.step, undoing.after = (undoing.step + 1, 0) if after is None else (undoing.step, after)
    return True


Done = tuple[int | None, dict[str, Any]]
"""What the next stretch begins after (None: the step is done), and what was done."""


def _acts(undoing: Undoing) -> Done:
    """What a webinar's report or a list of sign-ups says people did."""
    batch = undoing.batch
    came = came_by_batch(batch.id)
    answers = take_back_answers(batch.id)
    sign_ins = withdraw_batch(batch.id)
    reset_attended(last_came(came))
    return None, {"answers_removed": answers["removed"], "sign_ins_removed": sign_ins}


def _consents(undoing: Undoing) -> Done:
    after, removed, kept = withdraw_consents(undoing.batch.id, undoing.after)
    return after, {"consents_removed": removed, "consents_kept": kept}


def _emails(undoing: Undoing) -> Done:
    withdraw_email_consents(undoing.batch.id)
    return None, {}


def _changes(undoing: Undoing) -> Done:
    changes = list_changes(undoing.batch.id, before=undoing.after, most=1_000)
    filled = [row for row in changes if row.change is ChangeKind.UPDATED and row.subject_type == "contact"]
    restored, kept = restore_fields(filled)
    for change in changes:
        if change.change is ChangeKind.UPDATED and change.subject_type == "sign_in":
            restore_sign_in(change.subject_id, change.before, change.after)
        elif change.subject_type == SUBJECT:
            uncount_heads(change.subject_id, int(change.after["heads"]))
    return changes[-1].id if changes else None, {"fields_restored": restored, "fields_kept": kept}


def _people(undoing: Undoing) -> Done:
    stretch = undo_people(undoing.batch.id, undoing.after)
    if stretch is None:
        return None, {}
    return stretch.last_id, {"people_removed": stretch.removed, "people_kept": len(stretch.kept_ids)}


def _others(model: Any, undoing: Undoing) -> Done:
    return take_from_others(undoing.batch.id, model, undoing.after), {}


def _households(undoing: Undoing) -> Done:
    drop_empty_households(undoing.batch.id)
    return None, {}


STEPS: tuple[Callable[[Undoing], Done], ...] = (
    _acts,
    _consents,
    _emails,
    _changes,
    _people,
    *(partial(_others, model) for model in OTHERS),
    _households,
)
"""What is taken back, in this order: first what holds people, then they themselves, then what others were given."""


def _finish(undoing: Undoing, status: ImportStatus) -> dict[str, int]:
    run, counts = undoing.run, dict.fromkeys(COUNTED, 0) | (undoing.counts or {})
    if run is not None:
        counts["stops_kept"] = run.counts.get("stopped", 0)
        counts["actions_removed"] = sum(_remove_action(run, one) for one in actions_of_batch(undoing.batch.id))
        run.status = status
        run.counts = run.counts | {"undone": counts}
        run.options = {name: value for name, value in run.options.items() if name not in ("undo", "so_far")}
    db.session.flush()
    return counts


def _remove_action(run: ImportRun, action: Action) -> int:
    """Remove an action that the import made, unless anything else hangs on it."""
    if _is_used_by_others(action, run):
        return 0
    held, run.action_id = run.action_id, None if run.action_id == action.id else run.action_id
    try:
        with db.session.begin_nested():
            db.session.flush()
            db.session.delete(action)
    except IntegrityError:
        run.action_id = held
        return 0
    return 1


def _is_used_by_others(action: Action, run: ImportRun) -> bool:
    others = select(func.count(ImportRun.id)).where(
        ImportRun.action_id == action.id, ImportRun.id != run.id, ImportRun.status != ImportStatus.CANCELLED
    )
    return bool(db.session.scalars(others).one()) or bool(sign_ins_of(action.id))
