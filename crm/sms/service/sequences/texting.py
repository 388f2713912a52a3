"""The text of a step: whether it is for her, whether and when it may go, and writing it down."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from crm.commitments.queries import find_rsvp
from crm.commitments.service import Answer
from crm.core.database import db
from crm.core.errors import N_
from crm.sms.merge_fields import missing_fields, render
from crm.sms.models import (
    Enrollment,
    EnrollmentState,
    Message,
    OnlyIf,
    Origin,
    Outcome,
    SequenceStep,
    StepDone,
    Trigger,
)
from crm.sms.queries.fatigue import MOST_TOUCHES, touches_of
from crm.sms.queries.gate import Verdict, Why, may_text
from crm.sms.queries.judging import SHARED_NUMBER
from crm.sms.queries.personal import as_hers
from crm.sms.queries.quiet_hours import texting_time
from crm.sms.queries.readers import Reader
from crm.sms.queries.sequences.limits import KEY, free_at
from crm.sms.queries.sequences.values import asked_action, sender_of, step_values
from crm.sms.service.outbox import NewText, queue_messages
from crm.sms.service.sequences.walks import Walk

HELD_FOR = timedelta(hours=1)
WAITS_FOR_LINK = timedelta(days=3)
"""A text waits so long for what fills its fields: the recording of a webinar comes a day later."""
HER_OWN = (Trigger.REGISTERED, Trigger.SIGNED_UP, Trigger.KEYWORD)
ANSWERED_WITHIN = timedelta(hours=1)
NOT_FOR_HER = N_("not for her, by her answer to the action")
TOO_LATE = N_("its time had passed")
ENOUGH = N_("three texts about this action already")
NO_FIELD = N_("nothing fills a field of the text")
PROMISING = (Answer.YES, Answer.MAYBE, Answer.CONFIRMED)
"""The answers of people who are confirmed and reminded."""


def send(walk: Walk, step: SequenceStep) -> None:
    """Write her text down when nothing speaks against it."""
    reason = _why_not(walk, step)
    if reason:
        walk.mark(step, Outcome.LEFT_OUT, reason)
        return
    if _missing(walk, step):
        walk.stay(walk.now + HELD_FOR)
        return
    phone, verdict = _best_number(walk.person)
    if not verdict.allowed:
        _closed(walk, verdict)
    elif _is_told(walk, step, phone):
        walk.mark(step, Outcome.LEFT_OUT, SHARED_NUMBER)
    elif _has_enough(walk, step, phone):
        walk.mark(step, Outcome.LEFT_OUT, ENOUGH)
    else:
        _send_in_time(walk, step, phone, verdict)


def _send_in_time(walk: Walk, step: SequenceStep, phone: str, verdict: Verdict) -> None:
    """Write her text down at once, or wait for the hours and for room between the other texts that she gets."""
    free = walk.now if _answers_her(walk) else free_at(phone, walk.enrollment.action_id, walk.now)
    at = texting_time(free, phone, walk.person.state, walk.person.postal_code)
    if at.at is None:
        walk.mark(step, Outcome.LEFT_OUT, at.reason)
    elif walk.action and walk.now < walk.action.starts_at <= at.at:
        walk.mark(step, Outcome.LEFT_OUT, TOO_LATE)
    elif at.at > walk.now:
        walk.stay(at.at)
    else:
        _queue(walk, step, phone, verdict)


def _why_not(walk: Walk, step: SequenceStep) -> str:
    """Why this text is not for this person now; "" when it is."""
    if not _is_for_her(walk, step):
        return NOT_FOR_HER
    if _was_late(walk, step):
        return TOO_LATE
    waited_long = walk.now - walk.enrollment.since > WAITS_FOR_LINK
    return NO_FIELD if waited_long and _missing(walk, step) else ""


def _missing(walk: Walk, step: SequenceStep) -> list[str]:
    values = step_values(step, walk.enrollment.action_id, sender_of(walk.sequence), walk.now)[walk.person.language]
    return missing_fields(step.bodies.get(walk.person.language, ""), values)


def _is_for_her(walk: Walk, step: SequenceStep) -> bool:
    if step.only_if is OnlyIf.ALWAYS or walk.action is None:
        return True
    rsvp = find_rsvp(walk.action.id, walk.person.contact_id)
    answer = rsvp.answer if rsvp else Answer.INVITED
    return answer is Answer.INVITED if step.only_if is OnlyIf.NO_ANSWER else answer in PROMISING


def _has_enough(walk: Walk, step: SequenceStep, phone: str) -> bool:
    """Whether her number got as many texts about an action ahead as anybody gets."""
    asked = asked_action(step, walk.enrollment.action_id, walk.now)
    if asked is None or asked.starts_at <= walk.now:
        return False
    return touches_of(asked.id, [phone]).get(phone, 0) >= MOST_TOUCHES


def _answers_her(walk: Walk) -> bool:
    """Whether she just did what this text answers (registered, signed up, sent a keyword): she waits for that one."""
    return walk.sequence.trigger in HER_OWN and walk.now - walk.enrollment.created_at < ANSWERED_WITHIN


def _was_late(walk: Walk, step: SequenceStep) -> bool:
    """Whether the wait just before this text ended long before she came to it."""
    before = [one for one in walk.steps if (one.position, one.id) < (step.position, step.id)]
    if not before:
        return False
    query = select(StepDone.outcome).where(
        StepDone.enrollment_id == walk.enrollment.id, StepDone.step_id == before[-1].id
    )
    return db.session.scalars(query).one_or_none() is Outcome.LATE


def _is_told(walk: Walk, step: SequenceStep, phone: str) -> bool:
    """Whether somebody who shares her number got this text already, on the same occasion."""
    query = (
        select(StepDone.id)
        .join(Message, Message.id == StepDone.message_id)
        .join(Enrollment, Enrollment.id == StepDone.enrollment_id)
        .where(StepDone.step_id == step.id, Message.phone == phone, Enrollment.occasion == walk.enrollment.occasion)
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _best_number(person: Reader) -> tuple[str, Verdict]:
    """Her first number that may be texted, else the first one with the reason why not."""
    choices = [(phone, may_text(phone, person.contact_id)) for phone in person.phones or ("",)]
    return next((choice for choice in choices if choice[1].allowed), choices[0])


def _closed(walk: Walk, verdict: Verdict) -> None:
    """A number that is held waits for the decision; every other closed gate is the end."""
    reason = verdict.reason or Why.NO_CONSENT
    if reason is Why.HELD:
        walk.stay(walk.now + HELD_FOR)
    elif reason in (Why.OPTED_OUT, Why.WRONG_NUMBER):
        walk.end(EnrollmentState.OPTED_OUT, str(reason))
    else:
        walk.end(EnrollmentState.STOPPED, str(reason))


def _queue(walk: Walk, step: SequenceStep, phone: str, verdict: Verdict) -> None:
    person, about = walk.person, asked_action(step, walk.enrollment.action_id, walk.now)
    values = step_values(step, walk.enrollment.action_id, sender_of(walk.sequence), walk.now)[person.language]
    body = render(step.bodies.get(person.language, ""), values | {"first_name": person.called})
    text = NewText(
        phone=phone,
        contact_id=person.contact_id,
        body=as_hers(body, values, person.contact_id),
        language=person.language,
        action_id=about.id if about else None,
        consent_id=verdict.consent_id,
        origin=Origin.SEQUENCE,
        submit_key=f"{KEY}{walk.enrollment.id}:{step.id}",
    )
    ids = queue_messages(walk.actor, walk.now, [text])
    walk.mark(step, Outcome.SENT, message_id=ids[0] if ids else None)
