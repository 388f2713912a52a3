"""The goals that a campaign counts in its own records: votes that are sure, dollars that were found in the document."""

from __future__ import annotations

from datetime import datetime

from crm.campaigns.measures import Happening, Measure
from crm.campaigns.queries.money import ledger
from crm.campaigns.queries.whip import whip_count
from crm.core.errors import N_


def _votes_yes(
    campaign_id: int | None, _user: int | None, _since: datetime, _until: datetime, _turf: int | None = None
) -> int:
    """Seats that would vote yes today."""
    return whip_count(campaign_id).sure if campaign_id is not None else 0


def _dollars_verified(
    campaign_id: int | None, _user: int | None, _since: datetime, _until: datetime, _turf: int | None = None
) -> int:
    """Whole dollars won for communities that a second person found in the document."""
    won = ledger(campaign_id).verified.invest if campaign_id is not None else None
    return (won or 0) // 100


def _nobody(
    _campaign: int | None, _user: int | None, _since: datetime, _until: datetime, _turf: int | None = None
) -> list[Happening]:
    """Neither is about people: what they count is listed on the campaign's own pages."""
    return []


MEASURES = {
    "votes_yes": Measure(N_("Votes that are sure"), _votes_yes, _nobody, opens="campaigns.show_deciders"),
    "dollars_verified": Measure(N_("Dollars won, verified"), _dollars_verified, _nobody, opens="campaigns.show"),
}
