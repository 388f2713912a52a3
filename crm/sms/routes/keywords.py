"""The words that people may text: the codes of actions ahead, and the organization's own."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.actions.queries import actions_by_id, list_upcoming
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.sms.models import KeywordAct
from crm.sms.queries.sequences import list_sequences
from crm.sms.routes.blueprint import bp
from crm.sms.service.keywords import list_keywords, remove_keyword, save_keyword

MOST_ACTIONS = 12


@bp.route("/texting/keywords", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def keywords() -> Response | str | tuple[str, int]:
    """The page; sent, it keeps one word with what it does and how it is answered."""
    if request.method == "GET":
        return _page("")
    try:
        act, about_id = _act(request.form.get("does", ""))
        bodies = {language: request.form.get(language, "") for language in ("en", "es")}
        row = save_keyword(current_actor(), now(), request.form.get("word", ""), act, about_id, bodies)
    except Refused as error:
        return _page(sentence(error)), 422
    flash(_("Who texts %(word)s is answered from now on.", word=row.word.upper()), "good")
    return redirect(url_for("sms.keywords"), 303)


@bp.post("/texting/keywords/<int:keyword_id>/remove")
@allow(*TEXTING)
@writes
def remove_word(keyword_id: int) -> Response:
    """Let a word mean nothing any more."""
    remove_keyword(current_actor(), now(), keyword_id)
    return redirect(url_for("sms.keywords"), 303)


def _act(does: str) -> tuple[KeywordAct, int | None]:
    """What the form chose: "answer", "rsvp:3" or "sequence:5"."""
    name, _colon, number = does.partition(":")
    if name not in set(KeywordAct):
        raise Refused(_("Say what the word does."))
    return KeywordAct(name), int(number) if number.isdecimal() else None


def _page(problem: str) -> str:
    rows = list_keywords()
    return render_template(
        "sms/keywords.html",
        rows=rows,
        actions=actions_by_id([row.action_id for row in rows]),
        sequences={row.id: row for row in list_sequences()},
        ahead=list_upcoming(now(), MOST_ACTIONS),
        problem=problem,
        typed=request.form,
    )
