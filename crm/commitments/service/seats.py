"""Seats: how many an action has left, so that a yes to a full one waits for the next."""

from __future__ import annotations

from sqlalchemy import func, select

from crm.actions.queries import Action, find_action, list_hosts, lock_action
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.commitments.queries import PROMISING
from crm.core.database import db
from crm.core.scope import everywhere


def free_seats(action: Action) -> int | None:
    """How many seats are free, None where there is room for all; of two who want the last seat one waits for the other."""
    if action.capacity is None:
        return None
    lock_action(action.id)
    return max(action.capacity - _taken(action), 0)


def _taken(action: Action) -> int:
    """How many seats are taken, of an action hosted together by the people of all its hosts."""
    promised = (Commitment.kind == CommitmentKind.ATTEND, Commitment.answer.in_(PROMISING))
    query = select(func.count()).select_from(Commitment).where(*promised)
    if not action.joint_key:
        return db.session.scalars(query.where(Commitment.action_id == action.id)).one()
    ids = list(list_hosts(action.joint_key).values())
    with everywhere("hosting together: the seats that the people of all hosts have taken"):
        return db.session.scalars(query.where(Commitment.action_id.in_(ids))).one()


def seated(action_id: int | None, before: Answer | None, answer: Answer) -> Answer:
    """What an answer to an action comes to: a yes of somebody new to a full one is a place on the waitlist."""
    if answer not in PROMISING or before in PROMISING:
        return answer
    action = find_action(action_id)
    return Answer.WAITLIST if action is not None and free_seats(action) == 0 else answer
