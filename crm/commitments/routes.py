"""Ticking a next step off, and taking that back."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from crm.accounts.routes import local_address
from crm.commitments.models import Task
from crm.commitments.service import complete_task, reopen_task
from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import local_date
from crm.core.i18n import zone_name
from crm.core.pages import is_htmx

bp = Blueprint("commitments", __name__)


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


def _answer(task: Task) -> Response | str:
    if not is_htmx():
        return redirect(local_address(request.form.get("next")))
    today = local_date(now(), zone_name())
    names = names_of([task.contact_id])
    return render_template(
        "commitments/_task.html", task=task, names=names, today=today, back=request.form.get("next", "/")
    )
