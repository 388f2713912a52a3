"""Noting what the people of a blast do after its text: they answer, say yes, or stop. Heard from the rest of texting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from crm.core.database import db
from crm.core.upsert import among, chunks
from crm.sms.models import BlastAnswer, Message
from crm.sms.replies import Intent
from crm.sms.signals import opted_out, text_answered

ANSWERS_WITHIN = timedelta(days=14)
"""An answer later than this after a text to many is hardly one to it."""
_PHONES: BindParameter[str] = bindparam("phones", expanding=True)
# Asked of every text that comes in: built once.
_SENT = (
    select(Message.phone, Message.id, Message.blast_id, Message.language, Message.contact_id)
    .where(
        Message.phone.in_(_PHONES),
        Message.blast_id.is_not(None),
        Message.sent_at.is_not(None),
        Message.sent_at <= bindparam("now"),
        Message.sent_at > bindparam("since"),
    )
    .order_by(Message.sent_at, Message.id)
)


def note_answer(_thread: Any, *, message: Message, reply: Any, **_more: Any) -> None:
    """The number wrote: that is an answer to the last text to many that it got, and a yes if it says so."""
    answer = _answer_of([message.phone], message.at).get(message.phone)
    if answer is not None:
        answer.has_written = True
        answer.is_yes = answer.is_yes or reply.intent is Intent.YES_RSVP
        db.session.flush()


def note_stops(phones: Collection[str], *, now: datetime, **_more: Any) -> None:
    """These numbers were closed: whoever got a text to many not long before stopped after it."""
    for answer in _answer_of(phones, now).values():
        answer.is_stop = True
    db.session.flush()


def install() -> None:
    """Hear what comes in."""
    text_answered.connect(note_answer)
    opted_out.connect(note_stops)


def _answer_of(phones: Collection[str], now: datetime) -> dict[str, BlastAnswer]:
    """The row of each number for the last text to many that left to it, made where there is none yet."""
    last: dict[str, Any] = {}
    for some in chunks(sorted(phones)):
        given = {"phones": some, "now": now, "since": now - ANSWERS_WITHIN}
        last.update({row.phone: row for row in db.session.execute(_SENT, given)})
    known_query = select(BlastAnswer).where(among(BlastAnswer.message_id, [row.id for row in last.values()]))
    known = {row.message_id: row for row in db.session.scalars(known_query)} if last else {}
    found = {}
    for phone, row in last.items():
        found[phone] = known.get(row.id) or BlastAnswer(
            blast_id=row.blast_id, message_id=row.id, contact_id=row.contact_id, language=row.language, at=now
        )
        if row.id not in known:
            db.session.add(found[phone])
    return found
