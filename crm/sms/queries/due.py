"""What may leave next: due texts with what is needed to decide about them, read by the queue's index alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from crm.core.claims import locked
from crm.core.database import db
from crm.sms.models import Blast, BlastStatus, Conversation, Message, MessageStatus, Origin
from crm.sms.queries.answering import HELP_KEY, KEYWORD_KEY, wrote_just_now


@dataclass(frozen=True, slots=True)
class Due:
    """One text whose time has come, with when its number last wrote to us."""

    id: int
    phone: str
    contact_id: int | None
    blast_id: int | None
    body: str
    media: list[Any]
    attempt_id: str | None
    at: datetime
    segments: int
    origin: Origin
    is_stop_confirmation: bool
    sent_by_user_id: int | None
    submit_key: str | None
    consent_id: int | None
    last_inbound_at: datetime | None

    @property
    def answers_a_text(self) -> bool:
        """Whether it is part of a conversation in which the number wrote to us: an answer needs no other consent."""
        is_answer = self.origin is Origin.ANSWER or self._answers_a_word
        return is_answer and self.blast_id is None and self.last_inbound_at is not None

    def answers_just_now(self, now: datetime) -> bool:
        """Whether it answers who wrote within the hour, from staff or to a word: that does not wait for the hours."""
        is_ours = (self.origin is Origin.ANSWER and self.sent_by_user_id is not None) or self._answers_a_word
        return is_ours and self.blast_id is None and wrote_just_now(now, self.last_inbound_at)

    @property
    def _answers_a_word(self) -> bool:
        return (self.submit_key or "").startswith((HELP_KEY, KEYWORD_KEY))


_WAITING = (
    select(
        Message.id,
        Message.phone,
        Message.contact_id,
        Message.blast_id,
        Message.body,
        Message.media,
        Message.attempt_id,
        Message.at,
        Message.segments,
        Message.origin,
        Message.is_stop_confirmation,
        Message.sent_by_user_id,
        Message.submit_key,
        Message.consent_id,
        Conversation.last_inbound_at,
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .where(Message.status == MessageStatus.QUEUED, Message.send_after <= bindparam("now"))
    .order_by(Message.send_after, Message.id)
    .limit(bindparam("at_most"))
)
ALONE = _WAITING.where(Message.blast_id.is_(None))
OF_A_BLAST = _WAITING.where(Message.blast_id == bindparam("blast_id"))
RUNNING = select(Blast.id).where(Blast.status == BlastStatus.SENDING).order_by(Blast.id)


def take_due(now: datetime, at_most: int, with_blasts: bool = True) -> list[Due]:
    """Up to so many due texts, held until the transaction ends: answers to people first, then each running blast its share.

    One blast after the other, so that each read is a walk along the queue's index, however many texts wait.
    """
    found = _read(ALONE, now=now, at_most=at_most)
    blast_ids = list(db.session.scalars(RUNNING)) if with_blasts and len(found) < at_most else []
    for number, blast_id in enumerate(blast_ids):
        share = -(-(at_most - len(found)) // (len(blast_ids) - number))
        found += _read(OF_A_BLAST, now=now, at_most=share, blast_id=blast_id) if share > 0 else []
    return found


def _read(query: Select[Any], **values: Any) -> list[Due]:
    return [Due(*row) for row in db.session.execute(locked(query, of=Message), values)]
