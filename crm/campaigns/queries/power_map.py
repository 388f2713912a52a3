"""The power map on any day: where each target stood, and the way she came."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from crm.campaigns.models import PowerPosition, Target
from crm.core.database import db

TRAIL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a target stands on a day, and where she stood in the month before, the oldest first."""

    now: PowerPosition
    trail: tuple[PowerPosition, ...]

    @property
    def steps(self) -> int:
        """By how many steps of support she moved in the month: above zero toward us."""
        return self.now.support - (self.trail[0] if self.trail else self.now).support


def moves(campaign_id: int) -> dict[int, list[PowerPosition]]:
    """Every position of every target of a campaign, the oldest first."""
    query = (
        select(PowerPosition)
        .join(Target, Target.id == PowerPosition.target_id)
        .where(Target.campaign_id == campaign_id)
        .order_by(PowerPosition.as_of, PowerPosition.id)
    )
    found: dict[int, list[PowerPosition]] = defaultdict(list)
    for row in db.session.scalars(query):
        found[row.target_id].append(row)
    return found


def standing_on(all_moves: dict[int, list[PowerPosition]], day: date) -> dict[int, Standing]:
    """Where targets stood at the end of a day; those not on the map by then are left out."""
    found = {}
    for target_id, positions in all_moves.items():
        until = [one for one in positions if one.as_of <= day]
        if until:
            since = day - timedelta(days=TRAIL_DAYS)
            before = [one for one in until[:-1] if one.as_of <= since][-1:]
            found[target_id] = Standing(until[-1], (*before, *(one for one in until[:-1] if one.as_of > since)))
    return found
