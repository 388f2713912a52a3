"""Worker steps of the inbox: give out the conversations that wait, and tell of answers that are late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from crm.accounts.queries import get_organization
from crm.core.database import unit_of_work
from crm.core.scope import in_organization
from crm.sms.jobs.world import Clock, organizations_with
from crm.sms.models import Conversation, ConversationState
from crm.sms.service.assigning import assign_waiting
from crm.sms.service.late import tell_of_late_answers

WAITS = Conversation.state == ConversationState.NEEDS_REPLY


def give_out(real_now: datetime) -> int:
    """Give the conversations that wait to who answers them; how many were given."""
    waiting = organizations_with(Conversation, WAITS, Conversation.assigned_to_id.is_(None))
    return _each(waiting, real_now, assign_waiting)


def tell_of_late(real_now: datetime) -> int:
    """Tell those who run the texting of answers that wait too long; how many are new."""
    waiting = organizations_with(Conversation, WAITS, Conversation.alerted_at.is_(None))
    return _each(waiting, real_now, tell_of_late_answers)


def _each(organization_ids: list[int], real_now: datetime, do: Callable[[datetime], int]) -> int:
    done = 0
    for organization_id in organization_ids:
        with in_organization(organization_id), unit_of_work():
            offset = get_organization(organization_id).clock_offset_seconds
            done += do(Clock(real_now).shifted(offset))
    return done
