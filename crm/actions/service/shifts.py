"""Shifts and roles of an action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crm.actions.models import ActionShift
from crm.actions.queries import get_action, list_shifts
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

MOST = 40


@dataclass(frozen=True, slots=True)
class NewShift:
    """A role somebody takes, its hours where they differ from the action's, and how many it needs at most."""

    role: str
    role_es: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    capacity: int | None = None


def add_shift(actor: Actor, now: datetime, action_id: int, new: NewShift) -> ActionShift:
    """Add a shift; Refused without a role, for nobody, or when it ends before it begins."""
    action, role = get_action(action_id), clean_line(new.role, 100)
    if not role:
        raise Refused(N_("Say what somebody does on this shift."))
    if new.capacity is not None and new.capacity < 1:
        raise Refused(N_("A shift needs one person at least."))
    if new.starts_at and new.ends_at and new.ends_at <= new.starts_at:
        raise Refused(N_("A shift ends after it begins."))
    if len(list_shifts(action.id)) >= MOST:
        raise Refused(N_("That is more shifts than anybody can choose among."))
    shift = ActionShift(
        action_id=action.id,
        role=role,
        role_es=clean_line(new.role_es, 100),
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        capacity=new.capacity,
        created_by_id=actor.user_id,
    )
    db.session.add(shift)
    db.session.flush()
    record(actor, "added_shift", "action", action.id, now, role=role)
    return shift


def remove_shift(actor: Actor, now: datetime, action_id: int, shift_id: int, taken: int) -> None:
    """Take a shift away that nobody (`taken`) is on; Conflict otherwise."""
    shift = get_owned(ActionShift, shift_id)
    if shift.action_id != action_id:
        raise Refused(N_("That shift belongs to another action."))
    if taken:
        raise Conflict(N_("People are on this shift. Move them first."))
    db.session.delete(shift)
    db.session.flush()
    record(actor, "removed_shift", "action", action_id, now, role=shift.role)
