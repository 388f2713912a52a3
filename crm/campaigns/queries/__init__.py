"""Reading campaigns, their money, their stages, and how goals stand."""

from crm.campaigns.queries.campaigns import find_campaign, get_campaign, list_campaigns
from crm.campaigns.queries.facts import FactAtHand, facts_at_hand, list_facts
from crm.campaigns.queries.goals import Pace, Standing, get_goal, goals, pace_of, standing
from crm.campaigns.queries.money import Figure, Ledger, Line, Totals, ledger, ledgers
from crm.campaigns.queries.steps import Stage, StageState, days_to_vote, stages, stages_of
from crm.campaigns.queries.whip import Seat, WhipCount, seats, whip_count

__all__ = [
    "FactAtHand",
    "Figure",
    "Ledger",
    "Line",
    "Pace",
    "Seat",
    "Stage",
    "StageState",
    "Standing",
    "Totals",
    "WhipCount",
    "days_to_vote",
    "facts_at_hand",
    "find_campaign",
    "get_campaign",
    "get_goal",
    "goals",
    "ledger",
    "ledgers",
    "list_campaigns",
    "list_facts",
    "pace_of",
    "seats",
    "stages",
    "stages_of",
    "standing",
    "whip_count",
]
