"""Public answers and joins of webinars that are not clearly one person's: whose they are is said by staff."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.signins.service import claim_join, drop_join
from crm.turnout.routes.blueprint import bp
from crm.turnout.service.public import dismiss, settle_as


@bp.post("/public-answers/<int:answer_id>")
@allow(*STAFF)
@writes
def settle(answer_id: int) -> Response:
    """Say whose answer it is: one of the people offered, somebody new, or nobody's."""
    who, contact_id = request.form.get("who", ""), request.form.get("contact_id", type=int)
    if who == "nobody":
        row = dismiss(current_actor(), now(), answer_id)
    else:
        row = settle_as(current_actor(), now(), answer_id, None if who == "new" else contact_id)
    flash(_("Settled."), "good")
    return redirect(url_for("turnout.people", action_id=row.action_id))


@bp.post("/joins/<int:join_id>")
@allow(*STAFF)
@writes
def say_who_joined(join_id: int) -> Response:
    """Say whose a join was: one of the people offered, somebody new, or nobody's."""
    who, contact_id = request.form.get("who", ""), request.form.get("contact_id", type=int)
    if who == "nobody":
        action_id = drop_join(join_id)
    else:
        action_id = claim_join(current_actor(), now(), join_id, None if who == "new" else contact_id).action_id
    flash(_("Settled."), "good")
    return redirect(url_for("turnout.people", action_id=action_id, _anchor="joined"))
