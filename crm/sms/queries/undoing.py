"""A ready answer that can still be taken back."""

from __future__ import annotations

from sqlalchemy import select

from crm.core.actor import Actor
from crm.core.database import db
from crm.sms.models import Message, MessageStatus, QuickAnswer


def find_undoable(actor: Actor, message_id: int | None) -> Message | None:
    """The text of a ready answer that this person gave and that has not left; None otherwise."""
    if message_id is None:
        return None
    query = (
        select(Message)
        .join(QuickAnswer, QuickAnswer.message_id == Message.id)
        .where(
            Message.id == message_id,
            Message.status == MessageStatus.QUEUED,
            Message.sent_by_user_id == actor.user_id,
            QuickAnswer.undone_at.is_(None),
        )
    )
    return db.session.scalars(query).one_or_none()
