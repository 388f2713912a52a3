"""Whom a trigger brings: looked up from what is written down, so that nothing an import brought or a crash cut off is missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Exists, Select, exists, select

from crm.accounts.queries import get_organization
from crm.actions.models import Action, ActionStatus
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.core.clock import local_date
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn
from crm.signins.queries import webinar_tracks
from crm.sms.models import (
    Consent,
    ConsentMethod,
    ConsentState,
    Enrollment,
    EnrollmentState,
    Sequence,
    SequenceGoal,
    Trigger,
)

REGISTERED = (Answer.YES, Answer.CONFIRMED)
SIGNED_UP = (ConsentMethod.WEB_FORM, ConsentMethod.PAPER_SHEET, ConsentMethod.KEYWORD, ConsentMethod.VERBAL)
"""How somebody signs up herself; what a file attests is no sign-up."""
FOLLOWED_UP_WITHIN = timedelta(days=14)
"""Who appears in an action's tracks later than this after its end is not followed up by itself any more."""
PROMISE = "promise:"
"""How a promise is named as an occasion."""
PROMISES_LOOKED_BACK = timedelta(days=2)
CAN_BE_KEPT = (
    EnrollmentState.ACTIVE,
    EnrollmentState.PAUSED,
    EnrollmentState.PERSON_TOOK_OVER,
    EnrollmentState.FINISHED,
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom a trigger brings, and on which occasion; the same one again is no new arrival."""

    contact_id: int
    action_id: int | None = None
    occasion: str = ""


def occasion_of(action_id: int | None) -> str:
    """How an action is named as an occasion."""
    return "" if action_id is None else f"action:{action_id}"


def arrivals(sequence: Sequence, now: datetime) -> list[Arrival]:
    """Whom the trigger of a running sequence brings who is not in it; nobody for a trigger that fires by itself."""
    find = _FINDERS.get(sequence.trigger)
    return find(sequence, now) if find is not None else []


def kept_ids(sequence: Sequence, *of: int) -> list[int]:
    """The enrollments (of some, where they are named) whose person has done what the sequence is for, since she is in it."""
    if sequence.trigger is Trigger.PROMISE_DUE:
        done = _promise_ended(sequence)
    elif sequence.goal is SequenceGoal.ONE_ON_ONE:
        done = exists().where(OneOnOne.contact_id == Enrollment.contact_id, OneOnOne.logged_at >= Enrollment.created_at)
    elif sequence.goal is SequenceGoal.COMING:
        done = exists().where(SignIn.contact_id == Enrollment.contact_id, SignIn.action_id == Enrollment.action_id)
    else:
        return []
    query = select(Enrollment.id).where(Enrollment.sequence_id == sequence.id, Enrollment.state.in_(CAN_BE_KEPT), done)
    if of:
        query = query.where(Enrollment.id.in_(of))
    return list(db.session.scalars(query.order_by(Enrollment.id)))


def _promise_ended(sequence: Sequence) -> ColumnElement[bool]:
    """That the promise a person is in for is kept, or ended otherwise."""
    waiting = select(Enrollment.occasion).where(
        Enrollment.sequence_id == sequence.id, Enrollment.state.in_(CAN_BE_KEPT)
    )
    promises = {int(one.removeprefix(PROMISE)): one for one in db.session.scalars(waiting) if one.startswith(PROMISE)}
    ended = select(Commitment.id).where(Commitment.id.in_(promises), Commitment.outcome != Outcome.OPEN)
    return Enrollment.occasion.in_([promises[one] for one in db.session.scalars(ended)])


def has_presence(action_id: int) -> bool:
    """Whether anybody's presence at an action is written down, without which nobody can be said not to have come."""
    return db.session.scalars(select(SignIn.id).where(SignIn.action_id == action_id).limit(1)).first() is not None


def _registered(sequence: Sequence, now: datetime) -> list[Arrival]:
    ahead = select(Action.id).where(Action.starts_at > now, Action.status != ActionStatus.CANCELLED)
    query = select(Commitment.contact_id, Commitment.action_id).where(
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
        Commitment.action_id.in_(ahead),
        ~_is_in(sequence, Commitment.contact_id.expression, Commitment.action_id.expression),
    )
    if sequence.action_id is not None:
        query = query.where(Commitment.action_id == sequence.action_id)
    else:
        query = query.where(Commitment.answered_at >= sequence.started_at)
    return _of_actions(query)


def _tracked(sequence: Sequence, now: datetime) -> list[Arrival]:
    found = []
    for action in _over(sequence, now):
        ids = getattr(webinar_tracks(action.id), sequence.trigger.value)
        known = set(
            db.session.scalars(
                select(Enrollment.contact_id).where(
                    Enrollment.sequence_id == sequence.id, Enrollment.action_id == action.id
                )
            )
        )
        found += [Arrival(one, action.id, occasion_of(action.id)) for one in ids if one not in known]
    return found


def _over(sequence: Sequence, now: datetime) -> list[Action]:
    """The actions that a sequence follows up: its own once it is over, else those closed since it runs.

    Who did not come is known when the action is closed, or when somebody looked and started the sequence after its end.
    """
    query = select(Action).where(
        Action.starts_at.between(now - FOLLOWED_UP_WITHIN - timedelta(days=1), now),
        Action.status != ActionStatus.CANCELLED,
    )
    if sequence.action_id is None:
        return list(db.session.scalars(query.where(Action.closed_at >= sequence.started_at).order_by(Action.id)))
    action = db.session.scalars(query.where(Action.id == sequence.action_id)).one_or_none()
    if action is None or (action.ends_at or action.starts_at) > now:
        return []
    return [action] if sequence.trigger is not Trigger.DID_NOT_COME or _is_settled(sequence, action) else []


def _is_settled(sequence: Sequence, action: Action) -> bool:
    ended = action.ends_at or action.starts_at
    is_looked_at = sequence.started_at is not None and sequence.started_at >= ended and has_presence(action.id)
    return action.closed_at is not None or is_looked_at


def _signed_up(sequence: Sequence, _now: datetime) -> list[Arrival]:
    query = select(Consent.contact_id).where(
        Consent.state == ConsentState.OPTED_IN,
        Consent.method.in_(SIGNED_UP),
        Consent.at >= sequence.started_at,
        Consent.contact_id.is_not(None),
        ~exists().where(Enrollment.sequence_id == sequence.id, Enrollment.contact_id == Consent.contact_id),
    )
    return [Arrival(one) for one in db.session.scalars(query.distinct()) if one is not None]


def _promised(sequence: Sequence, now: datetime) -> list[Arrival]:
    today = local_date(now, get_organization(current_organization_id()).time_zone)
    query = select(Commitment.id, Commitment.contact_id).where(
        Commitment.kind != CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
        Commitment.outcome == Outcome.OPEN,
        Commitment.due_on.between(today - PROMISES_LOOKED_BACK, today),
    )
    due = {f"{PROMISE}{row.id}": row.contact_id for row in db.session.execute(query.order_by(Commitment.id))}
    known = select(Enrollment.occasion).where(Enrollment.sequence_id == sequence.id, Enrollment.occasion.in_(due))
    for occasion in db.session.scalars(known):
        due.pop(occasion, None)
    return [Arrival(contact_id, None, occasion) for occasion, contact_id in due.items()]


def _is_in(sequence: Sequence, contact_id: ColumnElement[int], action_id: ColumnElement[int | None]) -> Exists:
    return exists().where(
        Enrollment.sequence_id == sequence.id,
        Enrollment.contact_id == contact_id,
        Enrollment.action_id == action_id,
    )


def _of_actions(query: Select[int, int | None]) -> list[Arrival]:
    return [Arrival(row[0], row[1], occasion_of(row[1])) for row in db.session.execute(query)]


_FINDERS: dict[Trigger, Callable[[Sequence, datetime], list[Arrival]]] = {
    Trigger.REGISTERED: _registered,
    Trigger.CAME: _tracked,
    Trigger.LEFT_EARLY: _tracked,
    Trigger.DID_NOT_COME: _tracked,
    Trigger.SIGNED_UP: _signed_up,
    Trigger.PROMISE_DUE: _promised,
}
