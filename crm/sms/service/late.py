"""An answer that waits too long is told once to those who run the texting, while anybody is there to hear it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.core.actor import system_actor
from crm.core.claims import locked
from crm.core.clock import zone
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import Conversation, ConversationState

TOO_LONG = timedelta(minutes=20)
"""People answer on when they are answered within twenty minutes (PRODUCT.md, numbers found in the field)."""
OPENS, OPENS_ON_SUNDAY, CLOSES = time(9), time(12), time(20)
"""When somebody is there, by the organization's clock: the hours in which it texts."""
AT_ONCE = 200


def is_staffed(now: datetime, time_zone: str) -> bool:
    """Whether somebody is there to answer."""
    here = now.astimezone(zone(time_zone))
    opens = OPENS_ON_SUNDAY if here.weekday() == 6 else OPENS
    return opens <= here.time() < CLOSES


def tell_of_late_answers(now: datetime) -> int:
    """Mark the conversations whose answer is late, each once a wait, and write it into the log; how many are new."""
    organization_id = current_organization_id()
    if not is_staffed(now, get_organization(organization_id).time_zone):
        return 0
    late = select(Conversation).where(
        Conversation.state == ConversationState.NEEDS_REPLY,
        Conversation.waiting_since <= now - TOO_LONG,
        Conversation.alerted_at.is_(None),
    )
    threads = list(db.session.scalars(locked(late.order_by(Conversation.waiting_since).limit(AT_ONCE))))
    for thread in threads:
        thread.alerted_at = now
        waited = int((now - (thread.waiting_since or now)).total_seconds() // 60)
        record(system_actor(organization_id), "answer_late", "conversation", thread.id, now, minutes=waited)
    db.session.flush()
    return len(threads)
