"""A text to many: whom, what and when on one page, with everything counted before anything is sent."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from crm.contacts.queries import names_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import TEXTING
from crm.core.errors import N_, Refused
from crm.sms.models import Blast, BlastMode, BlastStatus
from crm.sms.queries.audience import Said
from crm.sms.queries.drafts import list_drafts
from crm.sms.queries.reach import reach_of
from crm.sms.routes.audience_words import audience_words, said_word
from crm.sms.routes.blueprint import bp
from crm.sms.routes.compose_begin import begin, picked
from crm.sms.routes.compose_page import ComposePage, as_sent
from crm.sms.routes.drafts import keep
from crm.sms.routes.follow_up_page import in_words
from crm.sms.routes.own_phone import send_to_me
from crm.sms.routes.words import about_cost, costly_word, field_example, field_word, place_words, template_word
from crm.sms.service.blasts import send_plan
from crm.sms.service.drafts import drop_draft
from crm.sms.service.pictures import ADVISED_BYTES

MOST_TICKED = 500


@bp.route("/texting/new", methods=["GET", "POST"])
@allow(*TEXTING)
@writes
def compose() -> Response | str | tuple[str, int]:
    """The page; its buttons mend a text, use a template, show the next person, count again, send one to me, or send."""
    if request.method == "GET":
        return _render(begin())
    if request.form.get("do") == "pick":
        return _render(picked(_ticked()))
    page = as_sent()
    if request.form.get("do") != "send":
        if request.form.get("do") == "me":
            send_to_me(page)
        return _render(_kept(page))
    if page.problem:
        return _render(_kept(page)), 422
    try:
        return _send(page)
    except Refused as error:
        page.problem = in_words(error)
        return _render(_kept(page)), 422


@bp.post("/texting/new/check")
@allow(*TEXTING)
@writes
def check_text() -> str:
    """The counted parts of the page again, while somebody types."""
    page = _kept(as_sent())
    is_same = request.form.get("asked", "") == page.asked_names
    return render_template("sms/_compose_live.html", page=page, asked_changed=not is_same, **_words())


def _kept(page: ComposePage) -> ComposePage:
    """The page with what stands on it kept as a draft."""
    page.draft = keep(page.form.submit_key.data or "")
    return page


def _ticked() -> list[int]:
    """The people ticked on a list; Refused when there is none."""
    ids = [int(one) for one in request.form.getlist("people")[:MOST_TICKED] if one.isdecimal() and len(one) < 10]
    if not ids:
        raise Refused(N_("Tick at least one person first."))
    return ids


def _send(page: ComposePage) -> Response:
    """Queue what the page says, looked up anew; a double click finds what the first made."""
    if page.plan is None:
        raise Refused(N_("Choose first whom the text is for."))
    if page.form.when.data == "touch" and not page.touches:
        raise Refused(N_("Tick when it should go before the action."))
    key, shown = page.form.submit_key.data or "", request.form.get("shown", type=int)
    page.reach = reach_of(page.plan, page.values, now())
    blasts = send_plan(current_actor(), now(), page.plan, page.values, page.reach, key, page.touches)
    drop_draft(key)
    text = _said(blasts, page.reach.going)
    if shown is not None and shown != page.reach.going:
        text += " " + _("The list changed while the page was open: it showed %(shown)d.", shown=shown)
    flash(text, "good")
    if len(blasts) == 1 and blasts[0].mode is BlastMode.P2P and blasts[0].status is BlastStatus.SENDING:
        return redirect(url_for("sms.texters", blast_id=blasts[0].id))
    if len(blasts) == 1:
        return redirect(url_for("sms.blast", blast_id=blasts[0].id))
    return redirect(url_for("sms.blasts"))


def _said(blasts: list[Blast], going: int) -> str:
    if blasts[0].status is BlastStatus.NEEDS_REVIEW:
        return str(_("It waits for a second person, who sees it on Today and under Texts to many."))
    if blasts[0].touch:
        number = len(blasts)
        return str(ngettext("It goes at its time.", "%(num)d texts go at their times, to who fits then.", number))
    if blasts[0].mode is BlastMode.P2P:
        return str(ngettext("%(num)d text waits for a texter.", "%(num)d texts wait for texters.", going))
    return str(ngettext("%(num)d text is on its way.", "%(num)d texts are on their way.", going))


def _render(page: ComposePage) -> str:
    drafts = [one for one in list_drafts(current_actor().user_id) if one is not page.draft]
    return render_template("sms/compose.html", page=page, drafts=drafts, **_words())


def _words() -> dict[str, object]:
    return {
        "Said": Said,
        "said_word": said_word,
        "audience_words": audience_words,
        "place_words": place_words,
        "field_word": field_word,
        "field_example": field_example,
        "template_word": template_word,
        "about_cost": about_cost,
        "costly_word": costly_word,
        "in_words": in_words,
        "names_of": names_of,
        "advised_bytes": ADVISED_BYTES,
    }
