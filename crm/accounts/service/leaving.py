"""What becomes of users: another role, suspended, back again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from crm.accounts.models import User
from crm.accounts.signals import user_left
from crm.audit.service import record
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned


def change_role(actor: Actor, now: datetime, user_id: int, role: Role) -> User:
    """Give a user another role; Refused for the last admin, who would lock everybody out."""
    user = get_owned(User, user_id)
    if user.role is Role.ADMIN and role is not Role.ADMIN:
        _refuse_last_admin(user)
    if user.role is not role:
        record(actor, "role_changed", "user", user.id, now, before=user.role.value, after=role.value)
        user.role = role
    db.session.flush()
    return user


def suspend_user(actor: Actor, now: datetime, user_id: int) -> User:
    """Let a user sign in no more and end every session of hers; Refused for oneself and for the last admin."""
    user = get_owned(User, user_id)
    if user.id == actor.user_id:
        raise Refused(N_("You cannot suspend yourself. Ask another admin."))
    _refuse_last_admin(user)
    if not user.is_suspended:
        user.is_suspended = True
        user.session_version += 1
        record(actor, "suspended", "user", user.id, now)
        db.session.flush()
        user_left.send(user, at=now)
    return user


def restore_user(actor: Actor, now: datetime, user_id: int) -> User:
    """Let a suspended user sign in again."""
    user = get_owned(User, user_id)
    if user.is_suspended:
        user.is_suspended = False
        record(actor, "restored", "user", user.id, now)
        db.session.flush()
    return user


def _refuse_last_admin(user: User) -> None:
    others = select(func.count(User.id)).where(
        User.role == Role.ADMIN, User.is_suspended.is_(False), User.id != user.id
    )
    if user.role is Role.ADMIN and not db.session.scalars(others).one():
        raise Refused(N_("%(name)s is the only admin. Make somebody else an admin first."), name=user.name)
