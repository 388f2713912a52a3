"""Facts to say, each with its source and how sure it is: found, worded our own way, left aside, written down."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from crm.campaigns.forms import FactForm
from crm.campaigns.models import Fact
from crm.campaigns.queries import list_campaigns
from crm.campaigns.queries.facts import fact_topics, facts_at_hand, find_facts, get_fact
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service import load_facts
from crm.campaigns.service.facts import add_fact, edit_fact, ignore_fact
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF, Role
from crm.core.errors import Refused
from crm.core.i18n import language, sentence
from crm.core.spoken import gettext as _

Answer = str | Response | tuple[str, int]


@bp.get("/facts")
@allow(*STAFF)
def facts() -> str:
    """The facts of this organization; ?topic= and ?q= narrow them down."""
    topic, wanted = request.args.get("topic", ""), request.args.get("q", "").strip()
    return render_template(
        "campaigns/facts.html", facts=find_facts(topic, wanted), topics=fact_topics(), topic=topic, wanted=wanted
    )


@bp.get("/facts/at-hand")
@allow(*STAFF, Role.TEXTER)
def at_hand() -> str:
    """The facts to say in ?campaign=, else in the one with the nearest vote, as a part of the page that asks."""
    running = list_campaigns()
    campaign_id = request.args.get("campaign", type=int) or (running[0].id if running else None)
    return render_template("campaigns/at_hand.html", facts=facts_at_hand(campaign_id, language()))


@bp.post("/facts/adopt")
@allow(*LEADS)
@writes
def adopt_facts() -> Response:
    """Adopt the field's facts that are not here yet."""
    load_facts(current_actor())
    return redirect(url_for("campaigns.facts"))


def _form(fact: Fact | None) -> FactForm:
    form = FactForm(obj=fact)
    rows = [SelectChoice(str(row.id), row.name) for row in list_campaigns()]
    form.campaign_id.choices = [SelectChoice("", _("Every campaign")), *rows]
    if not form.is_submitted():
        form.campaign_id.data = str(fact.campaign_id or "") if fact else ""
    return form


@bp.route("/facts/new", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def new_fact() -> Answer:
    """Write down a fact of our own."""
    return _save(None)


@bp.route("/facts/<int:fact_id>", methods=["GET", "POST"])
@allow(*LEADS)
@writes
def edit_a_fact(fact_id: int) -> Answer:
    """Word a fact our own way."""
    return _save(get_fact(fact_id))


def _save(fact: Fact | None) -> Answer:
    form, problem = _form(fact), ""
    if form.is_submitted() and form.validate():
        try:
            new = form.to_new()
            row = edit_fact(current_actor(), now(), fact.id, new) if fact else add_fact(current_actor(), now(), new)
            return redirect(url_for("campaigns.facts", _anchor=row.key))
        except Refused as refused:
            problem = sentence(refused)
    shown = render_template("campaigns/fact.html", form=form, fact=fact, problem=problem)
    return (shown, 422) if form.is_submitted() else shown


@bp.post("/facts/<int:fact_id>/ignore")
@allow(*LEADS)
@writes
def ignore_a_fact(fact_id: int) -> Response:
    """Leave a fact aside, or take it up again."""
    row = ignore_fact(current_actor(), now(), fact_id, is_ignored=request.form.get("do") != "use")
    return redirect(url_for("campaigns.facts", _anchor=row.key))
