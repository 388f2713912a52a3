"""What became of our texts: a status only ever moves a text forward, and an error code has its consequence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from crm.core.database import db
from crm.core.scope import get_owned
from crm.sms.models import Conversation, ConversationState, Direction, Message, MessageStatus, PastAttempt
from crm.sms.service.consequences import failed_later

RANK = {
    MessageStatus.QUEUED: 0,
    MessageStatus.HELD: 0,
    MessageStatus.SKIPPED: 0,
    MessageStatus.CLAIMED: 1,
    MessageStatus.UNCERTAIN: 2,
    MessageStatus.ACCEPTED: 3,
    MessageStatus.SENDING: 4,
    MessageStatus.SENT: 5,
    MessageStatus.DELIVERED: 6,
    MessageStatus.UNDELIVERED: 6,
    MessageStatus.FAILED: 6,
    MessageStatus.CANCELED: 6,
    MessageStatus.RECEIVED: 6,
}
"""How far along a text is; callbacks come unordered and twice, so only a higher rank is taken (SMS.md section 1)."""

_OURS = {
    "scheduled": MessageStatus.ACCEPTED,
    "accepted": MessageStatus.ACCEPTED,
    "queued": MessageStatus.ACCEPTED,
    "sending": MessageStatus.SENDING,
    "sent": MessageStatus.SENT,
    "partially_delivered": MessageStatus.SENT,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.DELIVERED,
    "undelivered": MessageStatus.UNDELIVERED,
    "failed": MessageStatus.FAILED,
    "canceled": MessageStatus.CANCELED,
}
LOCKED = select(Message).with_for_update().execution_options(populate_existing=True)
ONE_LOCKED = LOCKED.where(Message.id == bindparam("message_id"))
REFUSED = (MessageStatus.UNDELIVERED, MessageStatus.FAILED)


def status_of(provider_status: str) -> MessageStatus | None:
    """The provider's word for where a text is, as one of our statuses; None for a word we do not know."""
    return _OURS.get(provider_status.lower())


def lock_message(message_id: int) -> Message | None:
    """The text with that id as it stands now, held until this transaction ends."""
    return db.session.scalars(ONE_LOCKED, {"message_id": message_id}).one_or_none()


def take_receipt(params: Mapping[str, Any], attempt_id: str | None, now: datetime) -> bool:
    """Apply one receipt; False when no text of ours is known by that SID or attempt yet, so that it waits."""
    sid, status = str(params.get("MessageSid", "")), status_of(str(params.get("MessageStatus", "")))
    message = _find(sid, attempt_id)
    if message is None:
        return _is_of_past_attempt(sid)
    if status is None or message.direction is not Direction.OUT or (message.provider_sid or sid) != sid:
        return True
    message.our_phone = message.our_phone or str(params.get("From", ""))[:20]
    if advance(message, sid, status, now) and status in REFUSED:
        failed_later(message, _code(params), str(params.get("AccountSid", "")), now)
    db.session.flush()
    return True


def _find(sid: str, attempt_id: str | None) -> Message | None:
    """The text that a receipt speaks of: by the provider's SID, else by our own attempt id."""
    found = db.session.scalars(LOCKED.where(Message.provider_sid == sid)).one_or_none()
    if found is None and attempt_id:
        found = db.session.scalars(LOCKED.where(Message.attempt_id == attempt_id)).one_or_none()
    return found


def _is_of_past_attempt(sid: str) -> bool:
    """Whether a receipt comes late, for a try after which the text waits to go once more, or went."""
    return db.session.scalars(select(PastAttempt.id).where(PastAttempt.provider_sid == sid)).first() is not None


def _code(params: Mapping[str, Any]) -> int:
    text = str(params.get("ErrorCode") or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def advance(message: Message, sid: str, status: MessageStatus, now: datetime) -> bool:
    """Move a text to a status of the provider's if that is forward; True when it moved. The SID is kept either way."""
    message.provider_sid = message.provider_sid or sid
    if RANK[status] <= RANK[message.status]:
        return False
    was_sent = RANK[message.status] >= RANK[MessageStatus.ACCEPTED]
    message.status, message.status_at = status, now
    message.lease_until = message.look_after = None
    message.error_code, message.reason = None, ""  # of an earlier try
    if not was_sent:
        message.sent_at = now
        _note_in_conversation(message, now)
    if status is MessageStatus.DELIVERED:
        message.delivered_at = now
    return True


def _note_in_conversation(message: Message, now: datetime) -> None:
    thread = get_owned(Conversation, message.conversation_id)
    thread.last_message_at = now
    if thread.state is not ConversationState.NEEDS_REPLY:  # her question stays in sight until it is answered
        thread.last_body = message.body[:200]
