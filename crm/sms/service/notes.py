"""Notes between colleagues about a conversation: kept beside its texts and never sent."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.queries import list_users
from crm.core.actor import STAFF, Actor, Role
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.text import clean_line
from crm.sms.models import Conversation, ConversationNote
from crm.sms.queries.conversations import get_conversation

LONGEST = 1000


def add_note(
    actor: Actor, now: datetime, conversation_id: int, body: str, for_user_id: int | None = None
) -> ConversationNote:
    """Write a note; one for a colleague gives her the conversation as well. Refused when empty, or for who may not read it."""
    thread = get_conversation(actor, conversation_id)
    said = clean_line(body, LONGEST)
    if not said:
        raise Refused(N_("Write what your colleagues should know."))
    if for_user_id is not None:
        _give(thread, now, for_user_id)
    note = ConversationNote(
        conversation_id=thread.id, body=said, by_user_id=actor.user_id, for_user_id=for_user_id, at=now
    )
    db.session.add(note)
    thread.updated_at = now
    db.session.flush()
    return note


def _give(thread: Conversation, now: datetime, user_id: int) -> None:
    if user_id not in {user.id for user in list_users(*STAFF, Role.TEXTER)}:
        raise Refused(N_("Choose a colleague who answers texts."))
    thread.assigned_to_id, thread.assigned_at = user_id, now
