"""What became of our texts: a status only ever moves a text forward, and an error code has its consequence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update

from crm.contacts.service.reachability import mark_phone_bad, mark_phone_not_textable
from crm.core.database import db
from crm.core.scope import get_owned
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    ConversationState,
    Direction,
    Message,
    MessageStatus,
    OptOutReason,
)
from crm.sms.provider.error_codes import Remedy, remedy_for, words_for
from crm.sms.service.consent import hold, opt_out
from crm.sms.service.outbox import OPTED_OUT, drop_waiting
from crm.sms.service.senders import halt_account

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


def find_message(sid: str, attempt_id: str | None) -> Message | None:
    """The text that a receipt speaks of: by the provider's SID, else by our own attempt id."""
    found = _lock(Message.provider_sid == sid)
    return _lock(Message.attempt_id == attempt_id) if found is None and attempt_id else found


def lock_message(message_id: int) -> Message | None:
    """The text with that id as it stands now, held until this transaction ends."""
    return db.session.scalars(ONE_LOCKED, {"message_id": message_id}).one_or_none()


def _lock(condition: ColumnElement[bool]) -> Message | None:
    return db.session.scalars(LOCKED.where(condition)).one_or_none()


def take_receipt(params: dict[str, Any], attempt_id: str | None, now: datetime) -> bool:
    """Apply one receipt; False when no text of ours is known by that SID or attempt yet, so that it waits."""
    sid, status = str(params.get("MessageSid", "")), status_of(str(params.get("MessageStatus", "")))
    message = find_message(sid, attempt_id)
    if message is None:
        return False
    if status is None or message.direction is not Direction.OUT or (message.provider_sid or sid) != sid:
        return True
    message.our_phone = message.our_phone or str(params.get("From", ""))[:20]
    if advance(message, sid, status, now) and status in REFUSED:
        code = _code(params)
        apply_error(message, code, now)
        if remedy_for(code) is Remedy.HALT:
            halt_account(str(params.get("AccountSid", "")), words_for(code))
    db.session.flush()
    return True


def _code(params: dict[str, Any]) -> int:
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
    if not was_sent:
        message.sent_at = now
        _note_in_conversation(message, now)
    if status is MessageStatus.DELIVERED:
        message.delivered_at = now
    return True


def apply_error(message: Message, code: int, now: datetime) -> None:
    """Keep an error code with its words, and do what follows for the number, the blast or the account."""
    message.error_code, message.reason = code, words_for(code)
    remedy = remedy_for(code)
    if remedy is Remedy.BAD_NUMBER:
        mark_phone_bad(message.phone)
    elif remedy is Remedy.NOT_TEXTABLE:
        mark_phone_not_textable(message.phone)
    elif remedy is Remedy.OPT_OUT:
        opt_out(now, message.phone, OptOutReason.PROVIDER, message_id=message.id)
        drop_waiting(message.phone, OPTED_OUT, now)
    elif remedy is Remedy.HOLD_NUMBER:
        hold(now, message.phone, message.reason, message.id)
    elif remedy is Remedy.STOP_BLAST:
        pause_blast(message.blast_id, message.reason)


def pause_blast(blast_id: int | None, because: str) -> None:
    """Stop a running blast where it stands, for a person to look at."""
    if blast_id is None:
        return
    running = update(Blast).where(Blast.id == blast_id, Blast.status == BlastStatus.SENDING)
    db.session.execute(running.values(status=BlastStatus.PAUSED, paused_because=because[:300]))


def _note_in_conversation(message: Message, now: datetime) -> None:
    thread = get_owned(Conversation, message.conversation_id)
    thread.last_message_at = now
    if thread.state is not ConversationState.NEEDS_REPLY:  # her question stays in sight until it is answered
        thread.last_body = message.body[:200]
