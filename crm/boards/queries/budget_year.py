"""The fiscal year that a campaign's vote is about: when it begins and ends, where the government's calendar is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.campaigns import reference
from crm.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """Its first and its last day."""

    starts_on: date
    ends_on: date


def budget_year(campaign: Campaign) -> BudgetYear | None:
    """The first fiscal year that begins after the vote; None without a day for the vote or a calendar of the place."""
    rows = reference.calendar(campaign.ocd_id) if campaign.ocd_id else []
    if not rows or campaign.decision_on is None:
        return None
    month, day = (int(part) for part in rows[0]["fiscal_year_start_mm_dd"].split("-"))
    first = date(campaign.decision_on.year, month, day)
    if first <= campaign.decision_on:
        first = first.replace(year=first.year + 1)
    return BudgetYear(first, first.replace(year=first.year + 1) - timedelta(days=1))
