"""Texts that wait for a person to send them again or to give them up, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import not_, select

from crm.core.database import db
from crm.sms.models import Message, MessageStatus
from crm.sms.queries.shares import is_waiting

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class UndecidedPage:
    """Some of them, and after which id the next page begins (None: there is none)."""

    rows: Sequence[Message]
    next_after: int | None


def list_undecided(after: int = 0) -> UndecidedPage:
    """Held texts with an id beyond `after`, but those that wait for their texter; read by the queue's index."""
    query = select(Message).where(Message.status == MessageStatus.HELD, not_(is_waiting()), Message.id > after)
    rows = list(db.session.scalars(query.order_by(Message.id).limit(PAGE_SIZE + 1)))
    return UndecidedPage(rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None)
