"""Next steps: promised, done, and opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from crm.commitments.models import Task, TaskKind, TaskStatus
from crm.commitments.queries import find_task_by_client_ref
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotAllowed, Refused
from crm.core.scope import find_owned, get_owned
from crm.core.text import clean_line


@dataclass(frozen=True, slots=True)
class NewTask:
    """A next step to promise: about whom, who does it, what, by which local day, and where it came from."""

    contact_id: int | None
    assignee_user_id: int | None
    kind: TaskKind
    title: str
    due_on: date
    origin: str
    one_on_one_id: int | None = None
    client_ref: str | None = None


def create_task(actor: Actor, now: datetime, new: NewTask) -> Task:
    """Write down a next step; the same client_ref again returns the first one. Refused without a title."""
    title = clean_line(new.title, 200)
    if not title:
        raise Refused(N_("Say in a word what the next step is."))
    known = find_task_by_client_ref(new.client_ref) if new.client_ref else None
    if known is not None:
        return known
    row = Task(
        contact_id=new.contact_id,
        assignee_user_id=new.assignee_user_id,
        kind=new.kind,
        title=title,
        due_on=new.due_on,
        origin=new.origin,
        one_on_one_id=new.one_on_one_id,
        client_ref=new.client_ref,
        created_by_id=actor.user_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        known = find_task_by_client_ref(new.client_ref) if new.client_ref else None
        if known is None:
            raise
        return known
    return row


def complete_task(actor: Actor, now: datetime, task_id: int) -> Task:
    """Mark a next step as done; a second time changes nothing. NotAllowed for somebody else's, but for leads."""
    task = _own_task(actor, task_id)
    if task.status is TaskStatus.OPEN:
        task.status = TaskStatus.DONE
        task.done_at = now
        db.session.flush()
    return task


def reopen_task(actor: Actor, now: datetime, task_id: int) -> Task:
    """Take back that a next step was done."""
    task = _own_task(actor, task_id)
    task.status = TaskStatus.OPEN
    task.done_at = None
    db.session.flush()
    return task


def withdraw_task(task_id: int) -> None:
    """Take back a next step that was promised a moment ago by mistake; one that is done or gone stays as it is."""
    task = find_owned(Task, task_id)
    if task is not None and task.status is TaskStatus.OPEN:
        task.status = TaskStatus.SKIPPED
        task.client_ref = None
        db.session.flush()


def _own_task(actor: Actor, task_id: int) -> Task:
    task = get_owned(Task, task_id)
    if task.assignee_user_id not in (None, actor.user_id) and not actor.is_lead:
        raise NotAllowed(N_("That next step was promised by somebody else."))
    return task


def drop_tasks(origin: str) -> int:
    """Take away the open next steps that came from one act; those done stay. Returns how many went."""
    rows = list(db.session.scalars(select(Task).where(Task.origin == origin, Task.status == TaskStatus.OPEN)))
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    return len(rows)
