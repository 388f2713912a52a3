"""What an incoming text does to the sequences of who wrote: it answers a branch, or a person takes over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select, update

from crm.commitments.service import Answer
from crm.contacts.queries import people_at, people_sharing, phones_of
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import get_owned
from crm.core.upsert import among
from crm.sms.models import (
    Conversation,
    ConversationState,
    Enrollment,
    EnrollmentState,
    Message,
    Outcome,
    Sequence,
    SequenceStep,
    StepDone,
    StepKind,
    Trigger,
)
from crm.sms.queries.gate import verdicts
from crm.sms.queries.sequences.reading import step_of
from crm.sms.replies import Intent
from crm.sms.sequence_plans import Answered
from crm.sms.service.sequences.advancing import SAID_NO, take_arm
from crm.sms.service.sequences.ends import IN_IT, end
from crm.sms.service.sequences.walks import walk_of

ANSWERED = N_("she wrote")
OPTED_OUT = N_("opted out")
_PLAIN = {Intent.YES_RSVP: Answered.YES, Intent.NO_RSVP: Answered.NO}
_REFUSED = (Answer.NO, Answer.CANCELLED)
# Asked of every text that comes in, most of whose writers are in no sequence: built once.
_PEOPLE: BindParameter[int] = bindparam("people", expanding=True)
_ANY = select(Enrollment.id).where(Enrollment.contact_id.in_(_PEOPLE)).limit(1)


def text_answered(thread: Conversation, message: Message, now: datetime) -> None:
    """Let every sequence of who may have written hear the text; a number of several people stops all of theirs.

    The one that a keyword began at this very moment was begun by the text itself.
    """
    people = [thread.contact_id] if thread.contact_id is not None else people_sharing(thread.phone)
    if db.session.scalars(_ANY, {"people": people}).first() is None:
        return
    _note_answer(people, now)
    for enrollment in _active(people):
        if thread.state is ConversationState.OPTED_OUT:
            end(enrollment, EnrollmentState.OPTED_OUT, OPTED_OUT, now)
        elif not _was_begun_by_it(enrollment, now):
            _hear(enrollment, thread, message, now)


def _was_begun_by_it(enrollment: Enrollment, now: datetime) -> bool:
    return enrollment.created_at == now and get_owned(Sequence, enrollment.sequence_id).trigger is Trigger.KEYWORD


def rsvp_answered(contact_id: int, action_id: int | None, answer: Answer, now: datetime) -> None:
    """Who says no to an action, by whatever way, is through with what leads up to it."""
    if answer not in _REFUSED or action_id is None:
        return
    for enrollment in _active([contact_id]):
        if enrollment.action_id == action_id:
            end(enrollment, EnrollmentState.FINISHED, SAID_NO, now)


def numbers_closed(phones: frozenset[str], now: datetime) -> None:
    """End the sequences of everybody who has no number left that may be texted, now that these were closed."""
    for enrollment in _active(people_at(phones)):
        numbers = phones_of([enrollment.contact_id]).get(enrollment.contact_id, [])
        if not any(verdict.allowed for verdict in verdicts((one, enrollment.contact_id) for one in numbers).values()):
            end(enrollment, EnrollmentState.OPTED_OUT, OPTED_OUT, now)


def action_moved(action_id: int, now: datetime) -> None:
    """Look again at once at everybody who waits for an action that was moved or cancelled."""
    waiting = update(Enrollment).where(
        Enrollment.action_id == action_id, Enrollment.state == EnrollmentState.ACTIVE, Enrollment.next_at > now
    )
    db.session.execute(waiting.values(next_at=now), execution_options={"synchronize_session": "fetch"})


def _hear(enrollment: Enrollment, thread: Conversation, message: Message, now: datetime) -> None:
    step = step_of(enrollment.step_id)
    answered = _PLAIN.get(Intent(message.intent)) if thread.contact_id is not None and message.intent else None
    if step is not None and step.kind is StepKind.BRANCH:
        _answer_branch(enrollment, step, answered or Answered.OTHER, now)
    elif answered is None or thread.state is ConversationState.NEEDS_REPLY:
        end(enrollment, EnrollmentState.PERSON_TOOK_OVER, ANSWERED, now)


def _answer_branch(enrollment: Enrollment, step: SequenceStep, answered: Answered, now: datetime) -> None:
    walk = walk_of(enrollment, now)
    if walk is not None and enrollment.state is EnrollmentState.ACTIVE:
        take_arm(walk, step, answered)
    else:
        end(enrollment, EnrollmentState.PERSON_TOOK_OVER, ANSWERED, now)


def _note_answer(people: list[int], now: datetime) -> None:
    """Mark the last text that a sequence sent to these people as answered."""
    last = (
        select(StepDone.id)
        .join(Enrollment, Enrollment.id == StepDone.enrollment_id)
        .where(Enrollment.contact_id.in_(people), StepDone.outcome == Outcome.SENT)
        .order_by(StepDone.id.desc())
        .limit(1)
    )
    row_id = db.session.scalars(last).one_or_none()
    if row_id is not None:
        first = update(StepDone).where(StepDone.id == row_id, StepDone.answered_at.is_(None))
        db.session.execute(first.values(answered_at=now), execution_options={"synchronize_session": "fetch"})


def _active(contact_ids: Collection[int]) -> list[Enrollment]:
    """The sequences that these people are in, kept from the workers until this transaction ends."""
    query = select(Enrollment).where(among(Enrollment.contact_id, contact_ids), Enrollment.state.in_(IN_IT))
    held = query.order_by(Enrollment.id).with_for_update()
    return list(db.session.scalars(held, execution_options={"populate_existing": True}))
