"""Two people never answer the same conversation: who has it open holds it for two minutes at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from crm.accounts.queries import names_of_users
from crm.core.actor import Actor
from crm.core.claims import in_any_case
from crm.core.database import db
from crm.core.errors import N_, Conflict
from crm.sms.models import Conversation, Direction, Message

HELD_FOR = timedelta(minutes=2)


def hold_to_answer(actor: Actor, now: datetime, thread: Conversation) -> str:
    """Take a conversation to answer it, or keep it for two minutes more; the name of who else has it, "" when it is ours."""
    row = _locked(thread.id)
    if _is_somebody_elses(actor, now, row):
        return answering_name(row)
    if row.answering_user_id == actor.user_id:
        _keep(row.id, now)
    else:
        row.answering_user_id, row.answering_until = actor.user_id, now + HELD_FOR
        db.session.flush()
    return ""


def _keep(conversation_id: int, now: datetime) -> None:
    """Two minutes more: nothing that a page shows changes, so no open page is told."""
    mine = update(Conversation).where(Conversation.id == conversation_id)
    longer = mine.values(answering_until=now + HELD_FOR, updated_at=Conversation.updated_at)
    db.session.execute(longer, execution_options={"synchronize_session": False})


def let_go(actor: Actor, thread: Conversation) -> None:
    """Leave a conversation to whoever opens it next."""
    if thread.answering_user_id == actor.user_id:
        thread.answering_user_id = thread.answering_until = None
        db.session.flush()


def who_answers(actor: Actor, now: datetime, thread: Conversation) -> str:
    """The name of somebody else who has the conversation open, "" when nobody has."""
    return answering_name(thread) if _is_somebody_elses(actor, now, thread) else ""


def answering_name(thread: Conversation) -> str:
    """The first name of who has the conversation."""
    names = names_of_users({thread.answering_user_id})
    return names.get(thread.answering_user_id or 0, "").partition(" ")[0]


def must_be_free(actor: Actor, now: datetime, thread: Conversation, seen_id: int | None) -> None:
    """Conflict when somebody else has the conversation, or has answered since the last text that this person saw.

    The conversation is ours until the transaction ends, so that of two answers at one moment the second is refused.
    """
    other = hold_to_answer(actor, now, thread)
    if other:
        raise Conflict(N_("%(name)s is answering this conversation. Your words are still here."), name=other)
    if seen_id is not None and _answered_since(actor, thread.id, seen_id):
        raise Conflict(N_("Somebody has answered since you opened this. Read it first; your words are still here."))


def _locked(conversation_id: int) -> Conversation:
    query = in_any_case(select(Conversation).where(Conversation.id == conversation_id))
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def _is_somebody_elses(actor: Actor, now: datetime, thread: Conversation) -> bool:
    if thread.answering_user_id in (None, actor.user_id) or thread.answering_until is None:
        return False
    return now < thread.answering_until <= now + HELD_FOR


def _answered_since(actor: Actor, conversation_id: int, seen_id: int) -> bool:
    others = select(Message.id).where(
        Message.conversation_id == conversation_id,
        Message.id > seen_id,
        Message.direction == Direction.OUT,
        Message.sent_by_user_id.is_not(None),
        Message.sent_by_user_id != actor.user_id,
    )
    return db.session.scalars(others.limit(1)).first() is not None
