"""Texts whose fate is not known: finding out, and never sending one again blindly (SMS.md section 5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, update

from crm.core.claims import locked
from crm.core.database import db
from crm.core.errors import N_
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.provider.port import SentText
from crm.sms.queries.shares import is_waiting
from crm.sms.service.consequences import queue_again
from crm.sms.service.receipts import advance, lock_message, status_of

TRIES = 2
BATCH = 20
LOOK_EVERY = timedelta(seconds=30)
ASK_AGAIN = timedelta(seconds=60)
CLOCK_SKEW = timedelta(minutes=2)
NOBODY_KNOWS = N_("nobody knows whether it was sent")


def sweep_lapsed(now: datetime, real_now: datetime) -> int:
    """Texts whose worker died: those not handed over yet wait again, the others become uncertain. Returns how many."""
    lapsed = (Message.status == MessageStatus.CLAIMED, Message.lease_until < real_now)
    safe = update(Message).where(*lapsed, Message.handed_over_at.is_(None))
    doubtful = update(Message).where(*lapsed, Message.handed_over_at.is_not(None))
    waiting = {"status": MessageStatus.QUEUED, "lease_until": None}
    unknown = {
        "status": MessageStatus.UNCERTAIN,
        "lease_until": None,
        "look_after": real_now,
        "status_at": now,
    }
    done = (db.session.execute(safe.values(waiting)), db.session.execute(doubtful.values(unknown)))
    return sum(int(getattr(part, "rowcount", 0)) for part in done)


def take_uncertain(real_now: datetime, grace: timedelta, limit: int = BATCH) -> list[int]:
    """Uncertain texts that are to be asked after now; no other worker asks after them in the meantime."""
    due = select(Message.id).where(Message.status == MessageStatus.UNCERTAIN, Message.look_after <= real_now)
    ids = list(db.session.scalars(locked(due.order_by(Message.look_after).limit(limit))))
    if ids:
        taken = update(Message).where(Message.id.in_(ids)).values(look_after=real_now + min(ASK_AGAIN, grace))
        db.session.execute(taken, execution_options={"synchronize_session": False})
    return ids


def looked_for_since(message: Message) -> datetime:
    """From when on a text of the provider's can be this one."""
    assert message.handed_over_at is not None  # noqa: S101  (an uncertain text was handed over; for the type checker)
    return message.handed_over_at - CLOCK_SKEW


def settle(message_id: int, found: list[SentText], grace: timedelta, now: datetime, real_now: datetime) -> None:
    """Decide on an uncertain text after its provider's list was read.

    Found: it was sent. Not found: asked again until the grace period is over; then sent a second time, once; then it is
    held for a person.
    """
    message = lock_message(message_id)
    if message is None or message.status is not MessageStatus.UNCERTAIN or message.handed_over_at is None:
        return
    ours = next((text for text in found if not _is_another(text.sid, message_id)), None)
    if ours is not None:
        message.our_phone = message.our_phone or ours.from_phone[:20]
        advance(message, ours.sid, status_of(ours.status) or MessageStatus.ACCEPTED, now)
    elif real_now - message.handed_over_at < grace:
        message.look_after = real_now + min(LOOK_EVERY, grace / 4)
    elif message.attempts < TRIES:
        queue_again(message, now)
    else:
        message.status, message.reason, message.status_at = MessageStatus.HELD, NOBODY_KNOWS, now
        message.look_after = None
    db.session.flush()


def _is_another(sid: str, message_id: int) -> bool:
    query = select(Message.id).where(Message.provider_sid == sid, Message.id != message_id)
    return db.session.scalars(query).first() is not None


def advance_blasts(now: datetime) -> int:
    """Start blasts whose time has come, and close those with nothing left to send. Returns how many changed."""
    start = update(Blast).where(Blast.status == BlastStatus.SCHEDULED, Blast.send_at <= now)
    left = exists().where(
        Message.blast_id == Blast.id,
        Message.organization_id == Blast.organization_id,
        or_(Message.status.in_((MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)), is_waiting()),
    )
    finish = update(Blast).where(Blast.status == BlastStatus.SENDING, ~left)
    done = (
        db.session.execute(start.values(status=BlastStatus.SENDING), execution_options={"synchronize_session": False}),
        db.session.execute(finish.values(status=BlastStatus.DONE), execution_options={"synchronize_session": False}),
    )
    return sum(int(getattr(part, "rowcount", 0)) for part in done)
