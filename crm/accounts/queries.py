"""Reading organizations and users."""

from __future__ import annotations

from typing import cast

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, bindparam, or_, select

from crm.accounts.models import Organization, User
from crm.core.actor import Role
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import everywhere, get_owned, of_organization

_SIGNED_IN = select(User, Organization).join(Organization).where(User.id == bindparam("user"))
"""Made once, since every request asks it."""


def get_organization(organization_id: int) -> Organization:
    """The organization with that id; NotFound when there is none."""
    row = db.session.scalars(select(Organization).where(Organization.id == organization_id)).one_or_none()
    if row is None:
        raise NotFound(N_("There is no such organization."))
    return row


def find_organization(slug: str) -> Organization | None:
    """The organization of that slug, or None."""
    return db.session.scalars(select(Organization).where(Organization.slug == slug)).one_or_none()


def get_organization_by_slug(slug: str) -> Organization:
    """The organization of that slug; NotFound with a sentence otherwise."""
    row = find_organization(slug)
    if row is None:
        raise NotFound(N_("There is no organization “%(slug)s”. Make it with: flask --app wsgi create-org"), slug=slug)
    return row


def list_organizations() -> list[Organization]:
    """Every organization, oldest first (for the worker and for commands)."""
    return list(db.session.scalars(select(Organization).order_by(Organization.id)))


def find_user_by_email(email: str) -> User | None:
    """The user who signs in with that e-mail, of whichever organization."""
    with everywhere("signing in: the organization is known only after the user"):
        return db.session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def find_signed_in(session_id: str) -> tuple[User, Organization] | None:
    """The user of a session cookie and the organization, unless suspended or with a newer session version."""
    user_id, _, version = session_id.partition(".")
    if not (user_id.isdigit() and version.isdigit()):
        return None
    with everywhere("signing in: the organization is known only after the user"):
        found = db.session.execute(_SIGNED_IN, {"user": int(user_id)}).one_or_none()
    if found is None or found[0].session_version != int(version) or not found[0].is_active:
        return None
    return found[0], found[1]


def list_users(*roles: Role) -> list[User]:
    """The users of this organization, by name; only those with one of the roles when any is given."""
    query = select(User).where(User.is_suspended.is_(False)).order_by(User.name)
    return list(db.session.scalars(query.where(User.role.in_(roles)) if roles else query))


def get_user(user_id: int) -> User:
    """The user of this organization with that id, suspended or not; NotFound otherwise."""
    return get_owned(User, user_id)


def list_all_users() -> list[User]:
    """Every user of this organization, those who may sign in first, by name."""
    return list(db.session.scalars(select(User).order_by(User.is_suspended, User.name, User.id)))


def names_of_users(user_ids: set[int | None]) -> dict[int, str]:
    """The names of some users by id, in one read."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    return {row.id: row.name for row in db.session.execute(select(User.id, User.name).where(User.id.in_(wanted)))}


def led_by(user_id: int | None) -> Select[int]:
    """The ids of the users whom somebody leads, and of those who have no lead and are every lead's."""
    return select(User.id).where(or_(User.lead_user_id.is_(None), User.lead_user_id == user_id))


def name_of_user(user_id: ColumnElement[int | None]) -> ScalarSelect[str]:
    """The name of the user whose id a column holds, for Core statements that are given the organization as "ours"."""
    users = cast(Table, User.__table__)
    return select(users.c.name).where(users.c.id == user_id, of_organization(users)).scalar_subquery()
