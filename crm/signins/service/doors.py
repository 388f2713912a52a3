"""Opening a door: links for hosts, tablets and everybody, their end, and the devices that use them."""

from __future__ import annotations

import secrets
from datetime import datetime

from crm.actions.queries import Action, find_kind, get_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.sealing import seal
from crm.core.text import clean_line
from crm.signins.models import DoorDevice, DoorKind, DoorLink
from crm.signins.queries.doors import SEALED_IN, Door, find_link, get_link, token_hash

DEVICE = "door"
"""The first part of a door device's token: who keeps it."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH = 10
"""Letters of a code that people may have to type; it opens nothing but a form."""


def has_door(action: Action) -> bool:
    """Whether people sign in at this action; of rallies and the like only heads are counted (data policy)."""
    kind = find_kind(action.kind)
    return kind is None or kind.needs_signin


def open_door(actor: Actor, now: datetime, action_id: int, kind: DoorKind, host_name: str = "") -> DoorLink:
    """Make a link to the door of an action. Refused for kinds of action whose people are counted and never named."""
    action = get_action(action_id)
    if not has_door(action):
        raise Refused(N_("At this kind of action people are counted, never named: it has no sign-in."))
    token = _code() if kind is DoorKind.SELF else secrets.token_urlsafe(18)
    link = DoorLink(
        action_id=action.id,
        kind=kind,
        host_name=clean_line(host_name, 100),
        token_hash=token_hash(token),
        token_sealed=seal(token, SEALED_IN),
        created_by_id=actor.user_id,
        created_at=now,
    )
    db.session.add(link)
    record(actor, "opened_door", "action", action.id, now, kind=kind.value, host=link.host_name)
    db.session.flush()
    return link


def open_host_door(actor: Actor, now: datetime, action_id: int, host_name: str = "") -> DoorLink:
    """Make a link for a host, who can also show the QR code by which people sign themselves in."""
    link = open_door(actor, now, action_id, DoorKind.HOST, host_name)
    own_link(actor, now, action_id, DoorKind.SELF)
    return link


def own_link(actor: Actor, now: datetime, action_id: int, kind: DoorKind) -> DoorLink:
    """The link of that kind to an action, made when there is none: for a printed sheet or a poster."""
    return find_link(action_id, kind) or open_door(actor, now, action_id, kind)


def revoke_door(actor: Actor, now: datetime, link_id: int) -> DoorLink:
    """Shut a link at once: it shows nothing and takes nothing in, until it is let in again."""
    link = get_link(link_id)
    if link.revoked_at is None:
        link.revoked_at = now
        record(actor, "revoked_door", "action", link.action_id, now, kind=link.kind.value, host=link.host_name)
        db.session.flush()
    return link


def restore_door(actor: Actor, now: datetime, link_id: int) -> DoorLink:
    """Let a revoked link in again, so that what its devices had saved is not lost."""
    link = get_link(link_id)
    if link.revoked_at is not None:
        link.revoked_at = None
        record(actor, "restored_door", "action", link.action_id, now, kind=link.kind.value, host=link.host_name)
        db.session.flush()
    return link


def admit_device(door: Door, now: datetime) -> str:
    """Give a phone that opens a door its own token, of which only a hash is kept."""
    token = f"{DEVICE}.{secrets.token_urlsafe(24)}"
    db.session.add(DoorDevice(link_id=door.link_id, token_hash=token_hash(token), created_at=now))
    db.session.flush()
    return token


def _code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
