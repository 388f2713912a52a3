"""After the vote: demands move to won, partly or lost, and the days are set on which somebody looks whether it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from crm.audit import service as audit
from crm.campaigns.models import (
    Decision,
    DecisionOutcome,
    Demand,
    DemandOutcome,
    DemandResult,
    LedgerSide,
    Watch,
    WatchState,
)
from crm.campaigns.queries.after import results_of
from crm.campaigns.queries.money import Line, ledger
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict
from crm.core.scope import get_owned
from crm.core.text import clean_line

WATCH_DAYS = {"document": 14, "spending": 90, "people": 180, "next_budget": 365}
"""What is looked at, and how many days after the vote: the adopted paper, the spending, who has the jobs, next year."""
STANDING = (DemandResult.WON, DemandResult.PARTLY)
FOUGHT_OVER = (LedgerSide.DIVEST, LedgerSide.INVEST)


def settle_demands(actor: Actor, now: datetime, decision: Decision, today: date) -> int:
    """Move the demands of a decided vote to what came of them; what somebody said by hand stands. Returns how many moved.

    Carried is won, or partly where less is won or adopted than demanded; lost is lost. A vote corrected later moves them
    again.
    """
    if decision.outcome is None:
        return 0
    held = results_of(decision.campaign_id)
    moved = 0
    for line in ledger(decision.campaign_id).side(*FOUGHT_OVER):
        was = held.get(line.demand_id)
        result = _result(line, decision.outcome)
        is_by_hand = was is not None and was.result is not DemandResult.OPEN and was.decision_id is None
        if is_by_hand or (was is not None and was.result is result):
            continue
        _write(actor, line.demand_id, result, decision.held_on or today, "", decision.id)
        moved += 1
    audit.record(actor, "settled_demands", "campaign", decision.campaign_id, now, decision_id=decision.id, moved=moved)
    return moved


def _result(line: Line, outcome: DecisionOutcome) -> DemandResult:
    if outcome is DecisionOutcome.LOST:
        return DemandResult.LOST
    won = line.verified if line.verified is not None else line.claimed
    is_less = won is not None and line.demanded is not None and won < line.demanded
    return DemandResult.PARTLY if is_less else DemandResult.WON


def set_result(
    actor: Actor, now: datetime, demand_id: int, result: DemandResult, note: str, today: date
) -> DemandOutcome:
    """Say what became of a demand; the days of its watch follow."""
    demand = get_owned(Demand, demand_id)
    row = _write(actor, demand.id, result, today, note, None)
    audit.record(actor, "set_result", "campaign", demand.campaign_id, now, demand_id=demand.id, result=result.value)
    return row


def _write(
    actor: Actor, demand_id: int, result: DemandResult, as_of: date, note: str, decision_id: int | None
) -> DemandOutcome:
    row = DemandOutcome(
        demand_id=demand_id,
        decision_id=decision_id,
        result=result,
        as_of=as_of,
        note=clean_line(note, 300),
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    _watch(actor, demand_id, result, as_of)
    db.session.flush()
    return row


def _watch(actor: Actor, demand_id: int, result: DemandResult, since: date) -> None:
    """Days of watch for what is won, each once; for what is not, those still open are taken away."""
    if result not in STANDING:
        db.session.execute(delete(Watch).where(Watch.demand_id == demand_id, Watch.state == WatchState.OPEN))
        return
    known: Sequence[str] = db.session.scalars(select(Watch.key).where(Watch.demand_id == demand_id)).all()
    db.session.add_all(
        Watch(demand_id=demand_id, key=key, due_on=since + timedelta(days=days), created_by_id=actor.user_id)
        for key, days in WATCH_DAYS.items()
        if key not in known
    )


def record_watch(actor: Actor, now: datetime, watch_id: int, state: WatchState, note: str, today: date) -> Watch:
    """Say what was found on a day of the watch, or open it again; Conflict when nothing would change."""
    row = get_owned(Watch, watch_id)
    demand = get_owned(Demand, row.demand_id)
    if row.state is state and not note:
        raise Conflict(N_("That stands there already."))
    row.state, row.note = state, clean_line(note, 300)
    row.found_on = None if state is WatchState.OPEN else today
    db.session.flush()
    audit.record(actor, "recorded_watch", "campaign", demand.campaign_id, now, watch_id=row.id, state=state.value)
    return row
