"""The field's history: what campaigns before ours demanded, won and lost again, each with its sources."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns import reference
from crm.campaigns.ledger_words import OUTCOMES
from crm.campaigns.queries.reference import rows_in_use
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service.histories import adopt_history
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.spoken import gettext as _


@bp.get("/histories")
@allow(*STAFF)
def histories() -> str:
    """All campaigns of the history, or those of one outcome."""
    wanted = request.args.get("outcome", "")
    rows = [row for row in rows_in_use("campaigns_history") if wanted not in OUTCOMES or row["outcome"] == wanted]
    dates = {row["campaign_id"]: reference.key_dates(row) for row in rows}
    return render_template("campaigns/histories.html", rows=rows, dates=dates, outcomes=OUTCOMES, wanted=wanted)


@bp.post("/histories/<history_id>")
@allow(*LEADS)
@writes
def adopt(history_id: str) -> Response:
    """Make one an example campaign of our own."""
    row = adopt_history(current_actor(), now(), history_id)
    flash(_("The example stands among your campaigns."), "good")
    return redirect(url_for("campaigns.show", campaign_id=row.id))
