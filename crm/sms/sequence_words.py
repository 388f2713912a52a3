"""Sequences in words on screens: what starts one, how long a wait is, what an answer does, where people stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from babel.dates import format_time
from flask_babel import gettext as _
from flask_babel import ngettext

from crm.actions.queries import Action
from crm.core.i18n import bilingual, language, local
from crm.leadership.queries import list_stages
from crm.sms.models import (
    Clock,
    EnrollmentState,
    OnlyIf,
    Sequence,
    SequenceGoal,
    SequenceStatus,
    SequenceStep,
    StepKind,
    Trigger,
)
from crm.sms.segments import Segments
from crm.sms.sequence_plans import DAY, HOUR, Act, Answered, Arm, arms_of


def trigger_word(trigger: Trigger) -> str:
    """What starts a sequence, in a few words, for choosing."""
    words: dict[Trigger, str] = {
        Trigger.REGISTERED: _("Someone says yes to an action"),
        Trigger.CAME: _("Someone came"),
        Trigger.LEFT_EARLY: _("Someone left early"),
        Trigger.DID_NOT_COME: _("Someone said yes and did not come"),
        Trigger.SIGNED_UP: _("Someone signs up for texts"),
        Trigger.PROMISE_DUE: _("A promise falls due"),
        Trigger.STAGE_CHANGED: _("Someone comes to a stage of the ladder"),
        Trigger.KEYWORD: _("Someone texts a keyword"),
        Trigger.BY_HAND: _("You put people into it"),
    }
    return words[trigger]


def stage_choices() -> list[tuple[str, str]]:
    """The stages of the organization's own ladder, by key, as it calls them; "" stands for whichever."""
    return [
        ("", str(_("Whichever stage it is"))),
        *((one.key, bilingual(one.name, one.name_es)) for one in list_stages()),
    ]


def starts_when(sequence: Sequence, action: Action | None) -> tuple[str, str]:
    """The trigger as a sentence in two parts: what happened, and where or with whom."""
    where = _of_action(action)
    trigger = sequence.trigger
    if trigger is Trigger.STAGE_CHANGED:
        said = str(_("called “%(stage)s”", stage=dict(stage_choices()).get(sequence.stage, sequence.stage)))
        said = said if sequence.stage else ""
        return trigger_word(trigger), said
    parts: dict[Trigger, tuple[str, str]] = {
        Trigger.CAME: (_("Someone stayed for at least half"), where),
        Trigger.LEFT_EARLY: (_("Someone stayed for less than half"), where),
        Trigger.DID_NOT_COME: (_("Someone said yes and was not there"), where),
        Trigger.REGISTERED: (_("Someone says yes"), where),
    }
    what, there = parts.get(trigger, (trigger_word(trigger), where if action else ""))
    return str(what), str(there)


def _of_action(action: Action | None) -> str:
    if action is None:
        return str(_("to whichever action it is"))
    title = bilingual(action.short_title or action.title, action.short_title_es or action.title_es)
    return str(_("%(action)s, %(day)s", action=title, day=local(action.starts_at, in_zone=action.time_zone)))


