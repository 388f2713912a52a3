"""What changed in a coalition's campaigns in the last seven days: votes, figures and stages, which are nobody's people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.boards.queries.changes import changes_between
from crm.campaigns import queries as campaigns
from crm.coalitions.queries import Partner
from crm.core.clock import local_date

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class News:
    """One campaign's week with one organization: how many votes lean otherwise, figures entered, stages finished."""

    host: str
    campaign_name: str
    votes_moved: int
    figures: int
    stages: tuple[campaigns.Stage, ...]

    @property
    def is_any(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.votes_moved or self.figures or self.stages)


def news_of(partner: Partner, now: datetime, zone_name: str) -> list[News]:
    """The week of an organization's campaigns, asked inside it; quiet ones are left out."""
    return [one for one in _weeks(partner, now, zone_name) if one.is_any]


def _weeks(partner: Partner, now: datetime, zone_name: str) -> Iterable[News]:
    since, today = now - WEEK, local_date(now, zone_name)
    for campaign_id in partner.campaign_ids:
        found = changes_between(campaign_id, since, now, zone_name)
        first = local_date(since, zone_name)
        done = tuple(one for one in campaigns.stages(campaign_id, today) if one.done_on and one.done_on > first)
        yield News(partner.name, campaigns.get_campaign(campaign_id).name, found.leans, found.figures, done)
