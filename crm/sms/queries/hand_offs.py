"""What the next shift must know of a blast or of all conversations, in figures; and the note that was left for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from crm.accounts.queries import get_organization
from crm.core.clock import zone
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    ConversationState,
    HandOffNote,
    Message,
    MessageStatus,
    OptOut,
    OptOutReason,
)

READ_WITHIN = timedelta(hours=16)
"""How long a note is shown to who opens the inbox: from one evening to the next morning."""
STILL_GOES = (BlastStatus.PREPARING, BlastStatus.SCHEDULED, BlastStatus.SENDING, BlastStatus.PAUSED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand for who takes over; `waiting` is by who answers (None: nobody yet), `oldest` since when one waits.

    `later` is how many texts leave after today, the first of them at `next_at`; `going` are the blasts not through yet.
    """

    waiting: dict[int | None, int]
    oldest: datetime | None
    held: int
    later: int
    next_at: datetime | None
    going: Sequence[Blast]


def standing(now: datetime, blast: Blast | None = None) -> Standing:
    """How one blast stands, or everything when none is named."""
    waiting = list(db.session.execute(_waiting(blast)))
    later, next_at = db.session.execute(_later(now, blast)).one()
    return Standing(
        waiting={row[0]: row[1] for row in waiting},
        oldest=min((row[2] for row in waiting if row[2]), default=None),
        held=db.session.scalar(_held(blast)) or 0,
        later=later,
        next_at=next_at,
        going=[] if blast is not None else _going(),
    )


def newest_note(blast_id: int | None = None, since: datetime | None = None) -> HandOffNote | None:
    """The note that was left last about a blast, or about all conversations; None when there is none since a moment."""
    query = select(HandOffNote).where(HandOffNote.blast_id == blast_id).order_by(HandOffNote.id.desc()).limit(1)
    return db.session.scalars(query.where(HandOffNote.at >= since) if since is not None else query).first()


def _waiting(blast: Blast | None) -> Select[*tuple[Any, ...]]:
    query = select(Conversation.assigned_to_id, func.count(), func.min(Conversation.waiting_since))
    waits = Conversation.state == ConversationState.NEEDS_REPLY
    return query.where(waits, _is_in(blast, Conversation.phone)).group_by(Conversation.assigned_to_id)


def _held(blast: Blast | None) -> Select[*tuple[Any, ...]]:
    held = OptOut.reason == OptOutReason.HELD, OptOut.lifted_at.is_(None)
    return select(func.count()).select_from(OptOut).where(*held, _is_in(blast, OptOut.phone))


def _later(now: datetime, blast: Blast | None) -> Select[*tuple[Any, ...]]:
    in_zone = zone(get_organization(current_organization_id()).time_zone)
    midnight = datetime.combine(now.astimezone(in_zone).date() + timedelta(days=1), time(), in_zone)
    query = select(func.count(), func.min(Message.send_after)).where(
        Message.status == MessageStatus.QUEUED, Message.send_after >= midnight
    )
    return query.where(Message.blast_id == blast.id) if blast is not None else query


def _going() -> list[Blast]:
    return list(db.session.scalars(select(Blast).where(Blast.status.in_(STILL_GOES)).order_by(Blast.id)))


def _is_in(blast: Blast | None, phone: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """That a number got a text of the blast; of every number when none is named."""
    return true() if blast is None else exists().where(Message.blast_id == blast.id, Message.phone == phone)
