"""Making sequences and changing their steps, also while people are on their way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from crm.actions.queries import find_action, get_action
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import get_owned
from crm.core.text import clean_line
from crm.leadership.queries import list_stages
from crm.sms.merge_fields import composed
from crm.sms.models import Enrollment, EnrollmentState, Sequence, SequenceStep, StepKind, Trigger
from crm.sms.queries.sequences import get_sequence, steps_of
from crm.sms.queries.sequences.checks import missing_for_good
from crm.sms.queries.templates import TemplateText, list_templates
from crm.sms.ready_made import OTHER_WORDS, OWN_LINK_WORDS, READY_MADE
from crm.sms.sequence_plans import NewSequence, NewStep

MOST_STEPS = 30
MOST_MINUTES = 366 * 24 * 60
LONGEST_TEXT = 1600


def make_sequence(actor: Actor, now: datetime, new: NewSequence) -> Sequence:
    """Make a sequence, which runs only when it is started; Refused without a name or for a stage that the ladder has not,
    NotFound for an unknown action.
    """
    name = clean_line(new.name, 120)
    if not name:
        raise Refused(N_("Give the sequence a name."))
    if new.action_id is not None:
        get_action(new.action_id)
    row = Sequence(
        name=name,
        trigger=new.trigger,
        action_id=new.action_id,
        stage=_stage(new),
        goal=new.goal,
        is_alone=new.is_alone,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    for step in new.steps:
        add_step(actor, now, row.id, step)
    record(actor, "created", "sequence", row.id, now, name=name)
    return row


def _stage(new: NewSequence) -> str:
    """The key of the stage that starts it; "" for any, and where something else starts it."""
    if new.trigger is not Trigger.STAGE_CHANGED or not new.stage:
        return ""
    if new.stage not in {stage.key for stage in list_stages()}:
        raise Refused(N_("The ladder has no such stage."))
    return new.stage


def use_ready_made(actor: Actor, now: datetime, key: str, name: str, action_id: int | None) -> Sequence:
    """Make one of the sequences that are ready, with the organization's own words; NotFound for an unknown one."""
    ready = READY_MADE.get(key)
    if ready is None:
        raise NotFound(N_("There is no such sequence."))
    if ready.needs_action and action_id is None:
        raise Refused(N_("Say which action it is about."))
    new = NewSequence(
        name, ready.trigger, ready.steps, action_id if ready.needs_action else None, "", ready.goal, ready.is_alone
    )
    return make_sequence(actor, now, new)


def rename_sequence(actor: Actor, now: datetime, sequence_id: int, name: str, pause_above: int) -> Sequence:
    """Give a sequence another name and limit: it pauses itself when more of a hundred opt out."""
    row = get_sequence(sequence_id)
    if not clean_line(name, 120):
        raise Refused(N_("Give the sequence a name."))
    if not 1 <= pause_above <= 20:
        raise Refused(N_("The limit is between 1 and 20 of a hundred people."))
    row.name, row.pause_above = clean_line(name, 120), pause_above
    db.session.flush()
    record(actor, "changed", "sequence", row.id, now)
    return row


def add_step(actor: Actor, now: datetime, sequence_id: int, new: NewStep) -> SequenceStep:
    """Put a step at the end; those who reached the end before are through and do not come back for it."""
    sequence, steps = get_sequence(sequence_id), steps_of(sequence_id)
    if len(steps) >= MOST_STEPS:
        raise Refused(N_("A sequence has at most %(most)s steps."), most=MOST_STEPS)
    position = steps[-1].position + 1 if steps else 1
    row = SequenceStep(sequence_id=sequence.id, position=position, kind=new.kind, created_by_id=actor.user_id)
    _fill(row, new, sequence, now)
    db.session.add(row)
    db.session.flush()
    return row


