"""Error pages and small answers: what a person reads when something is missing, refused or broken."""

from __future__ import annotations

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from crm.core.database import db
from crm.core.errors import Conflict, DomainError, NotAllowed, NotFound, Refused
from crm.core.i18n import sentence

STATUS: dict[type[DomainError], int] = {NotFound: 404, NotAllowed: 403, Conflict: 409, Refused: 422}


def _page(title: str, text: str, status: int) -> tuple[str, int]:
    db.session.rollback()
    return render_template("errors/error.html", title=title, text=text, status=status), status


def _domain(error: DomainError) -> tuple[str, int]:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)
    titles = {404: _("Not found"), 403: _("Not allowed"), 409: _("This has changed"), 422: _("That did not work")}
    return _page(titles[status], sentence(error), status)


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    texts = {
        400: (_("That did not work"), _("The request could not be understood. Go back and try again.")),
        403: (_("Not allowed"), _("Your role does not open this page. Ask an admin if you need it.")),
        404: (_("Not found"), _("There is nothing at this address. It may have moved or been removed.")),
        405: (_("That did not work"), _("This page cannot be used that way. Go back and try again.")),
        500: (_("Something broke on our side"), _("Nothing you entered was saved by this step. Please try again.")),
    }
    title, text = texts.get(code, texts[400] if code < 500 else texts[500])
    return _page(title, text, code)


def _too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    return _page(
        _("Too large"), _("What you sent is larger than this server takes. Split the file and try again."), 413
    )


def _csrf(_error: CSRFError) -> tuple[str, int]:
    return _page(
        _("Please try again"), _("This page was open for too long. Go back, reload it and send it again."), 400
    )


def install(app: Flask) -> None:
    """One table from errors to pages."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)


def is_htmx() -> bool:
    """Whether the page asks for a fragment of itself."""
    return request.headers.get("HX-Request") == "true"
