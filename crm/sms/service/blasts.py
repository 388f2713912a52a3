"""Sending to many: a follow-up becomes one blast a track, written down once; pausing, resuming and cancelling it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from crm.actions.queries import get_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.sms.merge_fields import composed, render
from crm.sms.models import Blast, BlastStatus, Conversation, Message, MessageStatus
from crm.sms.queries.follow_up import CheckedDraft, CheckedPlan, FollowUpPlan, check_plan
from crm.sms.service.consent import default_program
from crm.sms.service.outbox import NewText, queue_messages

CANCELLED = N_("the blast was cancelled")
RUNNING = (BlastStatus.SENDING, BlastStatus.SCHEDULED)


def send_follow_up(actor: Actor, now: datetime, plan: FollowUpPlan, submit_key: str) -> list[Blast]:
    """Write down a blast for each chosen track that reaches somebody; the same submit key again gives the same blasts.

    Everything is looked up and checked anew. Refused with the first thing to mend, or when nobody would get a text.
    """
    known = _blasts_of(submit_key)
    if known:
        return known
    if plan.send_at is not None and plan.send_at < now:
        raise Refused(N_("That time has passed. Choose a later one, or send now."))
    checked = check_plan(plan, actor.name, now)
    _refuse_lost_asks(checked)
    for problem in (problem for one in checked.chosen for problem in one.preflight.problems):
        raise problem
    if checked.texts == 0:
        raise Refused(N_("Nobody would get this text. Tick a track that has people who may be texted."))
    try:
        with db.session.begin_nested():
            return [_queue(actor, now, plan, one, submit_key) for one in checked.chosen if one.preflight.addressees]
    except IntegrityError:
        # The other half of a double click was quicker and wrote the same blasts.
        known = _blasts_of(submit_key)
        if not known:
            raise
        return known


def _refuse_lost_asks(checked: CheckedPlan) -> None:
    ahead = {one.id for one in checked.asks}
    if any(one.draft.ask_action_id not in ahead for one in checked.chosen if one.draft.ask_action_id is not None):
        raise Refused(N_("The action that a yes means is over or cancelled. Choose again what a yes means."))


def pause_blast(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """Send nothing more of a blast until it is resumed; Conflict when it is not running."""
    return _move(actor, now, blast_id, RUNNING, BlastStatus.PAUSED, "paused")


def resume_blast(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """Go on with a paused blast; Conflict when it is not paused."""
    blast = get_owned(Blast, blast_id)
    is_early = blast.send_at is not None and blast.send_at > now
    status = BlastStatus.SCHEDULED if is_early else BlastStatus.SENDING
    return _move(actor, now, blast_id, (BlastStatus.PAUSED,), status, "resumed")


def cancel_blast(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """End a blast: what was not handed over is never sent. Conflict when it is over already."""
    blast = _move(actor, now, blast_id, (*RUNNING, BlastStatus.PAUSED), BlastStatus.CANCELLED, "cancelled")
    waiting = update(Message).where(
        Message.blast_id == blast.id, Message.status.in_((MessageStatus.QUEUED, MessageStatus.HELD))
    )
    db.session.execute(
        waiting.values(status=MessageStatus.SKIPPED, reason=CANCELLED, status_at=now),
        execution_options={"synchronize_session": False},
    )
    return blast


def _queue(actor: Actor, now: datetime, plan: FollowUpPlan, one: CheckedDraft, submit_key: str) -> Blast:
    blast = _blast(actor, plan, one, submit_key, now)
    texts = [
        NewText(
            phone=addressee.phone,
            contact_id=addressee.person.contact_id,
            body=_final(one, addressee.person.language, addressee.person.called),
            language=addressee.person.language,
            send_after=addressee.send_at,
            blast_id=blast.id,
            action_id=plan.action_id,
            consent_id=addressee.consent_id,
            sent_by_user_id=actor.user_id,
        )
        for addressee in one.preflight.addressees
    ]
    queue_messages(actor, now, texts)
    _turn_to_ask(blast)
    counts = {"queued": len(texts), "segments": one.preflight.segments, "excluded": one.preflight.excluded}
    record(actor, "queued_blast", "blast", blast.id, now, **counts)
    return blast


def _turn_to_ask(blast: Blast) -> None:
    """Let the conversations be about what was asked, so that a yes after a few words with us is still an answer to it."""
    if blast.ask_action_id is None:
        return
    texted = select(Message.conversation_id).where(Message.blast_id == blast.id)
    db.session.execute(
        update(Conversation).where(Conversation.id.in_(texted)).values(action_id=blast.ask_action_id),
        execution_options={"synchronize_session": False},
    )


def _final(one: CheckedDraft, language: str, called: str) -> str:
    return render(one.draft.bodies[language], one.values[language] | {"first_name": called})


def _blast(actor: Actor, plan: FollowUpPlan, one: CheckedDraft, submit_key: str, now: datetime) -> Blast:
    action, draft = get_action(plan.action_id), one.draft
    is_later = plan.send_at is not None and plan.send_at > now
    blast = Blast(
        name=(action.short_title or action.title)[:200],
        action_id=action.id,
        ask_action_id=draft.ask_action_id,
        campaign_id=action.campaign_id,
        program_id=default_program().id,
        template_id=draft.template_id,
        track=draft.track,
        bodies={language: composed(body) for language, body in draft.bodies.items()},
        fields={language: dict(values) for language, values in plan.typed.items()},
        status=BlastStatus.SCHEDULED if is_later else BlastStatus.SENDING,
        send_at=plan.send_at,
        excluded=one.preflight.excluded,
        submit_key=f"{submit_key}:{draft.track.value}",
        sent_by_user_id=actor.user_id,
        created_at=now,
        updated_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(blast)
    db.session.flush()
    return blast


def _blasts_of(submit_key: str) -> list[Blast]:
    query = select(Blast).where(Blast.submit_key.startswith(f"{submit_key}:", autoescape=True)).order_by(Blast.id)
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
