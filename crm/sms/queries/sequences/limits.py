"""How many texts are enough: for one person in a week from all campaigns, and about one action."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from crm.core.database import db
from crm.sms.models import Direction, Message, MessageStatus, Origin
from crm.sms.queries.fatigue import WEEK, caps_of_organization

NOT_SENT = (MessageStatus.SKIPPED, MessageStatus.CANCELED)
KEY = "seq:"
"""How the submit key of a sequence's text begins."""


def free_at(phone: str, action_id: int | None, now: datetime) -> datetime:
    """When a number may get one more text that it did not ask for: now, or when its week has room.

    The organization's cap counts every text to many but those about the same action, which have a cap of their own.
    """
    most = caps_of_organization().a_week
    if most is None:
        return now
    query = select(Message.at).where(Message.phone == phone, Message.at > now - WEEK, _is_unasked())
    if action_id is not None:
        query = query.where(Message.action_id.is_distinct_from(action_id))
    times = list(db.session.scalars(query.order_by(Message.at.desc()).limit(most)))
    return now if len(times) < most else times[-1] + WEEK


def count_touches(contact_id: int, action_id: int) -> int:
    """How many texts about an action a person got or is about to get."""
    query = select(func.count(Message.id)).where(
        Message.contact_id == contact_id, Message.action_id == action_id, _is_unasked()
    )
    return db.session.scalars(query).one()


def _is_unasked() -> ColumnElement[bool]:
    is_ours = (Message.direction == Direction.OUT) & Message.status.not_in(NOT_SENT)
    return is_ours & Message.origin.in_((Origin.BLAST, Origin.SEQUENCE, Origin.ASK))
