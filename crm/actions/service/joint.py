"""Hosting an action together: each organization has it among its own actions, with its own people; all share time and place."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from crm.actions.models import Action
from crm.actions.queries import find_joint_offer, find_ours, get_action
from crm.actions.service.create import NewAction, create_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound
from crm.core.scope import everywhere
from crm.core.text import clean_line

SHARED = ("starts_at", "ends_at", "minutes", "place", "online_url", "status", "time_zone")
"""What all hosts of an action have alike: the one that invited the others keeps it."""
GIVEN = (
    *("title", "title_es", "short_title", "short_title_es", "kind", "starts_at", "minutes", "time_zone"),
    *("place", "online_url", "description", "description_es", "capacity", "ask", "ask_es", "status"),
)


def offer_joint(actor: Actor, now: datetime, action_id: int) -> str:
    """Let another organization host an action too, who is given this code; the same one until it is withdrawn.

    Conflict for an action that another organization invited us to.
    """
    action = get_action(action_id)
    if action.joint_key and not action.joint_code and not find_ours(action.joint_key, leads=True):
        raise Conflict(N_("Only the organization that began can invite others."))
    action.joint_key = action.joint_key or secrets.token_hex(16)
    action.joint_code = action.joint_code or secrets.token_hex(8)
    db.session.flush()
    record(actor, "offered_together", "action", action.id, now)
    return action.joint_code


def join_joint(actor: Actor, now: datetime, code: str) -> Action:
    """Host the action of a code too: it stands among our own actions from now on, with our own people.

    NotFound for a code that nobody gives; an action of ours, or one that we host already, is given back as it is.
    """
    offered = find_joint_offer(clean_line(code, 40).lower())
    if offered is None or not offered.joint_key:
        raise NotFound(N_("Nobody offers an action under this code. Ask for it again."))
    ours = find_ours(offered.joint_key)
    if ours is not None:
        return ours
    new = NewAction(**{name: getattr(offered, name) for name in GIVEN})
    action = create_action(actor, now, replace(new, languages=tuple(offered.languages), offers=tuple(offered.offers)))
    action.joint_key, action.ends_at = offered.joint_key, offered.ends_at
    db.session.flush()
    record(actor, "joined_together", "action", action.id, now)
    return action


def let_hosts_follow(action: Action, changed: Collection[str]) -> int:
    """Give the actions of the other hosts the time, place and state that the inviting organization changed."""
    if not action.joint_code or not action.joint_key:
        return 0
    with everywhere("hosting together: time and place of an action are the same for all its hosts"):
        query = select(Action).where(Action.joint_key == action.joint_key, Action.id != action.id)
        others = list(db.session.scalars(query))
        for other in others:
            for name in SHARED:
                setattr(other, name, getattr(action, name))
            other.revision += 1
        db.session.flush()
    return len(others)
