"""Signing in on one's own phone by the QR code: everybody is asked the same and answered the same.

What is typed is kept as it is and looked at later by the worker, so that the answer knows nothing and takes as long.
"""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.accounts.queries import get_organization
from crm.actions.queries import get_action
from crm.core.access import public, writes
from crm.core.clock import utc_now
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import in_organization
from crm.signins.consent_words import consent_key, consent_words
from crm.signins.devices import time_at
from crm.signins.forms import SelfForm
from crm.signins.models import DoorKind
from crm.signins.queries.doors import Door, find_door
from crm.signins.routes.blueprint import bp
from crm.signins.service.intake import take_own_slip

Page = tuple[str, int]


@bp.get("/s/<door_code>")
@public
def sign_self(door_code: str) -> Page:
    """The form, or the thanks after it; outside its hours nothing but that the door is closed."""
    door = _open_door(door_code)
    return _page(door, SelfForm(), is_done="done" in request.args) if door else _closed()


@bp.post("/s/<door_code>")
@public
@writes
def take_self(door_code: str) -> Response | Page:
    """Keep what was typed and say thanks."""
    door, form = _open_door(door_code), SelfForm()
    if door is None:
        return _closed()
    if not form.validate_on_submit():
        return _page(door, form, status=422)
    language = form.language.data if form.language.data in LANGUAGE_CODES else LANGUAGE_CODES[0]
    said = {"name": form.name, "phone": form.phone.data, "language": language, "minor": bool(form.minor.data)}
    said["consent"] = consent_key(language) if form.consent.data else ""
    with in_organization(door.organization_id):
        take_own_slip(door, time_at(door, utc_now()), form.client_ref.data, said)
    return redirect(url_for("signins.sign_self", door_code=door_code, done=1))


def _open_door(door_code: str) -> Door | None:
    door = find_door(door_code, DoorKind.SELF)
    return door if door is not None and door.is_open(time_at(door, utc_now())) else None


def _page(door: Door, form: SelfForm, *, is_done: bool = False, status: int = 200) -> Page:
    with in_organization(door.organization_id):
        action = get_action(door.action_id)
        g.organization = organization = get_organization(door.organization_id)
        words = {code: consent_words(code, organization.name) for code in LANGUAGE_CODES}
        page = render_template(
            "signins/self.html",
            action=action,
            organization=organization,
            form=form,
            consent=words,
            is_done=is_done,
            problem=status != 200,
        )
    return page, status


def _closed() -> Page:
    return render_template("signins/self.html", action=None), 404
