"""Closing an action in one act: who came is settled, thanks and we-missed-you are queued, open asks become next steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, find_kind, get_action
from crm.actions.service import close_action, reopen_action
from crm.commitments.queries import commitments_by_id
from crm.commitments.service import NewTask, TaskKind, create_task, drop_tasks
from crm.contacts.queries import cards_of
from crm.core.actor import Actor
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.errors import N_
from crm.sms.models import Blast, BlastStatus, Track
from crm.sms.queries.closing import closing_of, closing_plan
from crm.sms.service.blasts import cancel_blast, send_follow_up

CALL = N_("Call %(name)s about what is still open after %(action)s")
RUNNING = (BlastStatus.NEEDS_REVIEW, BlastStatus.PREPARING, BlastStatus.SCHEDULED, BlastStatus.SENDING)
USUAL_HOURS = 48


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing an action did."""

    action: Action
    texts: int
    tasks: int


@dataclass(frozen=True, slots=True)
class ToClose:
    """What somebody chose when closing: whom to text, whether open asks become next steps (`title` says them), heads."""

    tracks: Collection[Track] = ()
    with_tasks: bool = False
    headcount: int | None = None
    title: str = CALL


def close(actor: Actor, now: datetime, action_id: int, chosen: ToClose, submit_key: str) -> Closed:
    """Close an action; the same submit key again closes and sends nothing twice. Refused as close_action refuses."""
    before = closing_of(action_id, actor.name, now, chosen.tracks)
    action = close_action(actor, now, action_id, chosen.headcount)
    if not before.is_named:
        return Closed(action, 0, 0)
    wanted = {one.draft.track for one in before.sendable} & set(chosen.tracks)
    texts = 0
    if wanted:
        send_follow_up(actor, now, closing_plan(action, wanted), submit_key)
        texts = sum(one.reach.going for one in before.checked.drafts if one.draft.track in wanted)
    tasks = _remind(actor, now, action, before.open_asks, chosen.title) if chosen.with_tasks else 0
    return Closed(action, texts, tasks)


def reopen(actor: Actor, now: datetime, action_id: int) -> Action:
    """Take a closing back: nobody is absent, texts that have not left are not sent, its next steps go."""
    action = get_action(action_id)
    closed_at = action.closed_at
    reopen_action(actor, now, action_id)
    if closed_at is not None:
        query = select(Blast.id).where(
            Blast.action_id == action.id,
            Blast.track.is_not(None),
            Blast.created_at >= closed_at,
            Blast.status.in_(RUNNING),
        )
        for blast_id in list(db.session.scalars(query)):
            cancel_blast(actor, now, blast_id)
        drop_tasks(_origin(action))
    return action


def _remind(actor: Actor, now: datetime, action: Action, asks: Mapping[int, int], title: str) -> int:
    kind, zone_name = find_kind(action.kind), get_organization(actor.organization_id).time_zone
    hours = kind.follow_up_hours if kind else USUAL_HOURS
    due_on = local_date(now + timedelta(hours=hours), zone_name)
    cards, rows = cards_of(asks), commitments_by_id(asks.values())
    for contact_id, commitment_id in asks.items():
        card = cards.get(contact_id)
        if card is None:
            continue
        owner = rows[commitment_id].asked_by_user_id or card.owner_user_id or actor.user_id
        words = title % {"name": card.name, "action": action.short_title or action.title}
        ref = f"close-{action.id}-{contact_id}"
        create_task(actor, now, NewTask(contact_id, owner, TaskKind.CALL, words, due_on, _origin(action), None, ref))
    return len(cards)


def _origin(action: Action) -> str:
    """How the next steps of a closing are told from others."""
    return f"closing {action.id}"
