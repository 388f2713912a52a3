"""One campaign's board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crm.boards.queries.budget_year import BudgetYear, budget_year
from crm.boards.queries.changes import Changes, changes
from crm.boards.queries.coming import Coming, coming
from crm.boards.queries.funnel import Funnel, funnel
from crm.boards.queries.kept import Kept
from crm.boards.queries.reached import reached_of
from crm.boards.queries.weeks import Week, weeks
from crm.campaigns import queries as campaigns
from crm.campaigns.models import Campaign
from crm.campaigns.queries.after import VoteTold, last_vote
from crm.core.clock import local_date


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the board of one campaign shows."""

    campaign: Campaign
    today: date
    days_to_vote: int | None
    ledger: campaigns.Ledger
    stages: list[campaigns.Stage]
    goals: list[campaigns.Standing]
    weeks: list[Week]
    funnel: Funnel | None
    count: campaigns.WhipCount
    changes: Changes
    coming: Coming | None
    last_vote: VoteTold | None
    budget_year: BudgetYear | None
    kept: Kept

    @property
    def late_stage(self) -> campaigns.Stage | None:
        """The stage that is late the longest, if any is."""
        return max((one for one in self.stages if one.days_late), key=lambda one: one.days_late, default=None)

    @property
    def furthest_behind(self) -> campaigns.Standing | None:
        """The goal that is the largest part of itself short of pace; None when none is short."""
        short = [one for one in self.goals if one.pace.difference < 0 and not one.pace.is_reached]
        return min(short, key=lambda one: one.pace.difference / one.pace.target, default=None)


def board(campaign_id: int, now: datetime, zone_name: str, webinar_id: int | None = None) -> Board:
    """The board of one campaign; NotFound for one of another organization."""
    campaign = campaigns.get_campaign(campaign_id)
    today, kept = local_date(now, zone_name), Kept()
    return Board(
        campaign=campaign,
        today=today,
        days_to_vote=campaigns.days_to_vote(campaign, today),
        ledger=campaigns.ledger(campaign_id),
        stages=campaigns.stages(campaign_id, today),
        goals=campaigns.standing(campaigns.goals(campaign_id), today, zone_name, reached_of(kept)),
        weeks=weeks(campaign_id, today, zone_name, kept),
        funnel=funnel(campaign_id, now, webinar_id, kept),
        count=campaigns.whip_count(campaign_id),
        changes=changes(campaign_id, now, zone_name),
        coming=coming(campaign_id, now),
        last_vote=last_vote(campaign_id) if campaign.decision_on and campaign.decision_on <= today else None,
        budget_year=budget_year(campaign),
        kept=kept,
    )


def current_stage(stages: list[campaigns.Stage]) -> campaigns.Stage | None:
    """The stage a campaign is in: the first that is not done, else the last."""
    waiting = next((one for one in stages if one.done_on is None), None)
    return waiting or (stages[-1] if stages else None)
