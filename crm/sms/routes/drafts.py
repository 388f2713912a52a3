"""Half-written texts to many: kept while one writes, thrown away, and taken back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.sms.models import TextDraft
from crm.sms.routes.blueprint import bp
from crm.sms.service import drafts as service

OF_THE_MOMENT = frozenset({"csrf_token", "submit_key", "do", "shown", "asked", "find"})
"""What a page sends that belongs to one press of a button and not to what is written."""


def keep(submit_key: str) -> TextDraft | None:
    """Keep the page as the browser just sent it."""
    form = {name: request.form.getlist(name) for name in request.form if name not in OF_THE_MOMENT}
    return service.keep_draft(current_actor(), now(), submit_key, form)


@bp.post("/texting/drafts/<int:draft_id>/throw-away")
@allow(*TEXTING)
@writes
def throw_draft_away(draft_id: int) -> Response:
    """Take a draft off the list, and say so with a button that takes it back."""
    draft = service.throw_away(current_actor(), now(), draft_id)
    words = _("Thrown away: %(words)s", words=draft.title)
    flash(Markup(render_template("sms/_draft_undo.html", message=words, draft_id=draft.id)), "good")  # noqa: S704
    return redirect(url_for("sms.blasts"), 303)


@bp.post("/texting/drafts/<int:draft_id>/take-back")
@allow(*TEXTING)
@writes
def take_draft_back(draft_id: int) -> Response:
    """Go on with a draft that was thrown away."""
    draft = service.take_back(current_actor(), draft_id)
    return redirect(url_for("sms.compose", draft=draft.id), 303)
