"""A follow-up becomes one blast a track; blasts are approved by a second person, paused, resumed and cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from crm.audit.service import record
from crm.core.actor import TEXTING, Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotAllowed, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.queries.follow_up import CheckedDraft, CheckedPlan, FollowUpPlan, check_plan
from crm.sms.queries.plans import BlastPlan
from crm.sms.queries.reach import Reach
from crm.sms.queries.values import Values
from crm.sms.service.breakers import count_anew
from crm.sms.service.preparing import prepare_first
from crm.sms.service.touches import check_touch
from crm.sms.service.writing_blasts import let_go, queue_blast, write_blast

__all__ = ["cancel_blast", "decide_blast", "pause_blast", "queue_blast", "resume_blast", "send_follow_up", "send_plan"]
CANCELLED = N_("the blast was cancelled")
RUNNING = (BlastStatus.PREPARING, BlastStatus.SENDING, BlastStatus.SCHEDULED)
NOBODY = N_("Nobody would get this text. Tick a track that has people who may be texted.")


def send_follow_up(actor: Actor, now: datetime, plan: FollowUpPlan, submit_key: str) -> list[Blast]:
    """Queue a blast for each chosen track that reaches somebody; the same submit key again gives the same blasts.

    Everything is looked up and checked anew. Refused with the first thing to mend, or when nobody would get a text.
    """
    known = _blasts_of(submit_key)
    if known:
        return known
    if plan.send_at is not None and plan.send_at < now:
        raise Refused(N_("That time has passed. Choose a later one, or send now."))
    checked = check_plan(plan, actor.name, now)
    _refuse_lost_asks(checked)
    for problem in (problem for one in checked.chosen for problem in one.reach.problems):
        raise problem
    if checked.texts == 0:
        raise Refused(NOBODY)
    try:
        with db.session.begin_nested():
            return [
                _send_track(actor, now, one, submit_key, checked.texts) for one in checked.chosen if one.reach.going
            ]
    except IntegrityError:
        # The other half of a double click was quicker and wrote the same blasts.
        known = _blasts_of(submit_key)
        if not known:
            raise
        return known


def send_plan(
    actor: Actor,
    now: datetime,
    plan: BlastPlan,
    values: Values,
    reach: Reach,
    submit_key: str,
    touches: Mapping[str, Mapping[str, int | str]],
) -> list[Blast]:
    """Queue a plan that was checked just now, once now or at its time, or once for each touch of its action.

    The same submit key again gives the same blasts, whatever has changed since.
    Refused with the first thing to mend, when nobody would get it, or for a touch whose moment has passed.
    """
    known = _blasts_of(submit_key, "/")
    if known:
        return known
    for problem in reach.problems:
        raise problem
    if not reach.going and not touches:
        raise Refused(N_("Nobody of these people may be texted. The reasons stand under Who."))
    if not touches:
        return [_queue(actor, now, write_blast(actor, now, plan, values, submit_key, reach.going))]
    for touch in touches.values():
        check_touch(touch, plan.action_id, now)
    return [
        _queue(
            actor, now, write_blast(actor, now, replace(plan, touch=touch), values, f"{submit_key}/{name}", reach.going)
        )
        for name, touch in touches.items()
    ]


def _queue(actor: Actor, now: datetime, blast: Blast, together: int = 0) -> Blast:
    return prepare_first(queue_blast(actor, now, blast.id, together), now)


def _send_track(actor: Actor, now: datetime, one: CheckedDraft, submit_key: str, together: int) -> Blast:
    key = f"{submit_key}:{one.draft.track.value}"
    blast = write_blast(actor, now, one.plan, one.values, key, one.reach.going)
    blast.track = one.draft.track
    return _queue(actor, now, blast, together)


def _refuse_lost_asks(checked: CheckedPlan) -> None:
    ahead = {one.id for one in checked.asks}
    if any(one.draft.ask_action_id not in ahead for one in checked.chosen if one.draft.ask_action_id is not None):
        raise Refused(N_("The action that a yes means is over or cancelled. Choose again what a yes means."))


def decide_blast(actor: Actor, now: datetime, blast_id: int, is_approved: bool, words: str = "") -> Blast:
    """A second person lets a blast go or refuses it with a word to who wrote it.

    Conflict when it was decided already, NotAllowed for one's own.
    """
    blast = get_owned(Blast, blast_id)
    if actor.role not in TEXTING or blast.sent_by_user_id == actor.user_id:
        raise NotAllowed(N_("Somebody else than who wrote it decides about this text."))
    if blast.status is not BlastStatus.NEEDS_REVIEW:
        raise Conflict(N_("Somebody decided about this text already."))
    blast.decided_at, blast.decision_words = now, clean_line(words, 300)
    blast.approved_by_user_id = actor.user_id if is_approved else None
    if is_approved:
        let_go(blast)
    else:
        blast.status = BlastStatus.CANCELLED
    record(actor, "approved" if is_approved else "refused", "blast", blast.id, now, people=blast.audience_size)
    db.session.flush()
    return prepare_first(blast, now)


def pause_blast(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """Send nothing more of a blast until it is resumed; Conflict when it is not running."""
    return _move(actor, now, blast_id, RUNNING, BlastStatus.PAUSED, "paused")


def resume_blast(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """Go on with a paused blast, whatever came of it so far; Conflict when it is not paused."""
    blast = get_owned(Blast, blast_id)
    count_anew(blast)
    is_early = blast.send_at is not None and blast.send_at > now
    status = BlastStatus.SCHEDULED if is_early else BlastStatus.SENDING
    if blast.prepared_at is None:
        status = BlastStatus.SCHEDULED if blast.touch and not blast.prepared_to else BlastStatus.PREPARING
    return _move(actor, now, blast_id, (BlastStatus.PAUSED,), status, "resumed")


def cancel_blast(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """End a blast: what was not handed over is never sent. Conflict when it is over already."""
    whence = (*RUNNING, BlastStatus.PAUSED, BlastStatus.NEEDS_REVIEW)
    blast = _move(actor, now, blast_id, whence, BlastStatus.CANCELLED, "cancelled")
    waiting = update(Message).where(
        Message.blast_id == blast.id, Message.status.in_((MessageStatus.QUEUED, MessageStatus.HELD))
    )
    db.session.execute(
        waiting.values(status=MessageStatus.SKIPPED, reason=CANCELLED, status_at=now),
        execution_options={"synchronize_session": False},
    )
    return blast


def _blasts_of(submit_key: str, colon: str = ":") -> list[Blast]:
    """What was made under a submit key: the blast of that key, or one for each track or touch whose key begins with it."""
    begins = Blast.submit_key.startswith(f"{submit_key}{colon}", autoescape=True)
    query = select(Blast).where(or_(Blast.submit_key == submit_key, begins)).order_by(Blast.id)
    return list(db.session.scalars(query))


def _move(
    actor: Actor, now: datetime, blast_id: int, whence: tuple[BlastStatus, ...], status: BlastStatus, verb: str
) -> Blast:
    blast = get_owned(Blast, blast_id)
    change = update(Blast).where(Blast.id == blast_id, Blast.status.in_(whence))
    done = db.session.execute(
        change.values(status=status, paused_because="", updated_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    if not getattr(done, "rowcount", 0):
        raise Conflict(N_("This blast has moved on. Load the page again to see where it is."))
    record(actor, verb, "blast", blast_id, now)
    return blast
