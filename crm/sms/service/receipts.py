"""What became of our texts: a status only ever moves a text forward, and an error code has its consequence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
ONE_LOCKED = (
    select(Message)
    .where(Message.id == bindparam("message_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
REFUSED = (MessageStatus.UNDELIVERED, MessageStatus.FAILED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider said of one text, as it came, with our own attempt id from the address it was sent to."""

    params: Mapping[str, Any]
    attempt_id: str | None = None

    @property
    def sid(self) -> str:
        """The provider's name for the text."""
        return str(self.params.get("MessageSid", ""))

    @property
    def code(self) -> int:
        """The error code, 0 where there is none."""
        text = str(self.params.get("ErrorCode") or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def status_of(provider_status: str) -> MessageStatus | None:
    """The provider's word for where a text is, as one of our statuses; None for a word we do not know."""
    return _OURS.get(provider_status.lower())


def lock_message(message_id: int) -> Message | None:
    """The text with that id as it stands now, held until this transaction ends."""
    return db.session.scalars(ONE_LOCKED, {"message_id": message_id}).one_or_none()


def take_receipt(params: Mapping[str, Any], attempt_id: str | None, now: datetime) -> bool:
    """Apply one receipt; False when no text of ours is known by that SID or attempt yet, so that it waits."""
    return take_receipts([Receipt(params, attempt_id)], now)[0]


def take_receipts(receipts: Sequence[Receipt], now: datetime) -> list[bool]:
    """Apply receipts in the order they came; for each whether it is dealt with, or waits since its text is not known yet.

    A text is known by the provider's SID, else by our own attempt id.
    """
    sids = {receipt.sid for receipt in receipts}
    attempts = {receipt.attempt_id for receipt in receipts if receipt.attempt_id}
    named = Message.provider_sid.in_(sids) | Message.attempt_id.in_(attempts)
    query = select(Message).where(named).order_by(Message.id).with_for_update()
    messages = list(db.session.scalars(query, execution_options={"populate_existing": True}))
    by_sid = {message.provider_sid: message for message in messages}
    by_attempt = {message.attempt_id: message for message in messages}
    missing = sids - by_sid.keys()
    past = set(db.session.scalars(select(PastAttempt.provider_sid).where(PastAttempt.provider_sid.in_(missing))))
    dealt_with = []
    for receipt in receipts:
        message = by_sid.get(receipt.sid) or by_attempt.get(receipt.attempt_id)
        if message is not None and receipt.sid not in past:
            _apply(message, receipt, now)
        dealt_with.append(message is not None or receipt.sid in past)
    db.session.flush()
    return dealt_with


def _apply(message: Message, receipt: Receipt, now: datetime) -> None:
    status = status_of(str(receipt.params.get("MessageStatus", "")))
    is_another = message.provider_sid not in (None, receipt.sid)
    if status is None or message.direction is not Direction.OUT or is_another:
        return
    message.our_phone = message.our_phone or str(receipt.params.get("From", ""))[:20]
    if advance(message, receipt.sid, status, now) and status in REFUSED:
        failed_later(message, receipt.code, str(receipt.params.get("AccountSid", "")), now)


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
