"""Working together in the inbox: notes between colleagues, who answers now, and the note for the next shift."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING, Role
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.sms.queries.conversations import get_conversation
from crm.sms.queries.shift import shift_note
from crm.sms.routes.blueprint import bp
from crm.sms.routes.hand_off import hand_off_shown
from crm.sms.routes.inbox import INBOX, conversation_page, tab
from crm.sms.service.assigning import list_answerers, set_duty
from crm.sms.service.notes import add_note


@bp.post("/texting/<int:conversation_id>/note")
@allow(*INBOX)
@writes
def note(conversation_id: int) -> Response | tuple[str, int]:
    """Leave a note for colleagues; one for a colleague gives her the conversation."""
    actor, for_user_id = current_actor(), request.form.get("for_user_id", type=int)
    try:
        add_note(actor, now(), conversation_id, request.form.get("note", ""), for_user_id)
    except Refused as error:
        row = get_conversation(actor, conversation_id)
        return conversation_page(row, problem=sentence(error), note=request.form.get("note", "")), 422
    if for_user_id is not None and actor.role is Role.TEXTER:
        flash(_("Handed over."), "good")
        return redirect(url_for("sms.inbox", show=tab()), 303)
    return redirect(url_for("sms.conversation", conversation_id=conversation_id, show=tab()), 303)


@bp.get("/texting/team")
@allow(*INBOX)
def team() -> str:
    """Who answers now, in which languages, how many wait for each; and the note for the next shift."""
    return _team_page()


@bp.post("/texting/team")
@allow(*INBOX)
@writes
def set_team() -> Response | tuple[str, int]:
    """Say whether somebody answers now, and in which languages."""
    actor = current_actor()
    user_id = request.form.get("user_id", type=int) or actor.user_id or 0
    try:
        set_duty(actor, user_id, request.form.get("is_on") == "yes", request.form.getlist("languages"))
    except Refused as error:
        return _team_page(sentence(error), user_id), 422
    if user_id == actor.user_id and actor.role in TEXTING and request.form.get("is_on") != "yes":
        flash(_("You answer no more. Leave a note for who comes next."), "good")
        return redirect(url_for("sms.hand_off"), 303)
    flash(_("Saved."), "good")
    return redirect(url_for("sms.team"), 303)


def _team_page(problem: str = "", problem_of: int = 0) -> str:
    actor = current_actor()
    may_set_all = actor.role in TEXTING
    shown = [one for one in list_answerers() if may_set_all or one.user_id == actor.user_id]
    shift = shift_note(now()) if may_set_all else None
    left = hand_off_shown() if may_set_all else {}
    return render_template(
        "sms/team.html", answerers=shown, shift=shift, problem=problem, problem_of=problem_of, **left
    )
