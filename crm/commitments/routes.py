"""Ticking a next step off, taking that back, and asking people to reach somebody who decides."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.accounts.routes import local_address
from crm.campaigns.queries.whip import get_seat
from crm.campaigns.ways import way_in_words
from crm.commitments.asking import Words, ask_to_reach, chosen_ways
from crm.commitments.models import Outcome, Task
from crm.commitments.service import complete_task, reopen_task
from crm.commitments.testimony import Slot, add_speaker, mark_speaker, move_earlier
from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, Refused
from crm.core.i18n import zone_name
from crm.core.pages import is_htmx
from crm.core.spoken import gettext as _
from crm.core.spoken import ngettext

bp = Blueprint("commitments", __name__)
MARKS = {"spoke": Outcome.KEPT, "open": Outcome.OPEN, "drop": Outcome.WITHDRAWN}
"""How a slot of a hearing ends, by the button."""


@bp.post("/tasks/<int:task_id>/complete")
@allow(*STAFF)
@writes
def complete(task_id: int) -> Response | str:
    """Tick a next step off; the row comes back with a way to undo it."""
    return _answer(complete_task(current_actor(), now(), task_id))


@bp.post("/tasks/<int:task_id>/reopen")
@allow(*STAFF)
@writes
def reopen(task_id: int) -> Response | str:
    """A next step is not done after all."""
    return _answer(reopen_task(current_actor(), now(), task_id))


@bp.post("/campaigns/targets/<int:target_id>/ask")
@allow(*STAFF)
@writes
def ask_about(target_id: int) -> Response:
    """Ask those ticked to reach somebody who decides: a list of them, and a next step each for whoever asks."""
    maker = get_seat(target_id).maker
    ways = chosen_ways(maker.id, set(request.form.getlist("contact_id", type=int)))
    titles = {
        way.contact_id: _("Ask %(name)s to reach %(decider)s: %(way)s", name=way.name, decider=maker.name, way=said)
        for way in ways
        if (said := way_in_words(way))
    }
    words = Words(_("Ask about %(name)s", name=maker.name), titles)
    list_id = ask_to_reach(current_actor(), now(), local_date(now(), zone_name()), ways, words)
    flash(
        ngettext("%(num)s call stands among your next steps.", "%(num)s calls stand among your next steps.", len(ways)),
        "good",
    )
    return redirect(url_for("campaigns.show_ways", target_id=target_id, asked=list_id))


@bp.post("/actions/<int:action_id>/speakers")
@allow(*STAFF)
@writes
def add_a_speaker(action_id: int) -> Response:
    """Sign somebody up to speak at a hearing."""
    contact_id = request.form.get("contact_id", type=int)
    if contact_id is None:
        raise Refused(N_("Choose one of the people found."))
    slot = Slot(
        minutes=request.form.get("minutes", 0, type=int),
        language=request.form.get("language", ""),
        needs=tuple(request.form.getlist("needs")),
        topic=request.form.get("topic", ""),
    )
    add_speaker(current_actor(), now(), action_id, contact_id, slot)
    return redirect(url_for("actions.show", action_id=action_id, _anchor="speakers"))


@bp.post("/speakers/<int:commitment_id>")
@allow(*STAFF)
@writes
def change_speaker(commitment_id: int) -> Response:
    """Say that somebody spoke, did not, withdrew, or speaks earlier."""
    wanted = request.form.get("do", "")
    if wanted == "earlier":
        row = move_earlier(commitment_id)
    elif wanted in MARKS:
        row = mark_speaker(current_actor(), now(), commitment_id, MARKS[wanted])
    else:
        raise Refused(N_("Choose one."))
    return redirect(url_for("actions.show", action_id=row.action_id, _anchor="speakers"))


def _answer(task: Task) -> Response | str:
    if not is_htmx():
        return redirect(local_address(request.form.get("next")))
    today = local_date(now(), zone_name())
    names = names_of([task.contact_id])
    return render_template(
        "commitments/_task.html", task=task, names=names, today=today, back=request.form.get("next", "/")
    )
