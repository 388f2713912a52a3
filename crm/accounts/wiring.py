"""What accounts give to every template: the organization and the words for roles."""

from __future__ import annotations

from typing import Any

from flask import Flask, g
from flask_babel import gettext as _

from crm.accounts.queries import list_users, names_of_users
from crm.accounts.service import leading
from crm.audit.subjects import AuditSubject, subjects
from crm.core.actor import Role
from crm.core.errors import N_

ROLES: dict[Role, str] = {
    Role.ADMIN: N_("Admin"),
    Role.LEAD: N_("Lead"),
    Role.COORDINATOR: N_("Texting coordinator"),
    Role.ORGANIZER: N_("Organizer"),
    Role.TEXTER: N_("Texter"),
    Role.PARTNER: N_("Partner"),
}


def role_name(role: Role) -> str:
    """A role in words."""
    name: str = _(ROLES[role])
    return name


def _everyone() -> dict[int, str]:
    return {user.id: user.name for user in list_users()}


def _context() -> dict[str, Any]:
    return {"organization": g.get("organization"), "section": ""}


def install(app: Flask) -> None:
    """Give templates the organization and role_name(), and let colleagues who are led be handed over."""
    app.context_processor(_context)
    leading.install()
    subjects.register("user", AuditSubject(names=names_of_users, everyone=_everyone))
    app.jinja_env.globals.update(role_name=role_name)
