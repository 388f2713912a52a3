"""What sequences listen to: texts that were understood, numbers that were closed, RSVPs, actions moved, stages reached."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.actions.signals import action_changed
from crm.commitments.signals import rsvp_answered
from crm.leadership.signals import stage_changed
from crm.sms.models import Conversation, Message
from crm.sms.service import sequences
from crm.sms.signals import opted_out, text_answered


def install() -> None:
    """Hear the signals of this room and of those below."""
    text_answered.connect(_text_answered)
    opted_out.connect(_numbers_closed)
    rsvp_answered.connect(_rsvp_answered)
    action_changed.connect(_action_changed)
    stage_changed.connect(_stage_changed)


def _text_answered(thread: Conversation, message: Message, now: datetime, **_more: Any) -> None:
    sequences.text_answered(thread, message, now)


def _numbers_closed(phones: frozenset[str], now: datetime, **_more: Any) -> None:
    sequences.numbers_closed(phones, now)


def _rsvp_answered(commitment: Any, now: datetime, **_more: Any) -> None:
    sequences.rsvp_answered(commitment.contact_id, commitment.action_id, commitment.answer, now)


def _action_changed(action: Any, now: datetime, **_more: Any) -> None:
    sequences.action_moved(action.id, now)


def _stage_changed(contact_id: int, now: datetime, before: str, after: str, **_more: Any) -> None:
    sequences.stage_changed(now, contact_id, before, after)
