"""What somebody who leaves still owes here: next steps, and the promises she asked for that are still open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from crm.accounts.handovers import HandOver, Holding, Part, handovers, whole
from crm.audit.moving import move_rows
from crm.commitments.models import Commitment, Outcome, Task, TaskStatus
from crm.contacts.handing_over import by_new_owner
from crm.core.database import db
from crm.core.errors import N_


def _tasks(user_id: int, _now: datetime) -> list[Part]:
    query = select(func.count(Task.id)).where(Task.assignee_user_id == user_id, Task.status == TaskStatus.OPEN)
    return whole(db.session.scalars(query).one())


def _move_tasks(plan: HandOver) -> int:
    query = select(Task.id, Task.contact_id).where(
        Task.assignee_user_id == plan.from_user_id, Task.status == TaskStatus.OPEN
    )
    rows = by_new_owner(plan, ((row.id, row.contact_id) for row in db.session.execute(query)))
    return sum(move_rows(plan.batch, Task, "assignee_user_id", ids, user_id) for user_id, ids in rows.items())


def _promises(user_id: int, _now: datetime) -> list[Part]:
    query = select(func.count(Commitment.id)).where(
        Commitment.asked_by_user_id == user_id, Commitment.outcome == Outcome.OPEN
    )
    return whole(db.session.scalars(query).one())


def _move_promises(plan: HandOver) -> int:
    query = select(Commitment.id, Commitment.contact_id).where(
        Commitment.asked_by_user_id == plan.from_user_id, Commitment.outcome == Outcome.OPEN
    )
    rows = by_new_owner(plan, ((row.id, row.contact_id) for row in db.session.execute(query)))
    return sum(move_rows(plan.batch, Commitment, "asked_by_user_id", ids, user_id) for user_id, ids in rows.items())


def install() -> None:
    """Register what this room hands over."""
    handovers.register("tasks", Holding(N_("Next steps that are open"), _tasks, _move_tasks))
    handovers.register("promises", Holding(N_("Promises she asked for that are open"), _promises, _move_promises))
