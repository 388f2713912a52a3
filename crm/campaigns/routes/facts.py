"""Facts to say, each with its source and how sure it is: found by topic and by words."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns.queries.campaigns import fact_topics, find_facts
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service import load_facts
from crm.core.access import allow, current_actor, writes
from crm.core.actor import LEADS, STAFF


@bp.get("/facts")
@allow(*STAFF)
def facts() -> str:
    """The facts of this organization; ?topic= and ?q= narrow them down."""
    topic, wanted = request.args.get("topic", ""), request.args.get("q", "").strip()
    return render_template(
        "campaigns/facts.html", facts=find_facts(topic, wanted), topics=fact_topics(), topic=topic, wanted=wanted
    )


@bp.post("/facts/adopt")
@allow(*LEADS)
@writes
def adopt_facts() -> Response:
    """Adopt the field's facts that are not here yet."""
    load_facts(current_actor())
    return redirect(url_for("campaigns.facts"))
