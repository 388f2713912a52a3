"""What became of each demand, and what somebody found when she looked after a win."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns.models import Demand, DemandResult, WatchState
from crm.campaigns.queries.budget import get_demand
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service.after_vote import record_watch, set_result
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, Refused
from crm.core.i18n import zone_name


def _to(demand: Demand) -> Response:
    return redirect(url_for("campaigns.show_deciders", campaign_id=demand.campaign_id, _anchor="after"))


@bp.post("/demands/<int:demand_id>/result")
@allow(*LEADS)
@writes
def set_demand_result(demand_id: int) -> Response:
    """Say what became of a demand."""
    demand, wanted = get_demand(demand_id), request.form.get("result", "")
    if wanted not in set(DemandResult):
        raise Refused(N_("Choose one."))
    today = local_date(now(), zone_name())
    set_result(current_actor(), now(), demand.id, DemandResult(wanted), request.form.get("note", ""), today)
    return _to(demand)


@bp.post("/watches/<int:watch_id>")
@allow(*STAFF)
@writes
def record_a_watch(watch_id: int) -> Response:
    """Say what was found on a day of the watch."""
    wanted = request.form.get("state", "")
    if wanted not in set(WatchState):
        raise Refused(N_("Choose one."))
    today = local_date(now(), zone_name())
    row = record_watch(current_actor(), now(), watch_id, WatchState(wanted), request.form.get("note", ""), today)
    return _to(get_demand(row.demand_id))