def span_words(minutes: int) -> str:
    """So many minutes as people say them: 2 days, 3 hours."""
    minutes = abs(minutes)
    if minutes and minutes % DAY == 0:
        return str(ngettext("%(num)d day", "%(num)d days", minutes // DAY))
    if minutes and minutes % HOUR == 0:
        return str(ngettext("%(num)d hour", "%(num)d hours", minutes // HOUR))
    return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))


def clock_hour(hour: int | None) -> str:
    """An hour of the day as people say it, "" for none."""
    return "" if hour is None else str(format_time(time(hour), "h:mm a", locale=language()))


def wait_word(step: SequenceStep) -> str:
    """A wait in a few words."""
    span = span_words(step.minutes)
    if step.clock is Clock.STEP:
        return str(_("Wait %(span)s", span=span)) if step.minutes else str(_("Wait for the hour"))
    return str(_("%(span)s before", span=span) if step.minutes < 0 else _("%(span)s after", span=span))


def wait_sentence(step: SequenceStep) -> str:
    """A wait as a sentence."""
    span, at = span_words(step.minutes), clock_hour(step.hour)
    if step.clock is Clock.STEP:
        said = _("%(span)s after the step before, then until %(at)s.", span=span, at=at)
        return str(said if at else _("%(span)s after the step before.", span=span))
    if step.minutes < 0:
        said = _("%(span)s before the action, at %(at)s.", span=span, at=at)
        return str(said if at else _("%(span)s before the action begins.", span=span))
    said = _("%(span)s after the action began, at %(at)s.", span=span, at=at)
    return str(said if at else _("%(span)s after the action began.", span=span))


def step_word(step: SequenceStep, first: bool) -> str:
    """A step's name beside the line."""
    words: Mapping[StepKind, str] = {
        StepKind.SEND: _("At once") if first else _("Text"),
        StepKind.TASK: _("Task"),
        StepKind.BRANCH: _("Then"),
    }
    return wait_word(step) if step.kind is StepKind.WAIT else words[step.kind]


def step_icon(step: SequenceStep) -> str:
    """A step's sign."""
    icons = {
        StepKind.SEND: "chat-left-text",
        StepKind.WAIT: "hourglass-split",
        StepKind.TASK: "list-check",
        StepKind.BRANCH: "signpost-split",
    }
    return icons[step.kind]


def only_if_word(only_if: OnlyIf) -> str:
    """For whom a text is."""
    words: dict[OnlyIf, str] = {
        OnlyIf.ALWAYS: _("Everybody"),
        OnlyIf.NO_ANSWER: _("Who has not answered yet"),
        OnlyIf.SAID_YES: _("Who said yes or maybe"),
    }
    return words[only_if]


def answered_word(answered: Answered, minutes: int) -> str:
    """What she answered, over an arm of a branch."""
    words: dict[Answered, str] = {
        Answered.YES: _("Says yes"),
        Answered.NO: _("Says no"),
        Answered.OTHER: _("Writes anything else"),
        Answered.NONE: _("No answer in %(span)s", span=span_words(minutes)),
    }
    return words[answered]


def act_word(act: Act) -> str:
    """What an answer does, for choosing."""
    words: dict[Act, str] = {
        Act.GO_ON: _("The next step"),
        Act.END: _("Texts end"),
        Act.PERSON: _("A person answers, texts end"),
        Act.TASK: _("A task, then texts end"),
    }
    return words[act]


def arm_sentence(arm: Arm) -> str:
    """What an arm does, as it stands under the answer."""
    if arm.act is not Act.TASK:
        return act_word(arm.act)
    due = ngettext("due in %(num)d day", "due in %(num)d days", arm.due_days)
    return str(_("Task for who looks after her: %(title)s, %(due)s", title=_(arm.title) if arm.title else "", due=due))


def status_word(status: SequenceStatus) -> str:
    """Where a sequence is."""
    words: dict[SequenceStatus, str] = {
        SequenceStatus.DRAFT: _("Not started"),
        SequenceStatus.RUNNING: _("Running"),
        SequenceStatus.PAUSED: _("Paused"),
    }
    return words[status]


def state_word(state: EnrollmentState) -> str:
    """Where somebody is in a sequence."""
    words: dict[EnrollmentState, str] = {
        EnrollmentState.ACTIVE: _("In it now"),
        EnrollmentState.PAUSED: _("Paused for her"),
        EnrollmentState.PERSON_TOOK_OVER: _("A person took over"),
        EnrollmentState.KEPT: _("Kept the ask"),
        EnrollmentState.OPTED_OUT: _("Opted out"),
        EnrollmentState.FINISHED: _("Reached the end"),
        EnrollmentState.STOPPED: _("Stopped"),
        EnrollmentState.LEFT_OUT: _("Left out"),
    }
    return words[state]


def goal_word(goal: SequenceGoal) -> str:
    """What a person did who kept the ask."""
    words: dict[SequenceGoal, str] = {
        SequenceGoal.NONE: "",
        SequenceGoal.ONE_ON_ONE: _("sat down one-on-one"),
        SequenceGoal.COMING: _("came to the action"),
    }
    return words[goal]


def outcome_word(name: str) -> str:
    """The name of a step's figure."""
    words: dict[str, str] = {
        "sent": _("Sent"),
        "delivered": _("Delivered"),
        "answered": _("Answered"),
        "left_out": _("Left out"),
        "waiting": _("Waiting"),
        "task": _("Tasks"),
    }
    return words.get(name, name)


def room_of(size: Segments) -> int:
    """How many units the segments of a text hold: 160 for one, 153 for each of several; 70 and 67 in UCS-2."""
    one, each = (160, 153) if size.encoding == "GSM-7" else (70, 67)
    return one if size.segments <= 1 else each * size.segments


def foreseen_sentence(step: SequenceStep) -> str:
    """A step that is no text, as it goes for somebody who does not answer."""
    if step.kind is StepKind.TASK:
        return str(_("Task: %(title)s", title=_(step.title) if step.title else ""))
    if step.kind is StepKind.BRANCH:
        return f"{answered_word(Answered.NONE, step.minutes)}: {arm_sentence(arms_of(step.arms)[Answered.NONE])}"
    return wait_word(step)
