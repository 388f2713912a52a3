"""Moving people on the ladder: a person decides, the history keeps it, and moves of many can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from crm.audit.service import Batch, BatchKind, open_batch, record
from crm.contacts.data_policy import refuse_saying
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.core.upsert import chunks, insert_returning_ids, insert_that_may_meet
from crm.leadership.ladder import NAME_ON_LIST, key_of
from crm.leadership.models import Behaviour, Decision, StageChange, StageStanding, StageSuggestion
from crm.leadership.queries import find_standing, find_suggestion, get_stage, list_suggestions
from crm.leadership.signals import stage_changed

REASON_LIMIT = 300
MOST_AT_ONCE = 500
"""How many people one tap moves; the next tap moves the next ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """One person's step from a stage to another, and what suggested it."""

    contact_id: int
    before: int
    after: int
    suggested_by: Behaviour | None = None


def move(actor: Actor, now: datetime, contact_id: int, stage: int, reason: str = "") -> StageChange:
    """Put somebody on a rung because a person says so; NotFound for an unknown person or stage, Conflict when she stands
    there already.
    """
    contact, standing = get_contact(contact_id), find_standing(contact_id)
    before = standing.stage if standing else NAME_ON_LIST
    if before == get_stage(stage).number:
        raise Conflict(N_("%(name)s stands there already."), name=contact.called)
    hint = find_suggestion(contact.id)
    by = hint.behaviour if hint is not None and hint.stage == stage else None
    _move(actor, now, [Step(contact.id, before, stage, by)], reason=_said(reason))
    record(actor, "moved_stage", "contact", contact.id, now, before=key_of(before), after=key_of(stage))
    db.session.flush()
    return _newest(contact.id)


def accept(actor: Actor, now: datetime, contact_id: int) -> StageChange:
    """Take the step that is suggested for somebody; Conflict when none is any more."""
    hint = _suggestion_of(contact_id)
    return move(actor, now, contact_id, hint.stage)


def decline(actor: Actor, now: datetime, contact_id: int, reason: str) -> StageChange:
    """Leave somebody where she stands, and say why; the same step is not suggested again for 90 days."""
    hint, said = _suggestion_of(contact_id), _said(reason)
    if not said:
        raise Refused(N_("Say in a word why not, so that the others know."))
    row = StageChange(
        contact_id=contact_id,
        decision=Decision.DECLINED,
        before=hint.before,
        after=hint.stage,
        suggested_by=hint.behaviour,
        reason=said,
        at=now,
        by_user_id=actor.user_id,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.delete(hint)
    record(actor, "declined_stage", "contact", contact_id, now, stage=key_of(hint.stage))
    db.session.flush()
    return row


def accept_all(actor: Actor, now: datetime, stage: int) -> Batch:
    """Take the steps suggested to a stage, the first 500 of them, as one act that can be taken back for 30 days."""
    hints = [hint for hint, _contact in list_suggestions(stage, MOST_AT_ONCE)]
    if not hints:
        raise Conflict(N_("No step to that stage is suggested any more."))
    batch = open_batch(actor, BatchKind.STAGES, f"→ {get_stage(stage).name}", now)
    steps = [Step(hint.contact_id, hint.before, hint.stage, hint.behaviour) for hint in hints]
    _move(actor, now, steps, batch)
    batch.counts = {"moved": len(steps)}
    record(actor, "moved_stages", "batch", batch.id, now, stage=key_of(stage), people=len(steps))
    db.session.flush()
    return batch


def undo_stages(batch: Batch, actor: Actor, now: datetime) -> dict[str, int]:
    """Put back those whom a batch moved and nobody moved since; the history keeps both."""
    query = select(StageChange).where(StageChange.batch_id == batch.id, StageChange.decision == Decision.MOVED)
    moved = list(db.session.scalars(query.order_by(StageChange.id)))
    newest = select(StageStanding.change_id).join(StageChange, StageChange.id == StageStanding.change_id)
    untouched = set(db.session.scalars(newest.where(StageChange.batch_id == batch.id)))
    back = [Step(one.contact_id, one.after, one.before) for one in moved if one.id in untouched]
    _move(actor, now, back, batch, decision=Decision.UNDONE)
    return {"restored": len(back), "kept": len(moved) - len(back)}


def _move(
    actor: Actor,
    now: datetime,
    steps: Sequence[Step],
    batch: Batch | None = None,
    *,
    reason: str = "",
    decision: Decision = Decision.MOVED,
) -> None:
    """Write the changes, where everybody stands now, and tell whoever listens."""
    shared = {"organization_id": current_organization_id(), "created_at": now, "created_by_id": actor.user_id}
    changes = [
        shared
        | {
            "contact_id": step.contact_id,
            "decision": decision,
            "before": step.before,
            "after": step.after,
            "suggested_by": step.suggested_by,
            "reason": reason,
            "at": now,
            "by_user_id": actor.user_id,
            "batch_id": batch.id if batch else None,
        }
        for step in steps
    ]
    ids = insert_returning_ids(StageChange, changes)
    is_undo = decision is Decision.UNDONE
    _stand([shared | _standing(step, one, now, is_undo) for step, one in zip(steps, ids, strict=True)])
    _forget_suggestions([step.contact_id for step in steps])
    for step in steps:
        before, after = key_of(step.before), key_of(step.after)
        stage_changed.send(step.contact_id, before=before, after=after, now=now, actor=actor)


def _standing(step: Step, change_id: int, now: datetime, is_undo: bool) -> dict[str, object]:
    was_lowered = step.after < step.before and not is_undo
    return {
        "contact_id": step.contact_id,
        "stage": step.after,
        "since": now,
        "change_id": change_id,
        "was_lowered": was_lowered,
        "updated_at": now,
    }


def _stand(rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    statement = insert_that_may_meet(StageStanding)
    names = ("stage", "since", "change_id", "was_lowered", "updated_at")
    fresh = {name: statement.excluded[name] for name in names}
    db.session.execute(statement.on_conflict_do_update(index_elements=["contact_id"], set_=fresh), rows)
    for known in [row for row in db.session if isinstance(row, StageStanding)]:
        db.session.expire(known)


def _forget_suggestions(contact_ids: list[int]) -> None:
    for some in chunks(contact_ids):
        db.session.execute(delete(StageSuggestion).where(StageSuggestion.contact_id.in_(some)))


def _suggestion_of(contact_id: int) -> StageSuggestion:
    get_contact(contact_id)
    hint = find_suggestion(contact_id)
    if hint is None:
        raise Conflict(N_("That step is not suggested any more. Somebody may have decided already."))
    return hint


def _newest(contact_id: int) -> StageChange:
    query = select(StageChange).where(StageChange.contact_id == contact_id).order_by(StageChange.id.desc()).limit(1)
    return db.session.scalars(query).one()


def _said(reason: str) -> str:
    said = clean_line(reason, REASON_LIMIT)
    refuse_saying(said)
    return said
