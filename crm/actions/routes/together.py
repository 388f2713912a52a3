"""Hosting an action together with another organization: giving a code, and coming in by one."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.actions.routes.blueprint import bp
from crm.actions.service import join_joint, offer_joint
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS
from crm.core.errors import DomainError
from crm.core.i18n import sentence


@bp.post("/<int:action_id>/together")
@allow(*LEADS)
@writes
def offer(action_id: int) -> Response:
    """Show the code by which another organization comes in as a host."""
    offer_joint(current_actor(), now(), action_id)
    return redirect(url_for("actions.show", action_id=action_id, _anchor="together"))


@bp.post("/together")
@allow(*LEADS)
@writes
def come_in() -> Response:
    """Host the action of a code too."""
    try:
        action = join_joint(current_actor(), now(), request.form.get("code", ""))
    except DomainError as error:
        flash(sentence(error), "bad")
        return redirect(url_for("actions.index"))
    flash(_("You host this together now. Your people are yours alone; the totals are shared."), "good")
    return redirect(url_for("actions.show", action_id=action.id))
