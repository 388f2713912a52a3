"""Two versions of the budget side by side."""

from __future__ import annotations

from flask import render_template, request

from crm.campaigns.models import LedgerSide
from crm.campaigns.queries import get_campaign
from crm.campaigns.queries.budget import budget_lines
from crm.campaigns.queries.comparing import BudgetVersion, compare, versions
from crm.campaigns.routes.blueprint import bp
from crm.core.access import allow
from crm.core.actor import STAFF


@bp.get("/<int:campaign_id>/ledger/compare")
@allow(*STAFF)
def compare_versions(campaign_id: int) -> str:
    """Two versions line by line; ?first= and ?second= choose them, else the oldest and the newest."""
    campaign, lines = get_campaign(campaign_id), budget_lines(campaign_id)
    found = versions(lines)
    shown = compare(lines, _chosen("first", found, 0), _chosen("second", found, -1)) if len(found) > 1 else None
    return render_template(
        "campaigns/compare.html", campaign=campaign, versions=found, shown=shown, sides=(*LedgerSide, None)
    )


def _chosen(name: str, found: list[BudgetVersion], place: int) -> BudgetVersion:
    wanted = request.args.get(name, "")
    return next((one for one in found if one.key == wanted), found[place])
