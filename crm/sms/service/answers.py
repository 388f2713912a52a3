"""An answer by text: which ask it answers, and the RSVP it becomes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, or_, select

from crm.actions.queries import Action, ActionStatus, find_action
from crm.commitments.service import Answer, record_answer
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.scope import find_owned
from crm.sms.models import Blast, Conversation, Direction, Message, MessageStatus
from crm.sms.replies import Intent

ANSWERS = {Intent.YES_RSVP: Answer.YES, Intent.NO_RSVP: Answer.NO, Intent.MAYBE: Answer.MAYBE}
_NOT_SENT = (MessageStatus.QUEUED, MessageStatus.SKIPPED, MessageStatus.HELD)
# Asked of every answer: built once.
_LAST_ASK = (
    select(Message.action_id, Message.blast_id)
    .where(
        Message.conversation_id == bindparam("thread"),
        Message.direction == Direction.OUT,
        Message.status.not_in(_NOT_SENT),
        or_(Message.action_id.is_not(None), Message.blast_id.is_not(None)),
    )
    .order_by(Message.id.desc())
    .limit(1)
)


def keep_answer(actor: Actor, now: datetime, thread: Conversation, message: Message, intent: Intent) -> str:
    """Record the RSVP that an answer gives to the last text that asked; what was done, in words, or "" for nothing.

    Only for a known person and an action still ahead: a yes to the follow-up of a past webinar is no RSVP to it, but
    to the action that its sender said a yes means.
    """
    action_id = _asked_action(thread.id)
    action = find_action(action_id) if action_id is not None else None
    if action is None or thread.contact_id is None or _is_over(action, now):
        return ""
    message.action_id = thread.action_id = action.id
    answer = ANSWERS[intent]
    record_answer(
        actor,
        now,
        thread.contact_id,
        answer,
        source="text",
        action_id=action.id,
        campaign_id=action.campaign_id,
        message_id=message.id,
    )
    return f"RSVP {answer.value}: {action.title}"


def _is_over(action: Action, now: datetime) -> bool:
    return action.status is ActionStatus.CANCELLED or (action.ends_at or action.starts_at) <= now


def _asked_action(conversation_id: int) -> int | None:
    """The action that the most recent text of ours in the conversation asked about; a follow-up says which, if any."""
    last = db.session.execute(_LAST_ASK, {"thread": conversation_id}).first()
    if last is None:
        return None
    about, blast_id = last
    blast = find_owned(Blast, blast_id)
    if blast is None:
        return int(about) if about is not None else None
    return blast.ask_action_id if blast.track is not None else about or blast.action_id
