"""How the last vote of a campaign went, once it is over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from crm.campaigns.models import DecisionOutcome, Vote
from crm.campaigns.queries.whip import decisions, roll_call


@dataclass(frozen=True, slots=True)
class LastVote:
    """A vote that was recorded: whether it carried, with how many yes and no."""

    has_carried: bool
    yes: int
    no: int


def last_vote(campaign_id: int) -> LastVote | None:
    """The latest vote whose outcome is recorded; None while none is."""
    recorded = [one for one in decisions(campaign_id) if one.outcome is not None]
    if not recorded:
        return None
    votes = Counter(roll_call(recorded[-1].id).values())
    return LastVote(recorded[-1].outcome is DecisionOutcome.CARRIED, votes[Vote.YES], votes[Vote.NO])
