"""Naming captains, giving them people, letting them go."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.actions.queries import get_action
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import DomainError
from crm.core.i18n import sentence
from crm.turnout.queries.captains import get_captain
from crm.turnout.routes.blueprint import bp
from crm.turnout.routes.choices import people_behind
from crm.turnout.service.captains import dismiss_captain, give_people, name_captain


@bp.post("/actions/<int:action_id>/captains")
@allow(*STAFF)
@writes
def captain(action_id: int) -> Response:
    """Name a captain, or change her goal; a list given along becomes hers."""
    get_action(action_id)
    user_id, goal = request.form.get("user_id", type=int), request.form.get("goal", type=int)
    try:
        row = name_captain(current_actor(), now(), action_id, user_id or 0, goal or 0)
        _give(action_id, row.id)
    except DomainError as error:
        return _refused(action_id, error)
    return redirect(url_for("turnout.people", action_id=action_id, captain=row.id))


@bp.post("/actions/<int:action_id>/captains/<int:captain_id>/people")
@allow(*STAFF)
@writes
def give(action_id: int, captain_id: int) -> Response:
    """Put the people of a list or a segment on a captain's list."""
    get_captain(action_id, captain_id)
    try:
        _give(action_id, captain_id)
    except DomainError as error:
        return _refused(action_id, error)
    return redirect(url_for("turnout.people", action_id=action_id, captain=captain_id))


@bp.post("/actions/<int:action_id>/captains/<int:captain_id>/dismiss")
@allow(*STAFF)
@writes
def dismiss(action_id: int, captain_id: int) -> Response:
    """Let a captain go; her people are free for others."""
    dismiss_captain(current_actor(), now(), action_id, captain_id)
    return redirect(url_for("turnout.people", action_id=action_id, _anchor="captains"))


def _give(action_id: int, captain_id: int) -> None:
    choice = request.form.get("people", "")
    if not choice:
        return
    new = give_people(current_actor(), now(), action_id, captain_id, people_behind(choice, now()))
    flash(ngettext("%(num)s person is new on the list.", "%(num)s people are new on the list.", new), "good")


def _refused(action_id: int, error: DomainError) -> Response:
    flash(sentence(error), "bad")
    flash(_("Nothing was changed."), "bad")
    return redirect(url_for("turnout.people", action_id=action_id, _anchor="captains"))
