"""What every request passes through: who may, which organization, what time it is, and strict headers on the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from crm.core.access import access_of
from crm.core.clock import utc_now
from crm.core.database import set_read_only
from crm.core.i18n import language
from crm.core.scope import set_organization

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def _begin() -> None:
    set_read_only(request.method in SAFE_METHODS)
    g.scope_before = set_organization(None)
    g.now = utc_now()
    g.is_machine = _is_machine()


def _is_machine() -> bool:
    """Whether the view is called by a machine that proves itself: no cookie is asked who that may be, nor its language."""
    view = access_of(_view(request.endpoint)) if request.endpoint not in (None, "static") else None
    return view is not None and view.proof != "csrf"


def _of_people(step: Callable[[], None]) -> Callable[[], None]:
    """A step that calls of machines pass by."""

    def taken() -> None:
        if not g.is_machine:
            step()

    return taken


def _settle_language() -> None:
    """Ask the user for a language while the row is fresh: an error page speaks it after the rollback forgot the row."""
    if request.endpoint not in (None, "static") and not _is_called_by_machines(request.endpoint):
        language()


def _guard() -> AnyResponse | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = access_of(_view(request.endpoint))
    if view is None:
        abort(500, f"{request.endpoint} does not say who may use it")
    if view.is_public:
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.full_path if request.method == "GET" else None))
    if current_user.role not in view.roles:
        abort(403)
    return None


def _is_called_by_machines(endpoint: str) -> bool:
    """Whether a view checks a proof of its own: it reads no page to anybody, and hundreds of calls come in a second."""
    view = access_of(_view(endpoint))
    return view is not None and view.proof != "csrf"


def _view(endpoint: str) -> Any:
    return current_app.view_functions[endpoint]


def _leave(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        is_private = g.get("is_machine") or current_user.is_authenticated
        response.headers.setdefault("Cache-Control", "no-store" if is_private else "no-cache")
    return response


def _forget(_error: BaseException | None) -> None:
    if "scope_before" in g:
        set_organization(g.pop("scope_before"))
        set_read_only(False)


def install(app: Flask, enter: Callable[[], None]) -> None:
    """Put the guard, the scope and the headers around every view; `enter` puts a signed-in request into its organization."""
    app.before_request(_begin)
    app.before_request(_of_people(enter))
    app.before_request(_of_people(_settle_language))
    app.before_request(_guard)
    app.after_request(_leave)
    app.teardown_request(_forget)
