"""Joining a webinar by a personal link, and watching its recording afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.actions.queries import Action, ActionStatus, find_kind
from crm.commitments.service import note_watched
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.errors import N_, Conflict
from crm.core.text import clean_line
from crm.signins.service import NewPresence, SignInMethod, keep_joins, record_sign_in

OPENS_BEFORE, CLOSES_AFTER = timedelta(minutes=30), timedelta(hours=2)
"""How long before a webinar its links lead in, and how long after its end."""
MOST_BESIDE = 6
"""How many people at one screen are written down."""


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who holds a link: a person we know, or only the name and number of an answer whose person is not clear."""

    contact_id: int | None
    name: str
    phone: str = ""


def may_join(action: Action, now: datetime) -> bool:
    """Whether the links of a webinar lead in now."""
    ends_at = action.ends_at or action.starts_at
    is_time = action.starts_at - OPENS_BEFORE <= now <= ends_at + CLOSES_AFTER
    return bool(action.online_url) and action.status is not ActionStatus.CANCELLED and is_time


def join(actor: Actor, now: datetime, action: Action, joiner: Joiner, beside: Sequence[str] = ()) -> None:
    """Mark that somebody is there; whose link is not clear, and who sits beside her, is put up for review.

    Joining again changes nothing; of a kind where nobody is named nothing is kept. Conflict when the links do not lead in now.
    """
    if not may_join(action, now):
        raise Conflict(N_("The link leads in from half an hour before until two hours after."))
    kind = find_kind(action.kind)
    if kind is not None and not kind.needs_signin:
        return
    joins = [_join(action, clean_line(name, 100), None, None) for name in beside[:MOST_BESIDE] if clean_line(name, 100)]
    if joiner.contact_id is not None:
        contact_id = get_contact(joiner.contact_id).id
        record_sign_in(actor, now, contact_id, action.id, method=SignInMethod.JOIN_LINK)
    else:
        joins.append(_join(action, joiner.name, joiner.phone or None, None))
    keep_joins(actor, now, action.id, joins)


def watch(actor: Actor, now: datetime, action: Action, joiner: Joiner) -> None:
    """Mark that somebody opened the recording; Conflict when there is none."""
    if not action.recording_url:
        raise Conflict(N_("There is no recording yet."))
    if joiner.contact_id is not None:
        note_watched(actor, now, action.id, get_contact(joiner.contact_id).id)


def _join(action: Action, name: str, phone: str | None, joined_at: datetime | None) -> NewPresence:
    """A join without a time, so that the same one sent again is the same row."""
    return NewPresence(action.id, None, name, phone, joined_at, None, 0)
