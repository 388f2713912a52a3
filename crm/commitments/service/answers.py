"""Writing down one ask and its answer, and how a promise ended."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError

from crm.commitments.models import Answer, Commitment, CommitmentEvent, CommitmentKind, Outcome
from crm.commitments.queries import find_by_client_ref, find_rsvp, list_events
from crm.commitments.service.seats import seated
from crm.commitments.signals import rsvp_answered
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound
from crm.core.scope import get_owned
from crm.core.text import clean_line

MOST_CONFIRMED = 3
ANOTHER = timedelta(hours=12)
"""A confirmation counts as another one this long after the last: three days before, and again the day before."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """An ask and its answer as they come in."""

    contact_id: int
    answer: Answer
    kind: CommitmentKind
    source: str
    action_id: int | None = None
    campaign_id: int | None = None
    message_id: int | None = None
    one_on_one_id: int | None = None
    quantity: int | None = None
    detail: str = ""
    due_on: date | None = None
    asked_by_user_id: int | None = None
    batch_id: int | None = None
    form_answers: dict[str, Any] = field(default_factory=dict)
    client_ref: str | None = None


def record_answer(
    actor: Actor,
    now: datetime,
    contact_id: int,
    answer: Answer,
    *,
    source: str,
    kind: CommitmentKind = CommitmentKind.ATTEND,
    action_id: int | None = None,
    campaign_id: int | None = None,
    message_id: int | None = None,
    one_on_one_id: int | None = None,
    quantity: int | None = None,
    detail: str = "",
    due_on: date | None = None,
    asked_by_user_id: int | None = None,
    batch_id: int | None = None,
    form_answers: dict[str, Any] | None = None,
    client_ref: str | None = None,
) -> Commitment:
    """Write down an answer; a client_ref seen before is the same ask. An RSVP (attend, with an action) is one row a person:
    a new answer adds an event, the same one changes nothing, an invitation never replaces an answer, and a yes to a full
    action is a place on its waitlist.
    """
    details = (action_id, campaign_id, message_id, one_on_one_id, quantity, clean_line(detail, 300), due_on)
    ask = _Ask(contact_id, answer, kind, source, *details, asked_by_user_id, batch_id, form_answers or {}, client_ref)
    known = _find(ask)
    if kind is CommitmentKind.ATTEND:
        ask = replace(ask, answer=seated(action_id, known.answer if known else None, answer))
    if known is None:
        try:
            with db.session.begin_nested():
                return _insert(actor, now, ask)
        except IntegrityError:
            # Somebody else wrote the same RSVP (or the same client_ref) since we looked; any other cause is still an error.
            known = _find(ask)
            if known is None:
                raise
    return _answer_again(actor, now, known, ask)


def _find(ask: _Ask) -> Commitment | None:
    if ask.client_ref is not None:
        known = find_by_client_ref(ask.client_ref)
        if known is not None:
            return known
    if ask.kind is CommitmentKind.ATTEND and ask.action_id is not None:
        return find_rsvp(ask.action_id, ask.contact_id)
    return None


def _insert(actor: Actor, now: datetime, ask: _Ask) -> Commitment:
    row = Commitment(
        contact_id=ask.contact_id,
        kind=ask.kind,
        action_id=ask.action_id,
        campaign_id=ask.campaign_id,
        one_on_one_id=ask.one_on_one_id,
        quantity=ask.quantity,
        detail=ask.detail,
        answer=ask.answer,
        asked_by_user_id=ask.asked_by_user_id,
        asked_at=now,
        answered_at=None if ask.answer is Answer.INVITED else now,
        due_on=ask.due_on,
        form_answers=ask.form_answers,
        client_ref=ask.client_ref,
        batch_id=ask.batch_id,
        created_by_id=actor.user_id,
        confirm_level=0,
    )
    _level(row, ask.answer, now)
    db.session.add(row)
    db.session.flush()
    _add_event(actor, now, row, ask, previous=None)
    return row


def _answer_again(actor: Actor, now: datetime, row: Commitment, ask: _Ask) -> Commitment:
    if ask.form_answers and not row.form_answers:
        row.form_answers = ask.form_answers
    if ask.answer is Answer.INVITED or (ask.answer is row.answer and not _confirms_again(row, ask.answer, now)):
        return row
    previous = row.answer
    row.answer = ask.answer
    _level(row, ask.answer, now)
    row.answered_at = now
    row.one_on_one_id = row.one_on_one_id or ask.one_on_one_id
    row.due_on = ask.due_on or row.due_on
    row.quantity = ask.quantity or row.quantity
    _add_event(actor, now, row, ask, previous)
    return row


def _confirms_again(row: Commitment, answer: Answer, now: datetime) -> bool:
    """Whether a confirmation after a confirmation is another one: on another half day."""
    return answer is Answer.CONFIRMED and (row.confirmed_at is None or now - row.confirmed_at >= ANOTHER)


def _level(row: Commitment, answer: Answer, now: datetime) -> None:
    """How often an RSVP is confirmed after an answer: one more by a confirmation, not at all by any other answer."""
    is_confirmed = answer is Answer.CONFIRMED
    row.confirm_level = min((row.confirm_level or 0) + 1, MOST_CONFIRMED) if is_confirmed else 0
    row.confirmed_at = now if is_confirmed else None


def _add_event(actor: Actor, now: datetime, row: Commitment, ask: _Ask, previous: Answer | None) -> None:
    db.session.add(
        CommitmentEvent(
            commitment_id=row.id,
            answer=ask.answer,
            at=now,
            by_user_id=actor.user_id,
            source=ask.source,
            message_id=ask.message_id,
            batch_id=ask.batch_id,
            created_by_id=actor.user_id,
            confirm_level=row.confirm_level,
        )
    )
    db.session.flush()
    if row.kind is CommitmentKind.ATTEND:
        rsvp_answered.send(row, previous=previous, now=now, actor=actor)


def take_back_answer(actor: Actor, now: datetime, commitment_id: int, message_id: int) -> Commitment:
    """Undo what a text answered: the answer before it stands again, "invited" where there was none.

    The history keeps both, with an event for the undoing. NotFound when that text answered nothing here, Conflict when
    something was answered since.
    """
    row = get_owned(Commitment, commitment_id)
    events = list_events([row.id])
    place = next((n for n, event in enumerate(events) if event.message_id == message_id), None)
    if place is None:
        raise NotFound(N_("That text changed nothing."))
    if place != len(events) - 1:
        raise Conflict(N_("That was changed again since. See the person's page."))
    before = events[place - 1] if place else None
    answer = before.answer if before else Answer.INVITED
    previous, row.answer = row.answer, answer
    row.answered_at = before.at if before and answer is not Answer.INVITED else None
    row.confirm_level = before.confirm_level if before else 0
    row.confirmed_at = before.at if before and row.confirm_level else None
    _add_event(actor, now, row, _Ask(row.contact_id, answer, row.kind, "undo", row.action_id), previous)
    return row


def close_commitment(actor: Actor, now: datetime, commitment_id: int, outcome: Outcome) -> Commitment:
    """Say how a promise ended (kept, broken, excused, withdrawn), or open it again; NotFound when it is not here."""
    row = get_owned(Commitment, commitment_id)
    row.outcome = outcome
    row.closed_at = None if outcome is Outcome.OPEN else now
    db.session.flush()
    return row
