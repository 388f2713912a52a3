"""The engine: each person's next step is done when it is due, once, in one transaction with what it does.

A step's mark (`StepDone`), its text or task, and the move to the next step are written down together: a worker killed in
the middle has done nothing, and another one does it. A text is written down only when it may leave at once, so that a
pause, a stop or an answer finds none on the way; the gate is asked again when it leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from crm.accounts.queries import get_organization
from crm.actions.queries import ActionStatus
from crm.commitments.service import NewTask, TaskKind, create_task
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.clock import local_date
from crm.core.errors import N_
from crm.sms.models import Clock, Enrollment, EnrollmentState, Outcome, SequenceStep, StepKind
from crm.sms.queries.sequences import get_sequence
from crm.sms.queries.sequences.limits import KEY
from crm.sms.queries.sequences.triggers import kept_ids
from crm.sms.sequence_plans import Act, Answered, Arm, arms_of
from crm.sms.sequence_timing import due_at, is_late
from crm.sms.service.sequences.ends import end
from crm.sms.service.sequences.texting import send
from crm.sms.service.sequences.walks import Walk, walk_of

LOOK_AGAIN = timedelta(hours=6)
"""A wait for an action's beginning is counted anew this often, since the action may be moved."""
NOBODY = N_("this person is no longer here")
CANCELLED = N_("the action was cancelled")
KEPT = N_("did what she was asked")
THE_END = N_("reached the end")
SAID_NO = N_("said no")
NO_ANSWER = N_("no answer to anything")


def advance(enrollment: Enrollment, now: datetime) -> None:
    """Do one person's steps until one has to wait, or she is through."""
    walk = walk_of(enrollment, now)
    if walk is None:
        end(enrollment, EnrollmentState.STOPPED, NOBODY, now)
        return
    if walk.action is not None and walk.action.status is ActionStatus.CANCELLED:
        walk.end(EnrollmentState.STOPPED, CANCELLED)
    elif kept_ids(walk.sequence, enrollment.id):
        walk.end(EnrollmentState.KEPT, KEPT)
    while walk.is_on:
        step = next((one for one in walk.steps if one.id == enrollment.step_id), None)
        if step is None:
            walk.end(EnrollmentState.FINISHED, THE_END)
            return
        _DO[step.kind](walk, step)


def _wait(walk: Walk, step: SequenceStep) -> None:
    starts_at = walk.action.starts_at if walk.action else None
    zone_name = walk.action.time_zone if walk.action else walk.zone_name
    due = due_at(step, walk.enrollment.since, starts_at, zone_name)
    if due > walk.now:
        walk.stay(min(due, walk.now + LOOK_AGAIN) if step.clock is Clock.ACTION else due)
    else:
        walk.mark(step, Outcome.LATE if is_late(step, due, walk.enrollment.since) else Outcome.WAITED)


def _task(walk: Walk, step: SequenceStep) -> None:
    make_task(walk.actor, walk.now, walk.enrollment, step, Arm(Act.TASK, step.title, step.task_kind, step.due_days))
    walk.mark(step, Outcome.TASK)


def _branch(walk: Walk, step: SequenceStep) -> None:
    """Nobody answered in time: do what is done then."""
    due = walk.enrollment.since + timedelta(minutes=step.minutes)
    if due > walk.now:
        walk.stay(due)
    else:
        take_arm(walk, step, Answered.NONE)


def take_arm(walk: Walk, step: SequenceStep, answered: Answered) -> None:
    """Do what a branch does for an answer."""
    arm = arms_of(step.arms)[answered]
    walk.mark(step, Outcome(answered.value))
    if arm.act is Act.TASK:
        make_task(walk.actor, walk.now, walk.enrollment, step, arm)
    if arm.act is Act.PERSON:
        walk.end(EnrollmentState.PERSON_TOOK_OVER, "")
    elif arm.act is not Act.GO_ON:
        walk.end(*_ENDS.get(answered, (EnrollmentState.PERSON_TOOK_OVER, "")))


_ENDS: dict[Answered, tuple[EnrollmentState, str]] = {
    Answered.NO: (EnrollmentState.FINISHED, SAID_NO),
    Answered.NONE: (EnrollmentState.FINISHED, NO_ANSWER),
}


def make_task(actor: Actor, now: datetime, enrollment: Enrollment, step: SequenceStep, arm: Arm) -> None:
    """Write a next step down for whoever looks after her, else for who started the sequence; once a person and step."""
    contact, sequence = get_contact(enrollment.contact_id), get_sequence(enrollment.sequence_id)
    today = local_date(now, get_organization(actor.organization_id).time_zone)
    new = NewTask(
        contact_id=contact.id,
        assignee_user_id=contact.owner_user_id or sequence.started_by_id,
        kind=TaskKind(arm.task_kind or TaskKind.OTHER),
        title=f"{contact.called}: {arm.title or sequence.name}",
        due_on=today + timedelta(days=arm.due_days),
        origin="sequence",
        client_ref=f"{KEY}{enrollment.id}:{step.id}",
    )
    create_task(actor, now, new)


_DO: dict[StepKind, Callable[[Walk, SequenceStep], None]] = {
    StepKind.WAIT: _wait,
    StepKind.SEND: send,
    StepKind.TASK: _task,
    StepKind.BRANCH: _branch,
}
