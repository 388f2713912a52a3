"""What goals have reached, kept until a table changes that they count from."""

from __future__ import annotations

from datetime import datetime

from crm.boards.queries.kept import Kept
from crm.campaigns.measures import Measure
from crm.campaigns.models import Goal
from crm.campaigns.queries.goals import Count, reached

_PROMISES = ("commitments", "actions")
TABLES: dict[str, tuple[str, ...]] = {
    "one_on_ones": ("one_on_ones",),
    "attended": ("sign_ins", "actions"),
    "commitments_kept": _PROMISES,
    "signatures": _PROMISES,
    "testimonies": _PROMISES,
    "texts_replied": ("blast_answers", "blasts", "actions"),
    "new_people": ("contacts", "sign_ins", "one_on_ones", *_PROMISES),
}
"""What each measure counts from; one that is not here is counted each time."""


def reached_of(kept: Kept) -> Count:
    """Counts a goal unless its number still holds; of somebody's people or a turf's also who they are must hold."""

    def count(goal: Goal, measure: Measure, since: datetime, until: datetime) -> int:
        tables = TABLES.get(goal.measure)
        if tables is None:
            return reached(goal, measure, since, until)
        if goal.user_id is not None or goal.turf_id is not None:
            tables += ("contacts", "messages") if goal.measure == "texts_replied" else ("contacts",)
        key = ("reached", goal.measure, goal.campaign_id, goal.user_id, goal.turf_id, since, until)
        return kept.get(key, tables, lambda: reached(goal, measure, since, until))

    return count
