"""The users of an organization: their roles, letting them go, and handing over what they hold."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts import queries, service
from crm.accounts.handovers import handovers
from crm.accounts.routes.blueprint import bp
from crm.core.access import allow, current_actor, may, now, writes
from crm.core.actor import LEADS, STAFF, Role
from crm.core.errors import N_, Refused
from crm.core.i18n import sentence
from crm.core.undoing import flash_undoable

SAME = 0
"""The choice of a part that goes where everything goes."""


@bp.get("/users")
@allow(*LEADS)
def users() -> str:
    """Everybody who signs in here, those who may first."""
    everybody = queries.list_all_users()
    return render_template(
        "accounts/users.html",
        users=everybody,
        roles=list(Role),
        leads=[user for user in everybody if user.role is Role.LEAD and not user.is_suspended],
        names={user.id: user.name for user in everybody},
    )


@bp.post("/users/<int:user_id>/role")
@allow(Role.ADMIN)
@writes
def change_role(user_id: int) -> Response:
    """Give a user another role."""
    wanted = request.form.get("role", "")
    if wanted not in list(Role):
        raise Refused(N_("Choose one of the roles."))
    user = service.change_role(current_actor(), now(), user_id, Role(wanted))
    flash(_("%(name)s has another role now.", name=user.name), "good")
    return redirect(url_for("accounts.users"))


@bp.post("/users/<int:user_id>/lead")
@allow(Role.ADMIN)
@writes
def choose_lead(user_id: int) -> Response:
    """Say who leads a user, so that her notes open to that lead alone; 0 is nobody in particular."""
    lead = request.form.get("lead", type=int)
    if lead is None:
        raise Refused(N_("Choose a colleague who is a lead."))
    user = service.choose_lead(current_actor(), now(), user_id, lead or None)
    flash(_("Who reads the notes of %(name)s is set.", name=user.name), "good")
    return redirect(url_for("accounts.users"))


@bp.post("/users/<int:user_id>/suspend")
@allow(Role.ADMIN)
@writes
def suspend_user(user_id: int) -> Response:
    """Let a user sign in no more, or again (`suspend` is "no")."""
    if request.form.get("suspend") == "no":
        user = service.restore_user(current_actor(), now(), user_id)
        flash(_("%(name)s may sign in again.", name=user.name), "good")
    else:
        user = service.suspend_user(current_actor(), now(), user_id)
        flash(_("%(name)s can sign in no more, and every session has ended.", name=user.name), "good")
    return redirect(url_for("accounts.users"))


@bp.route("/users/<int:user_id>/hand-over", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def hand_over(user_id: int) -> Response | str | tuple[str, int]:
    """Everything a user holds, room by room, and to whom it goes; an admin may suspend her with it."""
    user = queries.get_user(user_id)
    if request.method == "GET":
        return _hand_over_page(user_id)
    try:
        batch = service.hand_over(current_actor(), now(), user.id, _chosen("to"), _choices(user.id))
        if request.form.get("suspend") and may(Role.ADMIN):
            service.suspend_user(current_actor(), now(), user.id)
    except Refused as error:
        return _hand_over_page(user_id, sentence(error)), 422
    flash_undoable(_("Handed over: %(what)s.", what=batch.label), batch.id)
    return redirect(url_for("accounts.hand_over", user_id=user.id))


def _hand_over_page(user_id: int, problem: str = "") -> str:
    user = queries.get_user(user_id)
    parts = [
        (room, holding.name, holding.list_parts(user.id, now()))
        for room, holding in handovers.items()
        if may(*holding.by)
    ]
    return render_template(
        "accounts/hand_over.html",
        user=user,
        rooms=[(room, _(name), held) for room, name, held in parts if held],
        colleagues=[one for one in queries.list_users(*STAFF) if one.id != user.id],
        problem=problem,
    )


def _choices(user_id: int) -> dict[tuple[str, str], int]:
    """To whom single parts go, where that is not whom everything goes to."""
    chosen = {
        (room, part.key): _chosen(f"to-{room}-{part.key}")
        for room, holding in handovers.items()
        for part in holding.list_parts(user_id, now())
    }
    return {part: user for part, user in chosen.items() if user != SAME}


def _chosen(name: str) -> int:
    return request.form.get(name, SAME, type=int)
