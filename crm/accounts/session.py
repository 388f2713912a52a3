"""Signed-in requests: finding the user of the cookie, and putting the request into the user's organization."""

from __future__ import annotations

from flask import Flask, g, request
from flask_login import LoginManager, current_user

from crm.accounts.models import User
from crm.accounts.queries import find_signed_in, get_organization
from crm.core.clock import shifted
from crm.core.i18n import language
from crm.core.scope import set_organization

manager = LoginManager()
manager.session_protection = None


@manager.user_loader
def _load(session_id: str) -> User | None:
    """The user of a cookie, whose organization is kept for the request in the same read."""
    user, g.organization = find_signed_in(session_id) or (None, None)
    return user


def enter() -> None:
    """Before each request: the organization of the user, and the time by that organization's clock."""
    if request.endpoint in (None, "static") or not current_user.is_authenticated:
        return
    set_organization(current_user.organization_id)
    if g.get("organization") is None:
        g.organization = get_organization(current_user.organization_id)
    g.now = shifted(g.organization.clock_offset_seconds)
    language()  # asked now: a view that fails forgets the user's row, and its error page still speaks


def install(app: Flask) -> None:
    """Use Flask-Login for the cookie; what happens without one is decided by the guard."""
    manager.init_app(app)
