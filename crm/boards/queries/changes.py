"""What happened in a campaign since this time yesterday, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from crm.actions.models import Action
from crm.campaigns.models import BudgetFigure, Demand, LeanReport, Target
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.core.database import db
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many one-on-ones were logged, yeses said, promises kept, people came, votes moved and figures entered."""

    one_on_ones: int
    yeses: int
    kept: int
    came: int
    leans: int
    figures: int


def changes(campaign_id: int, now: datetime) -> Changes:
    """The last 24 hours of a campaign, in one read."""
    since = now - DAY
    actions = select(Action.id).where(Action.campaign_id == campaign_id)
    of_campaign = (Commitment.campaign_id == campaign_id) | Commitment.action_id.in_(actions)
    counts = (
        select(func.count(OneOnOne.id)).where(OneOnOne.campaign_id == campaign_id, OneOnOne.logged_at > since),
        select(func.count(Commitment.id)).where(
            Commitment.action_id.in_(actions),
            Commitment.kind == CommitmentKind.ATTEND,
            Commitment.answer.in_((Answer.YES, Answer.CONFIRMED)),
            Commitment.answered_at > since,
        ),
        select(func.count(Commitment.id)).where(
            of_campaign, Commitment.outcome == Outcome.KEPT, Commitment.closed_at > since
        ),
        select(func.count(SignIn.id)).where(SignIn.action_id.in_(actions), SignIn.arrived_at > since),
        select(func.count(LeanReport.id))
        .join(Target, Target.id == LeanReport.target_id)
        .where(Target.campaign_id == campaign_id, LeanReport.as_of > since.date()),
        select(func.count(BudgetFigure.id))
        .join(Demand, Demand.id == BudgetFigure.demand_id)
        .where(Demand.campaign_id == campaign_id, BudgetFigure.entered_at > since),
    )
    row = db.session.execute(select(*(count.scalar_subquery() for count in counts))).one()
    return Changes(*row)
