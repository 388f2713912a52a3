"""RSVPs beyond their answer: seats and the waitlist, how surely somebody comes, what she needs, her shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from crm.actions.queries import ActionShift, get_action
from crm.commitments.models import Answer, Commitment, CommitmentEvent
from crm.commitments.queries import PROMISING, find_rsvp, list_waiting
from crm.commitments.service.answers import record_answer
from crm.commitments.service.seats import free_seats
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import get_owned


@dataclass(frozen=True, slots=True)
class Wish:
    """What goes with an answer: what she needs to come, and the shift she takes."""

    needs: Sequence[str] = ()
    shift_id: int | None = None


def answer_rsvp(
    actor: Actor,
    now: datetime,
    action_id: int,
    contact_id: int,
    answer: Answer,
    *,
    source: str,
    wish: Wish | None = None,
) -> Commitment:
    """Write down what somebody answers to an action; a yes of somebody who confirmed leaves that standing.

    Refused for a shift of another action; Conflict for a full one.
    """
    action, known = get_action(action_id), find_rsvp(action_id, contact_id)
    if answer is Answer.YES and known is not None and known.answer is Answer.CONFIRMED:
        answer = Answer.CONFIRMED
    row = record_answer(
        actor, now, contact_id, answer, source=source, action_id=action_id, campaign_id=action.campaign_id
    )
    if wish is not None:
        row.needs = ",".join(sorted(set(wish.needs)))[:200]
        _take_shift(row, wish.shift_id)
    db.session.flush()
    return row


def confirm_rsvp(actor: Actor, now: datetime, commitment_id: int, how: str) -> Commitment:
    """Somebody said once more that she comes (how: text, call, in_person, link); within twelve hours it counts once.

    Refused when she had not said yes before and no seat is free.
    """
    row = get_owned(Commitment, commitment_id)
    if row.answer not in PROMISING and free_seats(get_action(row.action_id)) == 0:
        raise Refused(N_("Every seat is taken: she stays on the waitlist."))
    return record_answer(actor, now, row.contact_id, Answer.CONFIRMED, source=how, action_id=row.action_id)


def give_seat(actor: Actor, now: datetime, action_id: int) -> Commitment:
    """Give the next free seat to who has waited longest; Conflict when none is free or nobody waits."""
    action = get_action(action_id)
    if free_seats(action) == 0:
        raise Conflict(N_("No seat is free."))
    waiting = list_waiting(action_id)
    if not waiting:
        raise Conflict(N_("Nobody waits for a seat."))
    return record_answer(actor, now, waiting[0].contact_id, Answer.YES, source="waitlist", action_id=action_id)


def _take_shift(row: Commitment, shift_id: int | None) -> None:
    if shift_id is None or shift_id == row.shift_id:
        return
    shift = get_owned(ActionShift, shift_id)
    if shift.action_id != row.action_id:
        raise Refused(N_("That shift belongs to another action."))
    on_it = (Commitment.shift_id == shift_id, Commitment.answer.in_(PROMISING), Commitment.id != row.id)
    taken = db.session.scalars(select(func.count()).select_from(Commitment).where(*on_it)).one()
    if shift.capacity is not None and taken >= shift.capacity:
        raise Conflict(N_("That shift is full. Choose another one."))
    row.shift_id = shift_id


def note_asked(actor: Actor, now: datetime, action_id: int, contact_id: int, how: str = "in_person") -> Commitment:
    """A person asked somebody to come; her answer stays as it is, invited when she gave none."""
    row = find_rsvp(action_id, contact_id)
    if row is None:
        action = get_action(action_id)
        row = record_answer(
            actor,
            now,
            contact_id,
            Answer.INVITED,
            source=how,
            action_id=action_id,
            campaign_id=action.campaign_id,
            asked_by_user_id=actor.user_id,
        )
    else:
        row.asked_by_user_id = actor.user_id
        db.session.add(
            CommitmentEvent(
                commitment_id=row.id,
                answer=row.answer,
                at=now,
                by_user_id=actor.user_id,
                source=how,
                confirm_level=row.confirm_level,
                created_by_id=actor.user_id,
            )
        )
    db.session.flush()
    return row


def note_watched(actor: Actor, now: datetime, action_id: int, contact_id: int) -> None:
    """Somebody who was asked to an action opened its recording; the first time counts."""
    row = find_rsvp(action_id, contact_id)
    if row is not None and row.watched_at is None:
        row.watched_at = now
        db.session.flush()
