"""Handing texts over, each once: claim with a lease, ask the gate, mark as handed over, and write down what came of it.

Each function is one short transaction; the call itself happens between `hand_over` and `note_result`, outside of any.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, select, update

from crm.contacts.queries import get_contact
from crm.core.claims import locked
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import get_owned
from crm.sms.models import Blast, BlastStatus, Conversation, Message, MessageStatus
from crm.sms.provider.choose import Sender, World
from crm.sms.provider.error_codes import Remedy, remedy_for, words_for
from crm.sms.provider.port import Accepted, Declined, NotNow, OutgoingText, SendResult, Unknown
from crm.sms.queries.answering import ANSWER_AT_ONCE, HELP_KEY, wrote_just_now
from crm.sms.queries.gate import Why, may_text
from crm.sms.queries.quiet_hours import TextingTime, texting_time
from crm.sms.service.receipts import advance, apply_error, lock_message, pause_blast, status_of
from crm.sms.service.senders import halt_account

BATCH = 50
CONFIRM_WITHIN = timedelta(minutes=5)
"""A stop is confirmed within five minutes or not at all (47 CFR 64.1200(a)(12))."""
CALL_MARGIN = timedelta(seconds=1)
FIRST_LOOK = timedelta(seconds=5)
QUEUE_FULL = timedelta(minutes=10)
TOO_LATE = N_("too late to confirm the stop")
CANCELLED = N_("the blast was cancelled")
LONGEST_VALIDITY = 14_400
SHORTEST_VALIDITY = 60
CLOSING_MARGIN = 30
"""Seconds: carriers stop trying this long before the texting hours end, and a text with less than a minute waits."""
BLAST_STATUS = select(Blast.status).where(Blast.id == bindparam("blast_id"))
OPEN_STATES = (MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)


def claim(now: datetime, real_now: datetime, lease: timedelta, limit: int = BATCH) -> list[int]:
    """Take up to `limit` due texts for this worker until the lease ends; answers to people go before blasts."""
    claimed: list[int] = []
    for part in (Message.blast_id.is_(None), _in_running_blast()):
        claimed += _claim(part, now, real_now, lease, limit - len(claimed))
    return claimed


def _in_running_blast() -> ColumnElement[bool]:
    return Message.blast_id.in_(select(Blast.id).where(Blast.status == BlastStatus.SENDING))


def _claim(part: ColumnElement[bool], now: datetime, real_now: datetime, lease: timedelta, limit: int) -> list[int]:
    due = select(Message.id).where(Message.status == MessageStatus.QUEUED, Message.send_after <= now, part)
    ids = list(db.session.scalars(locked(due.order_by(Message.send_after, Message.id).limit(limit))))
    if ids:
        taken = update(Message).where(Message.id.in_(ids))
        values = {"status": MessageStatus.CLAIMED, "lease_until": real_now + lease, "handed_over_at": None}
        db.session.execute(taken.values(values), execution_options={"synchronize_session": False})
    return ids


def hand_over(message_id: int, sender: Sender, world: World, now: datetime, real_now: datetime) -> OutgoingText | None:
    """Ask the gate one last time and mark the text as handed over; None when it must not go now, or is not ours any more."""
    message = lock_message(message_id)
    if message is None or message.status is not MessageStatus.CLAIMED or message.handed_over_at is not None:
        return None
    enough = timedelta(seconds=world.timeout_seconds) + CALL_MARGIN
    if message.lease_until is None or message.lease_until < real_now + enough:
        return None
    validity = _validity_if_it_may_go(message, now)
    if validity is None:
        message.lease_until = None
        db.session.flush()
        return None
    message.attempt_id = message.attempt_id or str(uuid.uuid4())
    message.handed_over_at = real_now
    message.lease_until = real_now + world.lease
    message.attempts += 1
    db.session.flush()
    return as_outgoing(message, sender, world, validity)


def as_outgoing(
    message: Message, sender: Sender, world: World, validity_seconds: int = LONGEST_VALIDITY
) -> OutgoingText:
    """The text as the provider takes it, with our address for its receipts, which carries our attempt id."""
    callback = f"{world.public_url}/webhooks/twilio/status?attempt={message.attempt_id}" if world.public_url else ""
    if callback.startswith("https:"):
        callback += "#rc=5&rp=all"  # the provider tries again after any failure; a fragment is neither sent nor signed
    return OutgoingText(
        to=message.phone,
        body=message.body,
        attempt_id=message.attempt_id or "",
        status_callback=callback,
        messaging_service_sid=sender.messaging_service_sid,
        from_phone=sender.from_phone,
        validity_seconds=validity_seconds,
    )


def note_result(
    message_id: int, result: SendResult, account_sid: str, now: datetime, real_now: datetime
) -> MessageStatus | None:
    """Write down what the provider said. A receipt may have been quicker; then it stands. Returns where the text is now."""
    message = lock_message(message_id)
    if message is None:
        return None
    if isinstance(result, Accepted):
        message.our_phone = message.our_phone or result.from_phone[:20]
        advance(message, result.sid, status_of(result.status) or MessageStatus.ACCEPTED, now)
    elif message.status in OPEN_STATES:
        _note_failure(message, result, account_sid, now, real_now)
    db.session.flush()
    return message.status


def _note_failure(
    message: Message, result: Declined | NotNow | Unknown, account_sid: str, now: datetime, real_now: datetime
) -> None:
    if isinstance(result, Unknown):
        message.status, message.lease_until = MessageStatus.UNCERTAIN, None
        message.look_after, message.status_at = real_now + FIRST_LOOK, now
    elif isinstance(result, NotNow):
        _put_back(message, now + timedelta(seconds=result.seconds))
    else:
        _note_refusal(message, result.code, account_sid, now)


def _note_refusal(message: Message, code: int, account_sid: str, now: datetime) -> None:
    remedy = remedy_for(code)
    if remedy is Remedy.HALT:
        halt_account(account_sid, words_for(code))
        _put_back(message, now)
    elif remedy is Remedy.WAIT:
        _put_back(message, now + QUEUE_FULL)
    elif remedy is Remedy.STOP_BLAST and message.blast_id is not None:
        pause_blast(message.blast_id, words_for(code))
        _put_back(message, now)
    else:
        message.status, message.status_at, message.lease_until = MessageStatus.FAILED, now, None
        apply_error(message, code, now)


def _put_back(message: Message, send_after: datetime) -> None:
    """Certainly not taken by the provider: it waits again, and the try does not count."""
    message.status, message.send_after = MessageStatus.QUEUED, send_after
    message.lease_until = message.handed_over_at = None
    message.attempts -= 1


def release(message_ids: list[int]) -> None:
    """Give back claimed texts that were not handed over."""
    mine = update(Message).where(
        Message.id.in_(message_ids), Message.status == MessageStatus.CLAIMED, Message.handed_over_at.is_(None)
    )
    values = {"status": MessageStatus.QUEUED, "lease_until": None}
    db.session.execute(mine.values(values), execution_options={"synchronize_session": False})


def _validity_if_it_may_go(message: Message, now: datetime) -> int | None:
    """For how many seconds the text may leave from this moment on; None when it may not, and its row says what of it."""
    if message.is_stop_confirmation:
        return SHORTEST_VALIDITY * 5 if now - message.at <= CONFIRM_WITHIN else _skip(message, TOO_LATE, now)
    blast_status = db.session.scalars(BLAST_STATUS, {"blast_id": message.blast_id}).first()
    if blast_status is BlastStatus.CANCELLED:
        return _skip(message, CANCELLED, now)
    if blast_status not in (None, BlastStatus.SENDING):
        return _wait(message, now)
    verdict = may_text(message.phone, message.contact_id)
    if not verdict.allowed and not (verdict.reason is Why.NO_CONSENT and _answers_a_text(message)):
        return _skip(message, str(verdict.reason), now)
    message.consent_id = verdict.consent_id or message.consent_id
    return _validity_within_hours(message, now)


def _validity_within_hours(message: Message, now: datetime) -> int | None:
    """Seconds until the texting hours of number and address end, with a margin; outside of them the text waits."""
    if _answers_just_now(message, now):
        return int(ANSWER_AT_ONCE.total_seconds())
    person = get_contact(message.contact_id) if message.contact_id is not None else None
    place = (person.state, person.postal_code) if person else ("", "")
    time = texting_time(now, message.phone, *place)
    if time.at == now and time.closes_at is not None:
        left = int((time.closes_at - now).total_seconds()) - CLOSING_MARGIN
        if left >= SHORTEST_VALIDITY:
            return min(left, LONGEST_VALIDITY)
        time = texting_time(time.closes_at, message.phone, *place)
    return _hold(message, time, now) if time.at is None else _wait(message, time.at)


def _answers_just_now(message: Message, now: datetime) -> bool:
    """Whether this answers, from staff or to HELP, who wrote within the last hour: that does not wait for the hours."""
    is_help = (message.submit_key or "").startswith(HELP_KEY)
    if (message.sent_by_user_id is None and not is_help) or message.blast_id is not None:
        return False
    return wrote_just_now(now, get_owned(Conversation, message.conversation_id).last_inbound_at)


def _answers_a_text(message: Message) -> bool:
    """Whether this is part of a conversation in which the number wrote to us: an answer needs no other consent."""
    if message.blast_id is not None:
        return False
    return get_owned(Conversation, message.conversation_id).last_inbound_at is not None


def _skip(message: Message, reason: str, now: datetime) -> int | None:
    message.status, message.reason, message.status_at = MessageStatus.SKIPPED, reason, now
    return None


def _hold(message: Message, time: TextingTime, now: datetime) -> int | None:
    message.status, message.reason, message.status_at = MessageStatus.HELD, time.reason[:120], now
    return None


def _wait(message: Message, send_after: datetime) -> int | None:
    message.status, message.send_after = MessageStatus.QUEUED, send_after
    return None
