"""Counting how an action turned out, so that the next forecast knows."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select

from crm.actions.models import Action, ActionStatus
from crm.actions.queries import action_kinds
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.upsert import insert_rows
from crm.signins.models import SignIn
from crm.signins.queries import attended_ids
from crm.turnout.models import PublicAnswer, TurnoutCaptain, TurnoutResult
from crm.turnout.queries.forecasting import LEADS, WALK_IN
from crm.turnout.queries.standing import standing_before, tally

SETTLED = timedelta(hours=12)
"""How long after its end an action that nobody closed is counted all the same."""
AT_ONCE = 5


def count_action(action: Action) -> None:
    """Count anew who stood where before an action and who of them came; the count before is replaced."""
    came = attended_ids(action.id)
    db.session.execute(
        delete(TurnoutResult).where(TurnoutResult.action_id == action.id).execution_options(synchronize_session=False)
    )
    rows = [_row(action, lead, *one) for lead in LEADS for one in _counted(action, lead, came)]
    announced = sum(here for _status, _people, here in _counted(action, 0, came))
    insert_rows(TurnoutResult, [*rows, _row(action, 0, WALK_IN, 0, len(came) - announced)])


def count_what_is_over(now: datetime) -> int:
    """Count a few actions that are over, were signed in at and were not counted yet; returns how many."""
    counted = exists().where(TurnoutResult.action_id == Action.id)
    kinds = [kind.key for kind in action_kinds() if kind.needs_signin]
    query = (
        select(Action)
        .where(
            Action.starts_at < now - SETTLED,
            Action.status != ActionStatus.CANCELLED,
            Action.kind.in_(kinds),
            exists().where(SignIn.action_id == Action.id),
            ~counted,
        )
        .order_by(Action.starts_at.desc())
        .limit(AT_ONCE)
    )
    actions = list(db.session.scalars(query))
    for action in actions:
        count_action(action)
    return len(actions)


def _counted(action: Action, lead: int, came: list[int]) -> list[tuple[str, int, int]]:
    return [(status, *both) for status, both in tally(standing_before(action, lead), came).items()]


def _row(action: Action, lead: int, status: str, people: int, came: int) -> dict[str, object]:
    return {
        "organization_id": current_organization_id(),
        "action_id": action.id,
        "kind": action.kind,
        "days_before": lead,
        "status": status,
        "people": people,
        "came": came,
    }


def forget_named(action_id: int) -> None:
    """Forget who answered on the public page and who was to be asked, of an action where nobody may be named."""
    for model in (PublicAnswer, TurnoutCaptain):
        db.session.execute(
            delete(model).where(model.action_id == action_id).execution_options(synchronize_session=False)
        )
