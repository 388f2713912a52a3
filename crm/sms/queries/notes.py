"""Notes between colleagues, as they stand beside a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import names_of_users
from crm.core.database import db
from crm.sms.models import ConversationNote

LATEST = 20


@dataclass(frozen=True, slots=True)
class Note:
    """What a colleague wrote, when, and whom it is for ("" for everybody)."""

    body: str
    at: datetime
    by: str
    for_whom: str


def list_notes(conversation_id: int) -> list[Note]:
    """The latest notes of a conversation, the oldest first."""
    query = select(ConversationNote).where(ConversationNote.conversation_id == conversation_id)
    return as_notes(list(db.session.scalars(query.order_by(ConversationNote.id.desc()).limit(LATEST)))[::-1])


def as_notes(rows: Sequence[ConversationNote]) -> list[Note]:
    """Notes with the names of who wrote them and whom they are for."""
    names = names_of_users({user_id for row in rows for user_id in (row.by_user_id, row.for_user_id)})
    return [
        Note(row.body, row.at, names.get(row.by_user_id or 0, ""), names.get(row.for_user_id or 0, "")) for row in rows
    ]
