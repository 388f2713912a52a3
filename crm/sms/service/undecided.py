"""Texts that wait for a person: held by the carriers' word, by the hours, or since nobody knows whether they were sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import not_, select

from crm.audit.service import record
from crm.core.actor import TEXTING, Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotAllowed
from crm.core.scope import get_owned
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.queries.shares import is_waiting
from crm.sms.service.consequences import begin_anew, queue_again

GIVEN_UP = N_("given up by a person")


def resend(actor: Actor, now: datetime, message_id: int) -> Message:
    """Send a text that waits for a person once more, at her word; the gate is asked again as for every text.

    Conflict when it is decided already, or still being looked for.
    """
    message = _take(actor, message_id, MessageStatus.HELD)
    begin_anew(message, message.error_code or 0, now)
    message.reason, message.error_code = "", None
    queue_again(message, now)
    _wake(message)
    record(actor, "resent", "message", message.id, now)
    db.session.flush()
    return message


def give_up(actor: Actor, now: datetime, message_id: int) -> Message:
    """Leave a text that waits for a person unsent for good. Conflict when it is decided already."""
    message = _take(actor, message_id, MessageStatus.HELD, MessageStatus.UNCERTAIN)
    message.status, message.reason, message.status_at = MessageStatus.SKIPPED, GIVEN_UP, now
    message.lease_until = message.look_after = None
    record(actor, "gave_up", "message", message.id, now)
    db.session.flush()
    return message


def _take(actor: Actor, message_id: int, *states: MessageStatus) -> Message:
    if actor.role not in TEXTING:
        raise NotAllowed(N_("Only people who send texts decide about them."))
    get_owned(Message, message_id)
    query = select(Message).where(Message.id == message_id, Message.status.in_(states), not_(is_waiting()))
    message = db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).one_or_none()
    if message is None:
        raise Conflict(N_("Somebody decided about this text already."))
    return message


def _wake(message: Message) -> None:
    """A blast that was through goes on for this text."""
    blast = get_owned(Blast, message.blast_id) if message.blast_id is not None else None
    if blast is not None and blast.status is BlastStatus.DONE:
        blast.status = BlastStatus.SENDING
