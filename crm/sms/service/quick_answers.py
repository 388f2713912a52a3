"""A ready answer by one key: the text, with what it means for promises and tasks; for three seconds it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from crm.accounts.queries import get_organization
from crm.audit.service import undo_batch
from crm.commitments.queries import list_events
from crm.commitments.service import (
    Answer,
    CommitmentKind,
    NewTask,
    TaskKind,
    create_task,
    record_answer,
    take_back_answer,
    withdraw_task,
)
from crm.contacts.queries import get_contact
from crm.contacts.service.tagging import tag_many
from crm.contacts.service.tags import ensure_tag
from crm.core.actor import TEXTING, Actor
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound
from crm.core.scope import get_owned
from crm.sms.models import Conversation, ConversationState, Message, MessageStatus, QuickAnswer
from crm.sms.queries.conversations import get_conversation
from crm.sms.queries.person_card import action_in_question, called
from crm.sms.service.conversations import answer
from crm.sms.standard_answers import EFFECTS, Effect

UNDO_WITHIN = timedelta(seconds=3)
TAKEN_BACK = N_("taken back")
_NEEDS = {Effect.RIDE: N_("needs a ride"), Effect.CARE: N_("needs child care or food")}
"""The tag that a promised help leaves on her record, so that whoever plans the next action knows."""
_TASKS = {Effect.RIDE: TaskKind.RIDE, Effect.CARE: TaskKind.OTHER, Effect.MEET: TaskKind.MEET}
_ANSWERS = {Effect.YES: Answer.YES, Effect.NO: Answer.NO, Effect.MAYBE: Answer.MAYBE}


def answer_quickly(
    actor: Actor,
    now: datetime,
    conversation_id: int,
    key: str,
    body: str,
    submit_key: str,
    seen_id: int | None = None,
) -> Message:
    """Write a ready answer down, to leave in three seconds, and do what it means; the same submit key again is the same."""
    thread = get_conversation(actor, conversation_id)
    before = _standing(thread)
    message = answer(actor, now, conversation_id, body, submit_key, seen_id, leaves_after=UNDO_WITHIN)
    known = db.session.scalars(select(QuickAnswer).where(QuickAnswer.message_id == message.id)).one_or_none()
    if known is None:
        done = QuickAnswer(message_id=message.id, conversation_id=thread.id, before=before)
        _do(actor, now, EFFECTS.get(key), thread, message, done)
        db.session.add(done)
        db.session.flush()
    return message


def take_back(actor: Actor, now: datetime, message_id: int) -> Conversation:
    """Undo a ready answer whole: the text is not sent, and promise, task and conversation stand as before.

    Conflict when it has left already; then nothing is changed, since what was said stands.
    """
    done = db.session.scalars(select(QuickAnswer).where(QuickAnswer.message_id == message_id)).one_or_none()
    if done is None:
        raise NotFound(N_("There is nothing to take back."))
    thread = get_conversation(actor, done.conversation_id)
    message = get_owned(Message, message_id)
    if message.sent_by_user_id != actor.user_id and actor.role not in TEXTING:
        raise NotFound(N_("There is nothing to take back."))
    if done.undone_at is not None:
        return thread
    if not _recall(message_id, now):
        raise Conflict(N_("It has left already and cannot be taken back."))
    _undo(actor, now, done)
    _stand_again(thread, done.before)
    done.undone_at = now
    db.session.flush()
    return thread


def _undo(actor: Actor, now: datetime, done: QuickAnswer) -> None:
    """Take back what the answer meant: a promise, a next step, a tag."""
    if done.commitment_id is not None:
        take_back_answer(actor, now, done.commitment_id, done.message_id)
    if done.task_id is not None:
        withdraw_task(done.task_id)
    if "tag_batch" in done.before:
        undo_batch(done.before["tag_batch"], actor, now)


def _recall(message_id: int, now: datetime) -> bool:
    """Stop a text that still waits; whoever claims it at the same moment wins or loses as a whole."""
    waits = update(Message).where(Message.id == message_id, Message.status == MessageStatus.QUEUED)
    done: Any = db.session.execute(
        waits.values(status=MessageStatus.CANCELED, reason=TAKEN_BACK, status_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    return bool(done.rowcount)


def _standing(thread: Conversation) -> dict[str, Any]:
    since = thread.waiting_since.isoformat() if thread.waiting_since else None
    return {"state": thread.state.value, "waiting_since": since, "assigned_to_id": thread.assigned_to_id}


def _stand_again(thread: Conversation, before: Mapping[str, Any]) -> None:
    """As before, unless she wrote or stopped meanwhile."""
    if thread.state is ConversationState.WAITING:
        since = before["waiting_since"]
        thread.state = ConversationState(before["state"])
        thread.waiting_since = datetime.fromisoformat(since) if since else None
        thread.assigned_to_id = before["assigned_to_id"]


def _do(
    actor: Actor, now: datetime, effect: Effect | None, thread: Conversation, message: Message, done: QuickAnswer
) -> None:
    if effect is None or thread.contact_id is None:
        return
    if effect in _TASKS:
        done.task_id = _promise_task(actor, now, _TASKS[effect], thread, message)
        done.before = {**done.before, **_tag_need(actor, now, effect, thread.contact_id)}
    else:
        done.commitment_id = _promise(actor, now, effect, thread, message)


def _tag_need(actor: Actor, now: datetime, effect: Effect, contact_id: int) -> dict[str, int]:
    """Put the need that she wrote of on her record as a tag; the batch that takes it off again."""
    if effect not in _NEEDS:
        return {}
    batch = tag_many(actor, now, [contact_id], ensure_tag(actor, now, _NEEDS[effect]).id)
    return {"tag_batch": batch.id}


def _promise(actor: Actor, now: datetime, effect: Effect, thread: Conversation, message: Message) -> int | None:
    """The RSVP, or the promise to bring others, that the answer marks; None without an action ahead."""
    action = action_in_question(thread.action_id, now)
    if action is None or thread.contact_id is None:
        return None
    is_rsvp = effect in _ANSWERS
    made = record_answer(
        actor,
        now,
        thread.contact_id,
        _ANSWERS.get(effect, Answer.YES),
        source="text",
        kind=CommitmentKind.ATTEND if is_rsvp else CommitmentKind.BRING_N,
        action_id=action.id,
        campaign_id=action.campaign_id,
        message_id=message.id,
        client_ref=None if is_rsvp else f"answer-{message.id}",
    )
    message.action_id = thread.action_id = action.id
    changed_it = any(event.message_id == message.id for event in list_events([made.id]))
    return made.id if changed_it else None


def _promise_task(actor: Actor, now: datetime, kind: TaskKind, thread: Conversation, message: Message) -> int:
    """The next step that the answer promises, for who looks after her, due the day before what it is about."""
    action = action_in_question(thread.action_id, now)
    today = local_date(now, get_organization(actor.organization_id).time_zone)
    due = max(today, local_date(action.starts_at, action.time_zone) - timedelta(days=1)) if action else today
    name = called(thread.contact_id)
    title = f"{name}: {action.short_title or action.title}" if action and kind is not TaskKind.MEET else name
    owner_id = get_contact(thread.contact_id).owner_user_id if thread.contact_id is not None else None
    new = NewTask(
        thread.contact_id, owner_id or actor.user_id, kind, title, due, "text", client_ref=f"answer-{message.id}"
    )
    return create_task(actor, now, new).id
