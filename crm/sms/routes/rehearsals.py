"""Rehearsing with a crowd on the simulated phones of a practice organization."""

from __future__ import annotations

import secrets
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.sms.crowd import USUAL, Way
from crm.sms.routes.blueprint import bp
from crm.sms.routes.practice import practice_only
from crm.sms.service.rehearsing import count_planned, end_rehearsal, find_rehearsal, start_rehearsal

SEEDS = 9_999


@bp.post("/practice/rehearsal")
@allow(*STAFF)
@writes
def rehearse() -> Response:
    """Let the crowd answer from now on, as the form says or as usual; or end it."""
    practice_only()
    blast_id = request.form.get("blast", type=int)
    try:
        _do(request.form.get("do", "start"), is_usual=blast_id is not None)
    except Refused as error:
        flash(sentence(error), "bad")
    if blast_id is not None:
        return redirect(url_for("sms.blast", blast_id=blast_id), 303)
    return redirect(url_for("sms.phones", phone=request.form.get("phone") or None), 303)


def _do(what: str, is_usual: bool) -> None:
    if what == "end":
        end_rehearsal(current_actor(), now())
        flash(_("The crowd is quiet."), "good")
        return
    mix = None if is_usual else {way.value: request.form.get(way.value, 0, type=int) for way in Way}
    slowest = request.form.get("slowest", 45, type=int)
    seed = request.form.get("seed", type=int) or secrets.randbelow(SEEDS) + 1
    start_rehearsal(current_actor(), now(), mix, slowest, seed)
    flash(_("The crowd answers from now on, by the practice clock. Move it on to hear more of them."), "good")


def crowd_context() -> dict[str, Any]:
    """What the phones' page shows of the crowd."""
    going = find_rehearsal()
    words: dict[Way, str] = {
        Way.YES: _("say yes"),
        Way.NO: _("say no"),
        Way.QUESTION: _("ask"),
        Way.STOP: _("stop"),
        Way.SILENCE: _("stay silent"),
        Way.ERROR: _("cannot be reached"),
    }
    mix = going.mix if going is not None else {way.value: share for way, share in USUAL.items()}
    return {
        "rehearsal": going,
        "planned": count_planned() if going is not None else 0,
        "ways": [(way.value, words[way], mix.get(way.value, 0)) for way in Way],
    }
