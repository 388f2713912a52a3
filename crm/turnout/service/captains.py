"""Captains: who turns people out to an action, for how many yeses she set out, and whom she asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from crm.accounts.queries import get_user
from crm.actions.queries import get_action
from crm.audit.service import record
from crm.contacts.queries import cards_of
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id
from crm.core.upsert import insert_new
from crm.turnout.models import CaptainPerson, TurnoutCaptain
from crm.turnout.queries.captains import find_captain, get_captain

MOST_YESES = 10_000


def name_captain(actor: Actor, now: datetime, action_id: int, user_id: int, goal: int) -> TurnoutCaptain:
    """Let somebody be a captain of an action, or give her another goal; Refused without a goal of one at least."""
    if not 1 <= goal <= MOST_YESES:
        raise Refused(N_("Say how many yeses she sets out for: a number from 1."))
    action, user = get_action(action_id), get_user(user_id)
    captain = find_captain(action.id, user.id)
    if captain is None:
        captain = TurnoutCaptain(action_id=action.id, user_id=user.id, goal=goal, created_by_id=actor.user_id)
        db.session.add(captain)
    captain.goal = goal
    db.session.flush()
    record(actor, "named_captain", "action", action.id, now, user=user.id, goal=goal)
    return captain


def dismiss_captain(actor: Actor, now: datetime, action_id: int, captain_id: int) -> None:
    """Somebody is captain no longer; her list is free for others."""
    db.session.delete(get_captain(action_id, captain_id))
    db.session.flush()
    record(actor, "dismissed_captain", "action", action_id, now)


def give_people(actor: Actor, now: datetime, action_id: int, captain_id: int, contact_ids: Collection[int]) -> int:
    """Put people on a captain's list; who is on another captain's stays there. Returns how many are new."""
    captain = get_captain(action_id, captain_id)
    rows = [
        {
            "organization_id": current_organization_id(),
            "captain_id": captain.id,
            "action_id": action_id,
            "contact_id": contact_id,
            "created_by_id": actor.user_id,
        }
        for contact_id in sorted(cards_of(contact_ids))
    ]
    return len(insert_new(CaptainPerson, rows))