def change_step(actor: Actor, now: datetime, step_id: int, new: NewStep) -> SequenceStep:
    """Give a step other words or times; what was sent stays as it was. Refused when the kind is another one."""
    row = _step(step_id)
    if row.kind is not new.kind:
        raise Refused(N_("A step stays of its kind. Remove it and add another one."))
    _fill(row, new, get_sequence(row.sequence_id), now)
    waiting = update(Enrollment).where(Enrollment.step_id == row.id, Enrollment.state == EnrollmentState.ACTIVE)
    db.session.execute(waiting.values(next_at=now), execution_options={"synchronize_session": "fetch"})
    db.session.flush()
    record(actor, "changed", "sequence", row.sequence_id, now, step=row.position)
    return row


def move_step(actor: Actor, now: datetime, step_id: int, by: int) -> None:
    """Let a step change places with the one before (-1) or after it (1); at either end nothing happens."""
    row = _step(step_id)
    steps = steps_of(row.sequence_id)
    place = next(index for index, one in enumerate(steps) if one.id == row.id)
    if by in (-1, 1) and 0 <= place + by < len(steps):
        other = steps[place + by]
        row.position, other.position = other.position, row.position
        db.session.flush()
        record(actor, "changed", "sequence", row.sequence_id, now, step=row.position)


def remove_step(actor: Actor, now: datetime, step_id: int) -> None:
    """Take a step out; who stands at it goes on with the next one."""
    row = _step(step_id)
    after = [one for one in steps_of(row.sequence_id) if (one.position, one.id) > (row.position, row.id)]
    row.removed_at = now
    here = update(Enrollment).where(Enrollment.step_id == row.id)
    db.session.execute(
        here.values(step_id=after[0].id if after else None, since=now, next_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    db.session.flush()
    record(actor, "changed", "sequence", row.sequence_id, now, removed=row.position)


def _step(step_id: int) -> SequenceStep:
    row = get_owned(SequenceStep, step_id)
    if row.removed_at is not None:
        raise NotFound(N_("That step was removed."))
    return row


def _fill(row: SequenceStep, new: NewStep, sequence: Sequence, now: datetime) -> None:
    if abs(new.minutes) > MOST_MINUTES:
        raise Refused(N_("A wait is at most a year."))
    if new.hour is not None and not 0 <= new.hour <= 23:
        raise Refused(N_("An hour is between 0 and 23."))
    row.clock, row.minutes, row.hour = new.clock, new.minutes, new.hour
    row.only_if, row.asks_next = new.only_if, new.asks_next
    row.task_kind, row.due_days, row.title = new.task_kind, max(0, min(new.due_days, 366)), clean_line(new.title)
    row.arms = {answered.value: arm.as_json() for answered, arm in new.arms.items()}
    if row.kind is StepKind.TASK and not row.title:
        raise Refused(N_("Say in a word what the task is."))
    if row.kind is StepKind.SEND:
        _fill_words(row, new, sequence, now)


def _fill_words(row: SequenceStep, new: NewStep, sequence: Sequence, now: datetime) -> None:
    template = _template(new.template_key)
    row.template_id = template.id if template else row.template_id
    words: dict[str, Any] = dict(new.bodies) or (_words_of(row, template, sequence, now) if template else {})
    row.bodies = {language: composed(str(words.get(language, ""))) for language in LANGUAGE_CODES}
    if any(len(body) > LONGEST_TEXT for body in row.bodies.values()):
        raise Refused(N_("A text holds at most %(limit)s characters."), limit=LONGEST_TEXT)


def _words_of(row: SequenceStep, template: TemplateText, sequence: Sequence, now: datetime) -> dict[str, str]:
    """A template's words; its other ones where the action leaves fields of it empty, or is joined by one's own link."""
    action = find_action(sequence.action_id)
    if template.key in OWN_LINK_WORDS and action is not None and action.online_url:
        return dict(OWN_LINK_WORDS[template.key])
    row.bodies = dict(template.bodies)
    is_empty = template.key in OTHER_WORDS and missing_for_good(sequence, row, now)
    return dict(OTHER_WORDS[template.key] if is_empty else template.bodies)


def _template(key: str) -> TemplateText | None:
    return next((one for one in list_templates() if one.key == key), None) if key else None
