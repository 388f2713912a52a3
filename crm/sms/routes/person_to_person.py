"""Texting person to person: the texter's page with one text at a time, and the coordinator's with everybody's progress."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.accounts.queries import list_users
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF, TEXTING, Role
from crm.core.errors import Conflict, NotFound, Refused
from crm.core.i18n import sentence
from crm.sms.models import BlastMode, BlastStatus
from crm.sms.queries.blasts import get_blast
from crm.sms.queries.shares import count_pressed, count_turns, next_turn, progress_of, waiting_by_language
from crm.sms.routes.blueprint import bp
from crm.sms.routes.words import blast_title
from crm.sms.service import person_to_person as service

OVER = (BlastStatus.DONE, BlastStatus.CANCELLED)
MODES = {"texters": service.hand_to_texters, "program": service.take_from_texters}


@bp.get("/texting/turn")
@allow(*STAFF, Role.TEXTER)
def turn() -> str:
    """The next text of who is signed in: a first name, the words, and one key that sends them."""
    user_id = current_actor().user_id or 0
    return render_template(
        "sms/turn.html",
        turn=next_turn(user_id, request.args.get("after", 0, type=int)),
        left=count_turns(user_id),
        sent=count_pressed(user_id),
    )


@bp.post("/texting/turn/<int:share_id>")
@allow(*STAFF, Role.TEXTER)
@writes
def send_turn(share_id: int) -> Response:
    """Send one text, or put it off."""
    if request.form.get("do") == "later":
        return redirect(url_for("sms.turn", after=share_id), 303)
    try:
        service.press(current_actor(), now(), share_id)
    except Refused as error:
        flash(sentence(error), "bad")
        return redirect(url_for("sms.turn", after=share_id), 303)
    return redirect(url_for("sms.turn"), 303)


@bp.get("/texting/blasts/<int:blast_id>/texters")
@allow(*TEXTING)
def texters(blast_id: int) -> str:
    """Who sends what of a blast, and how far everybody is."""
    blast = get_blast(blast_id)
    return render_template(
        "sms/texters.html",
        blast=blast,
        title=blast_title(blast, None) if blast.action_id is None else blast.name,
        is_p2p=blast.mode is BlastMode.P2P,
        is_over=blast.status in OVER,
        progress=progress_of(blast.id),
        waiting=waiting_by_language(blast.id),
        users=sorted(list_users(*service.TEXTERS), key=lambda user: user.role is not Role.TEXTER),
    )


@bp.post("/texting/blasts/<int:blast_id>/texters")
@allow(*TEXTING)
@writes
def assign_texters(blast_id: int) -> Response:
    """Give a texter some texts, or take back what she has not sent."""
    user_id = request.form.get("user", 0, type=int)
    try:
        if request.form.get("do") == "release":
            freed = service.release(current_actor(), now(), get_blast(blast_id).id, user_id)
            flash(ngettext("%(num)d text is nobody's again.", "%(num)d texts are nobody's again.", freed), "good")
        else:
            language, count = request.form.get("language", ""), request.form.get("count", 0, type=int)
            given = service.assign(current_actor(), now(), blast_id, user_id, language, count)
            flash(ngettext("%(num)d text given.", "%(num)d texts given.", given), "good")
    except Refused as error:
        flash(sentence(error), "bad")
    return redirect(url_for("sms.texters", blast_id=blast_id), 303)


@bp.post("/texting/blasts/<int:blast_id>/mode/<mode>")
@allow(*TEXTING)
@writes
def change_mode(blast_id: int, mode: str) -> Response:
    """Let texters send the rest of a blast, or the program."""
    if mode not in MODES:
        raise NotFound(_("A blast is sent by texters or by the program."))
    try:
        MODES[mode](current_actor(), now(), blast_id)
    except Conflict as error:
        flash(sentence(error), "bad")
    return redirect(url_for("sms.texters", blast_id=blast_id), 303)
