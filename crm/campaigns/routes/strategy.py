"""Strategy on one page: the five columns, the questions that are open, and the stages counted back from the vote."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from crm.campaigns import reference
from crm.campaigns.models import StrategyCell
from crm.campaigns.queries import get_campaign
from crm.campaigns.queries.planning import count_calendar_links
from crm.campaigns.routes.blueprint import bp
from crm.campaigns.service.strategy import note_strategy
from crm.campaigns.strategy_page import page_of
from crm.core.access import allow, current_actor, now, writes
from crm.core.actor import LEADS, STAFF
from crm.core.clock import local_date
from crm.core.errors import N_, Refused
from crm.core.i18n import sentence, zone_name
from crm.places.ids import lies_in


@bp.get("/<int:campaign_id>/strategy")
@allow(*STAFF)
def show_strategy(campaign_id: int) -> tuple[str, int]:
    """The whole page."""
    return _page(campaign_id)


def _page(campaign_id: int, problem: str = "", status: int = 200) -> tuple[str, int]:
    campaign, today = get_campaign(campaign_id), local_date(now(), zone_name())
    places = {row["ocd_id"]: row["jurisdiction"] for row in reference.rows("budget_calendars")}
    return render_template(
        "campaigns/strategy.html",
        page=page_of(campaign, today, zone_name()),
        campaign=campaign,
        today=today,
        Cell=StrategyCell,
        places=places,
        nearest=max((ocd_id for ocd_id in places if lies_in(campaign.ocd_id, ocd_id)), key=len, default=""),
        links=count_calendar_links(campaign_id),
        problem=problem,
    ), status


@bp.post("/<int:campaign_id>/strategy")
@allow(*LEADS)
@writes
def write_note(campaign_id: int) -> Response | tuple[str, int]:
    """Write a note into a cell."""
    wanted = request.form.get("cell", "")
    try:
        if wanted not in list(StrategyCell):
            raise Refused(N_("The chart has no such cell."))
        cell = StrategyCell(wanted)
        note_strategy(current_actor(), now(), campaign_id, cell, request.form.get("body", ""))
    except Refused as refused:
        return _page(campaign_id, sentence(refused), 422)
    return redirect(url_for("campaigns.show_strategy", campaign_id=campaign_id, _anchor=cell.value))
