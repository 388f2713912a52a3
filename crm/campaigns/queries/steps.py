"""Stages on the way to the vote: which are done, which is now, which are late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from crm.campaigns import reference
from crm.campaigns.models import Campaign, Milestone
from crm.core.database import db


class StageState(StrEnum):
    """How a stage stands today."""

    DONE = "done"
    NOW = "now"
    LATE = "late"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with its state; `days_late` is 0 unless it is late."""

    key: str
    label: str
    label_es: str
    due_on: date | None
    done_on: date | None
    done_when: str
    done_when_es: str
    state: StageState
    days_late: int


def stages(campaign_id: int, today: date) -> list[Stage]:
    """The stages of one campaign in order."""
    return stages_of([campaign_id], today)[campaign_id]


def stages_of(campaign_ids: Iterable[int], today: date) -> dict[int, list[Stage]]:
    """The stages of several campaigns, in one read."""
    wanted = list(campaign_ids)
    query = select(Milestone).where(Milestone.campaign_id.in_(wanted)).order_by(Milestone.position)
    rows: dict[int, list[Milestone]] = defaultdict(list)
    for row in db.session.scalars(query):
        rows[row.campaign_id].append(row)
    return {campaign_id: _with_states(rows[campaign_id], today) for campaign_id in wanted}


def _with_states(rows: list[Milestone], today: date) -> list[Stage]:
    """The first open stage that is not late is the one for now; open ones past their day are late."""
    result, found_now = [], False
    for row in rows:
        late = (today - row.due_on).days if row.due_on and row.done_on is None and row.due_on < today else 0
        if row.done_on is not None:
            state = StageState.DONE
        elif late:
            state = StageState.LATE
        else:
            state, found_now = (StageState.NEXT if found_now else StageState.NOW), True
        done_when_es = reference.done_when_es().get(row.done_when, "")
        result.append(
            Stage(
                row.key,
                row.label,
                row.label_es,
                row.due_on,
                row.done_on,
                row.done_when,
                done_when_es,
                state,
                max(late, 0),
            )
        )
    return result


def days_to_vote(campaign: Campaign, today: date) -> int | None:
    """Days until the vote, 0 on its day, below zero after it; None when its day is not known."""
    return (campaign.decision_on - today).days if campaign.decision_on else None
