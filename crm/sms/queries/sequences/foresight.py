"""What would happen for one person: each step with its moment and her text, as long as she does not answer."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.accounts.queries import get_organization
from crm.actions.queries import find_action
from crm.core.scope import current_organization_id
from crm.sms.merge_fields import preview
from crm.sms.models import Sequence, SequenceStep, StepKind
from crm.sms.queries.gate import Why, verdicts
from crm.sms.queries.quiet_hours import texting_time
from crm.sms.queries.readers import Reader
from crm.sms.queries.sequences.reading import people_of, steps_of
from crm.sms.queries.sequences.values import sender_of, step_values
from crm.sms.segments import Segments, measure
from crm.sms.sequence_plans import Act, Answered, arms_of
from crm.sms.sequence_timing import due_at


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One step as it would go for her: when, and her text with its length where it is one."""

    step: SequenceStep
    at: datetime
    text: str = ""
    size: Segments | None = None


@dataclass(frozen=True, slots=True)
class Foresight:
    """Everything that would happen for one person; `closed` says why nothing would, "" when something does."""

    person: Reader
    steps: list[Foreseen]
    closed: str


def foresee(sequence: Sequence, contact_id: int, now: datetime) -> Foresight | None:
    """What would happen if she began now and never answered; None when she is no longer here."""
    organization = get_organization(current_organization_id())
    people = people_of([contact_id])
    if not people:
        return None
    person, closed = people[0], _closed(people[0])
    return Foresight(person, [] if closed else _steps(sequence, person, organization.time_zone, now), closed)


def _closed(person: Reader) -> str:
    found = list(verdicts((phone, person.contact_id) for phone in person.phones or ("",)).values())
    return "" if any(one.allowed for one in found) else str(found[0].reason or Why.NO_CONSENT)


def _steps(sequence: Sequence, person: Reader, zone_name: str, now: datetime) -> list[Foreseen]:
    foreseen, at = [], now
    for step in steps_of(sequence.id):
        if step.kind is StepKind.SEND:
            at = _hours(person, at)
            foreseen.append(_sent(sequence, step, person, at))
            continue
        at = _after(step, at, sequence, zone_name)
        foreseen.append(Foreseen(step, at))
        if step.kind is StepKind.BRANCH and arms_of(step.arms)[Answered.NONE].act is not Act.GO_ON:
            break
    return foreseen


def _after(step: SequenceStep, at: datetime, sequence: Sequence, zone_name: str) -> datetime:
    """The moment after a step that is no text."""
    action = find_action(sequence.action_id)
    if step.kind is StepKind.WAIT:
        return max(
            at, due_at(step, at, action.starts_at if action else None, action.time_zone if action else zone_name)
        )
    return at + timedelta(minutes=step.minutes) if step.kind is StepKind.BRANCH else at


def _hours(person: Reader, at: datetime) -> datetime:
    """The first moment at which she may be texted."""
    return texting_time(at, _first(person.phones), person.state, person.postal_code).at or at


def _sent(sequence: Sequence, step: SequenceStep, person: Reader, at: datetime) -> Foreseen:
    values = step_values(step, sequence.action_id, sender_of(sequence), at)[person.language]
    text = preview(step.bodies.get(person.language, ""), values | {"first_name": person.called})
    return Foreseen(step, at, text, measure(text))


def _first(phones: Many[str]) -> str:
    return phones[0] if phones else ""
