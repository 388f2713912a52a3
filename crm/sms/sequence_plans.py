"""What a sequence is made from: its steps as they are written down, and what each answer to a branch does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crm.sms.models import Clock, OnlyIf, SequenceGoal, StepKind, Trigger

HOUR, DAY = 60, 24 * 60
"""Minutes."""


class Answered(StrEnum):
    """What she answered to the text before a branch."""

    YES = "yes"
    NO = "no"
    OTHER = "other"
    NONE = "none"


class Act(StrEnum):
    """What an answer does: the next step, the end, a person who takes over, or a task and the end."""

    GO_ON = "go_on"
    END = "end"
    PERSON = "person"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Arm:
    """What is done for one answer; the title, kind and days are those of its task."""

    act: Act
    title: str = ""
    task_kind: str = "call"
    due_days: int = 1

    def as_json(self) -> dict[str, Any]:
        """The arm as its step keeps it."""
        return {"act": self.act.value, "title": self.title, "task_kind": self.task_kind, "due_days": self.due_days}


DEFAULT_ARMS: Mapping[Answered, Arm] = {
    Answered.YES: Arm(Act.GO_ON),
    Answered.NO: Arm(Act.END),
    Answered.OTHER: Arm(Act.PERSON),
    Answered.NONE: Arm(Act.GO_ON),
}
"""What a branch does as long as nobody says otherwise."""


def arms_of(kept: Mapping[str, Any]) -> dict[Answered, Arm]:
    """The arms of a step as it keeps them; an answer that it does not name does what is usual."""
    named = {Answered(key): Arm(**(value | {"act": Act(value["act"])})) for key, value in kept.items()}
    return dict(DEFAULT_ARMS) | named


@dataclass(frozen=True, slots=True)
class NewStep:
    """One step to write down; the fields of other kinds stay as they are here (see `SequenceStep`)."""

    kind: StepKind
    template_key: str = ""
    bodies: Mapping[str, str] = field(default_factory=dict)
    only_if: OnlyIf = OnlyIf.ALWAYS
    asks_next: bool = False
    clock: Clock = Clock.STEP
    minutes: int = 0
    hour: int | None = None
    task_kind: str = ""
    title: str = ""
    due_days: int = 1
    arms: Mapping[Answered, Arm] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewSequence:
    """A sequence to make: what starts it, what it is for, and its steps in order."""

    name: str
    trigger: Trigger
    steps: tuple[NewStep, ...] = ()
    action_id: int | None = None
    stage: str = ""
    goal: SequenceGoal = SequenceGoal.NONE
    is_alone: bool = False


def send(template_key: str, only_if: OnlyIf = OnlyIf.ALWAYS, asks_next: bool = False, **bodies: str) -> NewStep:
    """A text: a template of the organization, or words of its own by language."""
    return NewStep(StepKind.SEND, template_key=template_key, only_if=only_if, asks_next=asks_next, bodies=bodies)


def wait(minutes: int, hour: int | None = None) -> NewStep:
    """So many minutes, and then until that hour."""
    return NewStep(StepKind.WAIT, minutes=minutes, hour=hour)


def until_action(minutes_before: int, hour: int | None = None) -> NewStep:
    """Until so many minutes before the action begins, or that hour of that day."""
    return NewStep(StepKind.WAIT, clock=Clock.ACTION, minutes=-minutes_before, hour=hour)


def branch(minutes: int, **arms: Arm) -> NewStep:
    """Wait for her answer so long, and do by it."""
    return NewStep(StepKind.BRANCH, minutes=minutes, arms={Answered(name): arm for name, arm in arms.items()})
