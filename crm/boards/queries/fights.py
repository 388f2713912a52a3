"""All campaigns of an organization as they stand among each other: where, at which stage, votes and dollars."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from crm.boards.queries.board import current_stage
from crm.campaigns import queries as campaigns
from crm.campaigns.models import Campaign, CampaignStatus, Decision, Lean, LeanReport, Target
from crm.campaigns.queries.whip import ORDER
from crm.core.database import db

SOON_DAYS, FAR_DAYS = 42, 140
"""A campaign without stages is near its vote in the last six weeks, and builds its base until twenty weeks before it."""
_STATE = re.compile(r"/(?:state|district|territory):([a-z]{2})")


class Phase(StrEnum):
    """The parts of a campaign's way, the nearest to the vote first; the many stages of the templates fall into them."""

    VOTE = "vote"
    POWER = "power"
    BASE = "base"
    WATCHING = "watching"
    OVER = "over"


_VOTE = (
    "proposal_release executive_budget governor_proposal hearings amendments negotiation vote sponsor public_comment"
)
_VOTE += " committee lobby_day floor signature gotv"
_POWER = "power_map coalition pre_proposal preliminary_budget preliminary_hearings governor_ask qualify voter_contact"
_POWER += " proposals"
_WATCHING = "debrief monitoring safety_plan appropriation grants defend fund evaluate next reinvest"
_WATCHING += " baseline calendar records report_card escalate renew"
_BASE = "research base_building assembly demand win_fund design ideas"
_OF_STAGE = {
    key: phase
    for phase, keys in ((Phase.VOTE, _VOTE), (Phase.POWER, _POWER), (Phase.WATCHING, _WATCHING), (Phase.BASE, _BASE))
    for key in keys.split()
}
"""The stages of milestones_templates.csv by the part of the way they belong to."""
_OF_STATUS = {
    CampaignStatus.WON: Phase.WATCHING,
    CampaignStatus.PARTLY_WON: Phase.WATCHING,
    CampaignStatus.MONITORING: Phase.WATCHING,
    CampaignStatus.LOST: Phase.OVER,
    CampaignStatus.CLOSED: Phase.OVER,
}
WON = (CampaignStatus.WON, CampaignStatus.PARTLY_WON)


@dataclass(frozen=True, slots=True)
class Fight:
    """A campaign among the others. `state` is the postal code of its state, "" where its place lies in none.

    `hosts` names the organizations that run it, none on an organization's own board.
    """

    campaign: Campaign
    state: str
    phase: Phase
    stage: campaigns.Stage | None
    days_to_vote: int | None
    count: campaigns.WhipCount
    ledger: campaigns.Ledger
    is_ours: bool = True
    hosts: tuple[str, ...] = ()

    @property
    def is_won(self) -> bool:
        """Whether it is won, fully or in part."""
        return self.campaign.status in WON


def fights(rows: Iterable[Campaign], today: date) -> list[Fight]:
    """How these campaigns stand, in seven reads whatever their number, the nearest vote first within a phase."""
    wanted = list(rows)
    ids = [row.id for row in wanted]
    ledgers, stages, counts = campaigns.ledgers(ids), campaigns.stages_of(ids, today), whip_counts(wanted)
    found = []
    for row in wanted:
        stage, days = current_stage(stages[row.id]), campaigns.days_to_vote(row, today)
        phase = phase_of(row.status, stage.key if stage else "", days)
        found.append(Fight(row, state_of(row.ocd_id), phase, stage, days, counts[row.id], ledgers[row.id]))
    return in_order(found)


def in_order(found: Iterable[Fight]) -> list[Fight]:
    """The nearest vote first, then those without a day, then those whose vote is past, the latest of them first."""

    def nearness(one: Fight) -> tuple[int, int, str]:
        days = one.days_to_vote
        return (1, 0, one.campaign.name) if days is None else (0 if days >= 0 else 2, abs(days), one.campaign.name)

    return sorted(found, key=nearness)


def phase_of(status: CampaignStatus, stage_key: str, days: int | None) -> Phase:
    """The part of the way: by how it ended, else by its stage, else by the days to the vote."""
    if status in _OF_STATUS:
        return _OF_STATUS[status]
    if stage_key in _OF_STAGE:
        return _OF_STAGE[stage_key]
    if days is None or days > FAR_DAYS:
        return Phase.BASE
    if days < 0:
        return Phase.WATCHING
    return Phase.VOTE if days <= SOON_DAYS else Phase.POWER


def state_of(ocd_id: str) -> str:
    """The postal code of the state that a division lies in ("CO"), also of the district; "" for none."""
    found = _STATE.search(ocd_id)
    return found[1].upper() if found else ""


def whip_counts(rows: Iterable[Campaign]) -> dict[int, campaigns.WhipCount]:
    """The whip counts of several campaigns, the same as whip_count() of each, in three reads."""
    own = {row.id: row.votes_needed for row in rows}
    leans: dict[int, Counter[Lean]] = defaultdict(Counter)
    for campaign_id, lean in latest_leans(own):
        leans[campaign_id][lean] += 1
    needed = own | _needed(own)
    return {one: campaigns.WhipCount({lean: leans[one][lean] for lean in ORDER}, needed[one]) for one in own}


def latest_leans(campaign_ids: Iterable[int]) -> list[tuple[int, Lean]]:
    """For every seat with a vote its campaign and how it leans by the newest word; undecided before the first."""
    place = func.row_number().over(
        partition_by=LeanReport.target_id, order_by=(LeanReport.as_of.desc(), LeanReport.id.desc())
    )
    newest = select(LeanReport.target_id, LeanReport.lean, place.label("place")).subquery()
    query = (
        select(Target.campaign_id, newest.c.lean)
        .outerjoin(newest, (newest.c.target_id == Target.id) & (newest.c.place == 1))
        .where(Target.campaign_id.in_(list(campaign_ids)), Target.has_vote.is_(True))
    )
    return [(row[0], row[1] or Lean.UNDECIDED) for row in db.session.execute(query)]


def _needed(campaign_ids: Iterable[int]) -> dict[int, int | None]:
    """The votes that carry the next decision of each campaign that has one to come."""
    query = select(Decision).where(Decision.campaign_id.in_(list(campaign_ids)), Decision.outcome.is_(None))
    rows = sorted(
        db.session.scalars(query),
        key=lambda one: (one.held_on is None, one.held_on or one.created_at.date(), one.id),
        reverse=True,
    )
    return {row.campaign_id: row.needed for row in rows}
