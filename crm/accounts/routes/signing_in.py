"""Signing in and out, and switching the language."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from crm.accounts import service
from crm.accounts.forms import SignInForm
from crm.accounts.routes.blueprint import bp
from crm.core.access import allow, now, public, writes
from crm.core.actor import Role
from crm.core.errors import Refused
from crm.core.i18n import LANGUAGES, sentence
from crm.core.scope import in_organization


def local_address(target: str | None) -> str:
    """Where to go next: an address of this site, else the front page."""
    parts = urlsplit(target or "")
    is_local = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return target if target and is_local and not target.startswith(("//", "/\\")) else url_for("accounts.front")


@bp.get("/")
@allow(*Role)
def front() -> Response:
    """Everybody's first page: the board for leads and partners, texting for texters, today for the others."""
    homes = {Role.LEAD: "boards.index", Role.PARTNER: "boards.index", Role.TEXTER: "sms.inbox"}
    return redirect(url_for(homes.get(current_user.role, "today.show")))


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@writes
def sign_in() -> Response | str | tuple[str, int]:
    """The page to sign in."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = service.sign_in(form.email.data or "", form.password.data or "", now())
        except Refused as error:
            return render_template("accounts/sign_in.html", form=form, problem=sentence(error)), 422
        login_user(user, remember=True)
        return redirect(local_address(request.args.get("next")))
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/sign_in.html", form=form, problem=form.first_error), status


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session on this device."""
    logout_user()
    return redirect(url_for("accounts.sign_in"))


@bp.post("/language")
@public
@writes
def switch_language() -> Response:
    """Speak the other language from now on, and show the same page again."""
    language = request.form.get("language", "")
    if language in LANGUAGES:
        session["language"] = language
        if current_user.is_authenticated:
            with in_organization(current_user.organization_id):
                service.choose_language(current_user, language)
    else:
        flash(_("The program speaks English and Spanish."), "bad")
    return redirect(local_address(request.form.get("next")))
