"""Closing an action: one page that shows what it will do, one tap that does it, one that takes it back."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.actions.queries import get_action
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import DomainError
from crm.core.i18n import sentence
from crm.sms.models import Track
from crm.sms.queries.closing import closing_of, samples
from crm.sms.routes.blueprint import bp
from crm.sms.routes.follow_up_page import in_words
from crm.sms.routes.words import track_word
from crm.sms.service import closing


@bp.get("/actions/<int:action_id>/close")
@allow(*STAFF)
def close_page(action_id: int) -> str:
    """Who came of those who said yes, and what closing will send and promise."""
    return _page(action_id, "")


@bp.post("/actions/<int:action_id>/close")
@allow(*STAFF)
@writes
def close(action_id: int) -> Response | tuple[str, int]:
    """Close the action with what was ticked."""
    get_action(action_id)
    tracks = [track for track in Track if request.form.get(f"text-{track.value}")]
    chosen = closing.ToClose(
        tracks,
        with_tasks=bool(request.form.get("tasks")),
        headcount=request.form.get("headcount", type=int),
        title=_(closing.CALL),
    )
    try:
        done = closing.close(
            current_actor(), now(), action_id, chosen, request.form.get("submit_key") or str(uuid.uuid4())
        )
    except DomainError as error:
        return _page(action_id, sentence(error)), 422
    parts = [_("Closed.")]
    if done.texts:
        parts.append(ngettext("%(num)d text is on its way.", "%(num)d texts are on their way.", done.texts))
    if done.tasks:
        parts.append(ngettext("%(num)d next step was made.", "%(num)d next steps were made.", done.tasks))
    flash(" ".join(parts), "good")
    return redirect(url_for("actions.show", action_id=action_id))


@bp.post("/actions/<int:action_id>/reopen")
@allow(*STAFF)
@writes
def reopen(action_id: int) -> Response:
    """Take the closing back."""
    closing.reopen(current_actor(), now(), action_id)
    flash(_("Open again. Texts that had not left are not sent."), "good")
    return redirect(url_for("actions.show", action_id=action_id))


def _page(action_id: int, problem: str) -> str:
    found = closing_of(action_id, current_actor().name, now())
    return render_template(
        "sms/close.html",
        closing=found,
        action=found.action,
        problem=problem,
        previews=[(one, samples(one)) for one in found.sendable],
        unsendable=[
            (one, [in_words(each) for each in one.reach.problems])
            for one in found.checked.drafts
            if one.reach.total and one not in found.sendable
        ],
        submit_key=str(uuid.uuid4()),
        track_word=track_word,
    )
