"""What the next shift must know: who waits, who has waited too long, what is held, and what colleagues noted today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from crm.core.database import db
from crm.sms.models import Conversation, ConversationNote, ConversationState, OptOut, OptOutReason
from crm.sms.queries.notes import Note, as_notes

TODAY = timedelta(hours=12)
NOTES = 12


@dataclass(frozen=True, slots=True)
class Shift:
    """The figures and notes of a hand-over; `oldest` is since when the first one waits."""

    waiting: int
    by_language: dict[str, int]
    late: int
    oldest: datetime | None
    held: int
    notes: Sequence[tuple[int, Note]]
    """The conversation of each note, and the note."""


def shift_note(now: datetime) -> Shift:
    """How things stand now, for whoever takes over."""
    waits = Conversation.state == ConversationState.NEEDS_REPLY
    figures = select(
        Conversation.language, func.count(), func.count(Conversation.alerted_at), func.min(Conversation.waiting_since)
    )
    rows = list(db.session.execute(figures.where(waits).group_by(Conversation.language)))
    held = select(func.count()).where(OptOut.reason == OptOutReason.HELD, OptOut.lifted_at.is_(None))
    return Shift(
        waiting=sum(row[1] for row in rows),
        by_language={row[0]: row[1] for row in rows},
        late=sum(row[2] for row in rows),
        oldest=min((row[3] for row in rows if row[3]), default=None),
        held=db.session.scalar(held) or 0,
        notes=_notes(now),
    )


def _notes(now: datetime) -> list[tuple[int, Note]]:
    query = select(ConversationNote).where(ConversationNote.at >= now - TODAY).order_by(ConversationNote.id.desc())
    rows = list(db.session.scalars(query.limit(NOTES)))
    return list(zip((row.conversation_id for row in rows), as_notes(rows), strict=True))
