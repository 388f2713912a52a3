"""The follow-up of a webinar: whom, what and when on one page, with everything counted before anything is sent."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import Refused
from crm.sms.routes.blueprint import bp
from crm.sms.routes.follow_up_page import FollowUpPage, as_sent, begin, in_words
from crm.sms.routes.words import (
    about_cost,
    costly_word,
    field_example,
    field_word,
    template_word,
    track_hint,
    track_word,
)
from crm.sms.service.blasts import send_follow_up


@bp.route("/actions/<int:action_id>/follow-up", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def follow_up(action_id: int) -> Response | str | tuple[str, int]:
    """The page; its buttons mend a text, use a template, show the next person, count again, or send."""
    if request.method == "GET":
        return _render(begin(action_id))
    page = as_sent(action_id)
    if request.form.get("do") != "send":
        return _render(page)
    if page.problem:
        return _render(page), 422
    try:
        return _send(page)
    except Refused as error:
        page.problem = in_words(error)
        return _render(page), 422


@bp.post("/actions/<int:action_id>/follow-up/check")
@allow(*TEXTING)
@writes
def check_follow_up(action_id: int) -> str:
    """The counted parts of the page again, while somebody types."""
    page = as_sent(action_id)
    is_same = request.form.get("asked", "") == page.asked_names
    return render_template("sms/_follow_up_live.html", page=page, asked_changed=not is_same, **_words())


def _send(page: FollowUpPage) -> Response:
    shown = request.form.get("shown", type=int)
    blasts = send_follow_up(current_actor(), now(), page.plan, page.form.submit_key.data or "")
    sent = page.checked.texts
    text = ngettext("%(num)d text is on its way.", "%(num)d texts are on their way.", sent)
    if shown is not None and shown != sent:
        text += " " + _("The list changed while the page was open: it showed %(shown)d.", shown=shown)
    flash(text, "good")
    if len(blasts) == 1:
        return redirect(url_for("sms.blast", blast_id=blasts[0].id))
    return redirect(url_for("sms.blasts", action=page.action.id))


def _render(page: FollowUpPage) -> str:
    return render_template("sms/follow_up.html", page=page, **_words())


def _words() -> dict[str, object]:
    return {
        "track_word": track_word,
        "track_hint": track_hint,
        "field_word": field_word,
        "field_example": field_example,
        "template_word": template_word,
        "about_cost": about_cost,
        "costly_word": costly_word,
        "in_words": in_words,
        "names_of": names_of,
    }
