"""The one-on-one screen: choosing the person, and writing it down."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.campaigns.queries import facts_at_hand
from crm.contacts.queries import get_contact, search
from crm.contacts.queries.search import to_hits
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import STAFF
from crm.core.clock import local_date
from crm.core.errors import Refused
from crm.core.i18n import language, sentence, zone_name
from crm.core.slots import has_view
from crm.one_on_ones import queries, service
from crm.one_on_ones.forms import ANSWERS, SCALE, OneOnOneForm
from crm.one_on_ones.prompts import list_prompts
from crm.one_on_ones.screen import Nobody, Screen, open_screen, short_day, to_one_on_one

bp = Blueprint("one_on_ones", __name__)
KEPT_FACTS = 3
"""How many facts a phone keeps: each weighs on its first visit."""
FOUND = 12
KEPT = "X-Kept-On-Phone"
"""Said by the page's own script, which keeps the record on the phone until this view says that it is saved."""
Page = Response | str | tuple[str, int]


@bp.route("/one-on-ones/new", methods=["GET", "POST"])
@allow(*STAFF)
@writes
def new() -> Page:
    """Write down a one-on-one with ?contact=ID; without it, choose the person first."""
    contact_id = request.args.get("contact", type=int)
    if contact_id is None:
        return _pick()
    contact = get_contact(contact_id)
    moment: datetime = now()
    campaign_id = request.form.get("campaign_id", type=int) or request.args.get("campaign", type=int)
    screen = open_screen(contact.called, moment, local_date(moment, zone_name()), campaign_id)
    form = screen.prepare(OneOnOneForm())
    form.client_ref.data = form.client_ref.data or str(uuid4())
    if not form.is_submitted():
        return _page(contact, form, screen)
    if not form.validate():
        return _page(contact, form, screen, problem=form.first_error), 422
    return _save(contact, form, screen, moment)


def _save(contact: Any, form: OneOnOneForm, screen: Screen, moment: datetime) -> Page:
    try:
        new_one = to_one_on_one(contact.id, form, request.form, screen, moment)
        service.log_one_on_one(current_actor(), moment, new_one)
    except service.SensitiveStory as error:
        return _page(contact, form, screen, warning=sentence(error)), 422
    except Refused as error:
        return _page(contact, form, screen, problem=sentence(error)), 422
    flash(_("One-on-one with %(name)s saved.", name=contact.called), "good")
    if request.headers.get(KEPT):
        return "", 204
    if has_view("timeline.show"):
        return redirect(url_for("timeline.show", contact_id=contact.id))
    return redirect(url_for("today.show"))


@bp.get("/one-on-ones/shell")
@allow(*STAFF)
def shell() -> str:
    """The same form for nobody in particular: a phone keeps it, and shows it when there is no signal."""
    moment: datetime = now()
    screen = open_screen(_("this person"), moment, local_date(moment, zone_name()))
    return _page(Nobody(), screen.prepare(OneOnOneForm()), screen)


def _page(contact: Any, form: OneOnOneForm, screen: Screen, problem: str = "", warning: str = "") -> str:
    first_campaign = screen.campaigns[0].id if screen.campaigns else None
    return render_template(
        "one_on_ones/new.html",
        contact=contact,
        form=form,
        screen=screen,
        problem=problem,
        warning=warning,
        scale=SCALE,
        answers=ANSWERS,
        prompts=list_prompts(),
        first_campaign=first_campaign,
        facts=[] if contact.id else facts_at_hand(first_campaign, language(), KEPT_FACTS),
        short_day=short_day,
        standing=queries.current_assessment(contact.id) if contact.id else None,
        last_met=queries.last_met(contact.id) if contact.id else None,
        section="one_on_ones.new",
    )


def _pick() -> str:
    return render_template("one_on_ones/pick.html", section="one_on_ones.new", **_found())


@bp.get("/one-on-ones/people")
@allow(*STAFF)
def people() -> str:
    """The people found so far, as a fragment of the page that asks for the person."""
    return render_template("one_on_ones/_people.html", **_found())


def _found() -> dict[str, Any]:
    wanted = request.args.get("q", "").strip()
    hits = search(wanted, FOUND) if wanted else to_hits(queries.list_own_people(current_actor().user_id))
    return {"wanted": wanted, "hits": hits}
