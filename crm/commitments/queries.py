"""Reading promises, RSVPs and tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from crm.commitments.models import Answer, Commitment, CommitmentEvent, CommitmentKind, Outcome, Task, TaskStatus
from crm.core.database import db
from crm.core.upsert import chunks

PROMISING = (Answer.YES, Answer.CONFIRMED)
"""The answers that make an ask a promise."""


def find_rsvp(action_id: int, contact_id: int) -> Commitment | None:
    """The RSVP of a person to an action, or None when nobody asked her and she did not answer."""
    return db.session.scalars(
        select(Commitment).where(
            Commitment.kind == CommitmentKind.ATTEND,
            Commitment.action_id == action_id,
            Commitment.contact_id == contact_id,
        )
    ).one_or_none()


def find_by_client_ref(client_ref: str) -> Commitment | None:
    """The commitment that a device sent under that UUID, or None."""
    return db.session.scalars(select(Commitment).where(Commitment.client_ref == client_ref)).one_or_none()


def rsvp_counts_of(action_ids: Collection[int]) -> dict[int, dict[Answer, int]]:
    """How many people stand at each answer, for several actions in one read; an action without RSVPs has an empty dict."""
    counts: dict[int, dict[Answer, int]] = {action_id: {} for action_id in action_ids}
    query = (
        select(Commitment.action_id, Commitment.answer, func.count())
        .where(Commitment.kind == CommitmentKind.ATTEND, Commitment.action_id.in_(action_ids))
        .group_by(Commitment.action_id, Commitment.answer)
    )
    for action_id, answer, number in db.session.execute(query) if counts else ():
        if action_id is not None:
            counts[action_id][answer] = number
    return counts


def rsvp_counts(action_id: int) -> dict[Answer, int]:
    """How many people stand at each answer for one action."""
    return rsvp_counts_of([action_id])[action_id]


def rsvp_contact_ids(action_id: int, answers: Collection[Answer] | None = None) -> list[int]:
    """The people with an RSVP to an action, only those at one of the answers when given; in order of id."""
    query = select(Commitment.contact_id).where(
        Commitment.kind == CommitmentKind.ATTEND, Commitment.action_id == action_id
    )
    if answers is not None:
        query = query.where(Commitment.answer.in_(answers))
    return list(db.session.scalars(query.order_by(Commitment.contact_id)))


def list_waiting(action_id: int) -> list[Commitment]:
    """Who waits for a seat at an action, the longest first."""
    query = select(Commitment).where(Commitment.kind == CommitmentKind.ATTEND, Commitment.action_id == action_id)
    query = query.where(Commitment.answer == Answer.WAITLIST)
    return list(db.session.scalars(query.order_by(Commitment.answered_at, Commitment.id)))


def count_needs(action_id: int) -> dict[str, int]:
    """How many of those who come or may come to an action need what (ride: 9), the most needed first."""
    query = (
        select(Commitment.needs, func.count())
        .where(
            Commitment.kind == CommitmentKind.ATTEND,
            Commitment.action_id == action_id,
            Commitment.answer.in_((*PROMISING, Answer.MAYBE, Answer.WAITLIST)),
            Commitment.needs != "",
        )
        .group_by(Commitment.needs)
    )
    counts: Counter[str] = Counter()
    for needs, number in db.session.execute(query):
        for need in needs.split(","):
            counts[need] += number
    return dict(counts.most_common())


def count_on_shift(shift_id: int) -> int:
    """How many answers name a shift, whatever they are: it cannot go while one does."""
    return db.session.scalars(select(func.count()).select_from(Commitment).where(Commitment.shift_id == shift_id)).one()


def count_shifts(action_id: int) -> dict[int, int]:
    """How many people said yes to each shift of an action, by its id."""
    query = (
        select(Commitment.shift_id, func.count())
        .where(Commitment.action_id == action_id, Commitment.shift_id.is_not(None), Commitment.answer.in_(PROMISING))
        .group_by(Commitment.shift_id)
    )
    return {shift_id: number for shift_id, number in db.session.execute(query) if shift_id is not None}


def list_for_contact(contact_id: int) -> list[Commitment]:
    """Every ask of a person, the newest first."""
    query = select(Commitment).where(Commitment.contact_id == contact_id)
    return list(db.session.scalars(query.order_by(Commitment.asked_at.desc(), Commitment.id.desc())))


def list_open_asks(contact_ids: Collection[int]) -> list[Commitment]:
    """What some people were asked beside coming to actions and has not ended, the oldest first; a no is an end."""
    found: list[Commitment] = []
    for some in chunks(sorted(set(contact_ids))):
        query = select(Commitment).where(
            Commitment.contact_id.in_(some),
            Commitment.kind != CommitmentKind.ATTEND,
            Commitment.outcome == Outcome.OPEN,
            Commitment.answer.not_in((Answer.NO, Answer.CANCELLED)),
        )
        found += db.session.scalars(query.order_by(Commitment.id))
    return found


def commitments_by_id(ids: Collection[int]) -> dict[int, Commitment]:
    """Some commitments by their ids."""
    rows = (
        row
        for some in chunks(sorted(ids))
        for row in db.session.scalars(select(Commitment).where(Commitment.id.in_(some)))
    )
    return {row.id: row for row in rows}


def list_for_one_on_ones(one_on_one_ids: Collection[int]) -> dict[int, list[Commitment]]:
    """What was asked in some one-on-ones, by one-on-one, in the order of asking."""
    query = select(Commitment).where(Commitment.one_on_one_id.in_(one_on_one_ids)).order_by(Commitment.id)
    asked: dict[int, list[Commitment]] = {one_on_one_id: [] for one_on_one_id in one_on_one_ids}
    for row in db.session.scalars(query) if asked else ():
        if row.one_on_one_id is not None:
            asked[row.one_on_one_id].append(row)
    return asked


def list_events(commitment_ids: Collection[int]) -> list[CommitmentEvent]:
    """The history of some commitments, the oldest first."""
    if not commitment_ids:
        return []
    query = select(CommitmentEvent).where(CommitmentEvent.commitment_id.in_(commitment_ids))
    return list(db.session.scalars(query.order_by(CommitmentEvent.at, CommitmentEvent.id)))


def promise_record(contact_id: int) -> tuple[int, int, int]:
    """How a person keeps her word: (promises kept, promises kept or broken, promises still open)."""
    query = (
        select(Commitment.outcome, func.count())
        .where(Commitment.contact_id == contact_id, Commitment.answer.in_(PROMISING))
        .group_by(Commitment.outcome)
    )
    counts: dict[Outcome, int] = dict(db.session.execute(query).all())
    kept = counts.get(Outcome.KEPT, 0)
    return kept, kept + counts.get(Outcome.BROKEN, 0), counts.get(Outcome.OPEN, 0)


def open_tasks(user_id: int, due_by: date | None = None, limit: int | None = None) -> list[Task]:
    """The tasks a user still owes, the most overdue first; only those due by a day when it is given."""
    query = select(Task).where(Task.assignee_user_id == user_id, Task.status == TaskStatus.OPEN)
    if due_by is not None:
        query = query.where(Task.due_on <= due_by)
    return list(db.session.scalars(query.order_by(Task.due_on, Task.id).limit(limit)))


def count_open_tasks(user_id: int, due_by: date | None = None) -> int:
    """How many tasks a user still owes, only those due by a day when it is given."""
    query = select(func.count(Task.id)).where(Task.assignee_user_id == user_id, Task.status == TaskStatus.OPEN)
    if due_by is not None:
        query = query.where(Task.due_on <= due_by)
    return db.session.scalars(query).one()


def list_tasks_for_contact(contact_id: int) -> list[Task]:
    """Every task about a person, open ones first, then the newest."""
    query = select(Task).where(Task.contact_id == contact_id)
    return sorted(
        db.session.scalars(query.order_by(Task.due_on.desc(), Task.id.desc())),
        key=lambda task: task.status != TaskStatus.OPEN,
    )


def find_task_by_client_ref(client_ref: str) -> Task | None:
    """The task that a device sent under that UUID, or None."""
    return db.session.scalars(select(Task).where(Task.client_ref == client_ref)).one_or_none()
