"""Writing down what the provider said to a group of texts, in one transaction; a receipt that was quicker stands."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, func, update
from sqlalchemy.exc import IntegrityError

from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.upsert import among, update_tuples
from crm.sms.models import Conversation, ConversationState, Message, MessageStatus
from crm.sms.provider.choose import Sender
from crm.sms.provider.port import Accepted, Declined, NotNow, SendResult, Unknown
from crm.sms.service.consequences import put_back, refused_at_call
from crm.sms.service.purse import note_busy
from crm.sms.service.receipts import lock_message, status_of
from crm.sms.service.sending import Handed

log = logging.getLogger(__name__)
FIRST_LOOK = timedelta(seconds=5)
OPEN_STATES = (MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)
Result = tuple[Handed, SendResult]
_UNSYNCHRONIZED = {"synchronize_session": False}


def note_results(results: Sequence[Result], sender: Sender, now: datetime, real_now: datetime) -> None:
    """Keep what was said of each text: taken, refused, not now, or nothing that can be understood."""
    results = sorted(results, key=lambda result: result[0].message_id)
    taken: dict[MessageStatus, list[tuple[int, Accepted]]] = {}
    for handed, result in results:
        if isinstance(result, Accepted):
            status = status_of(result.status) or MessageStatus.ACCEPTED
            taken.setdefault(status, []).append((handed.message_id, result))
    for status, some in taken.items():
        _note_taken(some, status, now)
    for handed, result in results:
        if not isinstance(result, Accepted):
            _note_failure(handed.message_id, result, sender.account_sid, now, real_now)
    busy = sum(isinstance(result, NotNow) and result.is_busy for _, result in results)
    if busy:
        note_busy(sender.account_sid, busy, now)
    db.session.flush()


def _note_taken(taken: list[tuple[int, Accepted]], status: MessageStatus, now: datetime) -> None:
    ids = [message_id for message_id, _ in taken]
    moved = update(Message).where(among(Message.id, ids), Message.status.in_(OPEN_STATES))
    values = {"status": status, "status_at": now, "sent_at": now, "lease_until": None, "look_after": None}
    values |= {"error_code": None, "reason": ""}  # of an earlier try
    db.session.execute(moved.values(values), execution_options=_UNSYNCHRONIZED)
    _note_sids([(result.sid[:40], message_id) for message_id, result in taken])
    _note_our_numbers(taken)
    _note_in_conversations(ids, now)


def _note_sids(rows: list[tuple[str, int]]) -> None:
    """The provider's names for texts; one that it gave to another text already is no name, and stands in no one's way."""
    is_new = f"organization_id = {current_organization_id()} AND provider_sid IS NULL"
    try:
        with db.session.begin_nested():
            update_tuples(Message, ("provider_sid",), rows, is_new)
    except IntegrityError:
        log.warning("the provider gave a name twice")
        for row in rows if len(rows) > 1 else ():
            _note_sids([row])


def _note_our_numbers(taken: Iterable[tuple[int, Accepted]]) -> None:
    """From which of our numbers they leave, where the provider has said so already."""
    by_number: dict[str, list[int]] = {}
    for message_id, result in taken:
        if result.from_phone:
            by_number.setdefault(result.from_phone[:20], []).append(message_id)
    for phone, ids in by_number.items():
        unknown = update(Message).where(among(Message.id, ids), Message.our_phone == "")
        db.session.execute(unknown.values(our_phone=phone), execution_options=_UNSYNCHRONIZED)


def _note_in_conversations(message_ids: list[int], now: datetime) -> None:
    """The text is the latest of its thread; a question that waits for an answer stays in sight until it has one."""
    is_waiting = Conversation.state == ConversationState.NEEDS_REPLY
    words = case((is_waiting, Conversation.last_body), else_=func.substr(Message.body, 1, 200))
    threads = update(Conversation).where(among(Message.id, message_ids), Message.conversation_id == Conversation.id)
    db.session.execute(threads.values(last_message_at=now, last_body=words), execution_options=_UNSYNCHRONIZED)


def _note_failure(
    message_id: int, result: Declined | NotNow | Unknown, account_sid: str, now: datetime, real_now: datetime
) -> None:
    message = lock_message(message_id)
    if message is None or message.status not in OPEN_STATES:
        return
    if isinstance(result, Unknown):
        message.status, message.lease_until = MessageStatus.UNCERTAIN, None
        message.look_after, message.status_at = real_now + FIRST_LOOK, now
    elif isinstance(result, NotNow):
        put_back(message, now + timedelta(seconds=result.seconds))
    else:
        refused_at_call(message, result.code, account_sid, now)
