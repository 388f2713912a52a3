"""Writing texts down before they are sent: the message row is the queue."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import select, update

from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.upsert import among, insert_given
from crm.sms.models import Conversation, ConversationState, Direction, Message, MessageStatus, Origin
from crm.sms.segments import measure

CHUNK = 2_000
"""How many texts are written down at a time: what a blast of any size holds in memory."""
MAX_CHARACTERS = 1600
OPTED_OUT = N_("opted out")


@dataclass(frozen=True, slots=True)
class NewText:
    """One text to write down; `send_after` None means at once, `submit_key` makes a double click the same text.

    `origin` None means that a blast's text is a blast's, and every other one an answer; `media` are its pictures, each
    {"url", "type", "bytes"}.
    """

    phone: str
    contact_id: int | None
    body: str
    language: str = "en"
    send_after: datetime | None = None
    blast_id: int | None = None
    action_id: int | None = None
    submit_key: str | None = None
    consent_id: int | None = None
    sent_by_user_id: int | None = None
    is_stop_confirmation: bool = False
    origin: Origin | None = None
    media: Sequence[dict[str, Any]] = field(default_factory=tuple)


def queue_message(
    actor: Actor,
    now: datetime,
    *,
    phone: str,
    contact_id: int | None,
    body: str,
    language: str,
    send_after: datetime | None = None,
    blast_id: int | None = None,
    action_id: int | None = None,
    submit_key: str | None = None,
    consent_id: int | None = None,
    sent_by_user_id: int | None = None,
    is_stop_confirmation: bool = False,
    origin: Origin | None = None,
    media: Sequence[dict[str, Any]] = (),
) -> Message:
    """Write one text down to be sent, as `queue_text` does."""
    text = NewText(
        phone,
        contact_id,
        body,
        language,
        send_after,
        blast_id,
        action_id,
        submit_key,
        consent_id,
        sent_by_user_id,
        is_stop_confirmation,
        origin,
        media,
    )
    return queue_text(actor, now, text)


def queue_text(actor: Actor, now: datetime, text: NewText) -> Message:
    """Write one text down to be sent; the text already there when its submit key, or blast and number, are known.

    Refused when it is empty or longer than 1600 characters. A text that a person wrote answers its conversation.
    """
    ids = queue_messages(actor, now, [text])
    message = get_owned(Message, ids[0]) if ids else _known(text)
    if ids and text.sent_by_user_id is not None and text.blast_id is None:
        _answered(message.conversation_id, now)
    return message


def queue_messages(actor: Actor, now: datetime, texts: Iterable[NewText]) -> list[int]:
    """Write many texts down, in batches as they come; the ids of the new ones.

    What is known by key, or blast and number, is left out. Refused when one is empty or too long.
    """
    ids: list[int] = []
    for chunk in _chunks(texts):
        threads = ensure_conversations(actor.organization_id, now, chunk)
        rows = [_row(now, text, threads[text.phone]) for text in chunk]
        ids += insert_given(Message, _common(actor, now), COLUMNS, rows)
    return ids


def ensure_conversations(organization_id: int, now: datetime, texts: Sequence[NewText]) -> dict[str, int]:
    """The conversation of each number, made where there is none yet."""
    by_phone = {text.phone: text for text in texts}
    query = select(Conversation.phone, Conversation.id).where(among(Conversation.phone, list(by_phone)))
    known: dict[str, int] = {row.phone: row.id for row in db.session.execute(query)}
    missing = [text for phone, text in by_phone.items() if phone not in known]
    if not missing:
        return known
    common = {
        "organization_id": organization_id,
        "state": ConversationState.WAITING,
        "last_body": "",
        "last_intent": "",
        "created_at": now,
        "updated_at": now,
    }
    rows = [(text.phone, text.contact_id, text.language, text.action_id) for text in missing]
    insert_given(Conversation, common, ("phone", "contact_id", "language", "action_id"), rows)
    return {row.phone: row.id for row in db.session.execute(query)}


def drop_waiting(phone: str, reason: str, now: datetime) -> int:
    """Skip every text that still waits for a number, but its stop confirmation; how many were skipped."""
    waiting = update(Message).where(
        Message.phone == phone,
        Message.direction == Direction.OUT,
        Message.status.in_((MessageStatus.QUEUED, MessageStatus.HELD)),
        Message.is_stop_confirmation.is_(False),
    )
    done = db.session.execute(
        waiting.values(status=MessageStatus.SKIPPED, reason=reason, status_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    return int(getattr(done, "rowcount", 0))


def _common(actor: Actor, now: datetime) -> dict[str, Any]:
    """What all texts that are written down at once have in common."""
    return {
        "organization_id": actor.organization_id,
        "direction": Direction.OUT,
        "our_phone": "",
        "status": MessageStatus.QUEUED,
        "at": now,
        "attempts": 0,
        "retries": 0,
        "reason": "",
        "intent": "",
        "intent_effect": "",
        "created_at": now,
        "updated_at": now,
        "created_by_id": actor.user_id,
    }


COLUMNS = (
    *("conversation_id", "contact_id", "blast_id", "action_id", "origin", "phone", "body", "media", "language"),
    *("encoding", "segments", "send_after", "attempt_id", "consent_id", "sent_by_user_id", "submit_key"),
    "is_stop_confirmation",
)


def _row(now: datetime, text: NewText, conversation_id: int) -> tuple[Any, ...]:
    """What is a text's own, in the order of COLUMNS."""
    size = measure(text.body)
    return (
        conversation_id,
        text.contact_id,
        text.blast_id,
        text.action_id,
        text.origin or (Origin.BLAST if text.blast_id is not None else Origin.ANSWER),
        text.phone,
        text.body,
        list(text.media),
        text.language,
        size.encoding,
        size.segments,
        max(text.send_after or now, now),
        secrets.token_hex(16),
        text.consent_id,
        text.sent_by_user_id,
        text.submit_key,
        text.is_stop_confirmation,
    )


def _known(text: NewText) -> Message:
    query = select(Message)
    if text.submit_key is not None:
        query = query.where(Message.submit_key == text.submit_key)
    else:
        query = query.where(Message.blast_id == text.blast_id, Message.phone == text.phone)
    return db.session.scalars(query).one()


def _answered(conversation_id: int, now: datetime) -> None:
    thread = get_owned(Conversation, conversation_id)
    if thread.state is not ConversationState.OPTED_OUT:
        thread.state = ConversationState.WAITING
        thread.waiting_since = None
    thread.last_message_at = now
    db.session.flush()


def _chunks(texts: Iterable[NewText]) -> Iterator[list[NewText]]:
    """So many texts at a time, each fit to be sent."""
    coming = iter(texts)
    while chunk := list(islice(coming, CHUNK)):
        for text in chunk:
            _refuse_unfit(text)
        yield chunk


def _refuse_unfit(text: NewText) -> None:
    if not text.body.strip() and not text.media:
        raise Refused(N_("There is nothing to send."))
    if len(text.body) > MAX_CHARACTERS:
        raise Refused(N_("A text holds at most %(limit)s characters."), limit=MAX_CHARACTERS)
