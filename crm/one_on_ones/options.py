"""What can be asked in a one-on-one and what can come next, in the order it is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crm.commitments.service import CommitmentKind, TaskKind
from crm.core.clock import local_date
from crm.core.errors import N_

if TYPE_CHECKING:
    from crm.one_on_ones.queries import Action

HEARINGS = ("public_comment", "town_hall", "lobby_day", "legislative_visit")
"""The kinds of action at which somebody testifies (data: action_types)."""
ISSUES = (
    ("school_police", N_("School police")),
    ("youth_jobs", N_("Youth jobs")),
    ("mental_health", N_("Mental health")),
    ("housing", N_("Housing")),
    ("bail", N_("Bail and jail")),
    ("police_budget", N_("Police budget")),
    ("immigration_raids", N_("Immigration raids")),
    ("schools", N_("Schools")),
    ("violence_prevention", N_("Violence prevention")),
    ("restorative_justice", N_("Restorative justice")),
    ("youth_prisons", N_("Youth prisons")),
)
"""What matters to people, as words to tick before any free text."""
OWN = "own"
NONE = "none"


@dataclass(frozen=True, slots=True)
class AskOption:
    """One ask of the screen: an English label marked for translation with its fills, and the next step a yes leads to."""

    key: str
    kind: CommitmentKind
    label: str
    action: Action | None = None
    quantity: int | None = None
    due_on: date | None = None
    leads_to: str = "call"


@dataclass(frozen=True, slots=True)
class StepOption:
    """One next step: the word on its chip, the title of the task it makes (both marked), and its day."""

    key: str
    label: str
    title: str
    due_on: date
    kind: TaskKind
    params: dict[str, Any] = field(default_factory=dict)


def ask_options(actions: Iterable[Action]) -> list[AskOption]:
    """The asks that fit: come to each action, testify at the first hearing, then what can always be asked."""
    listed = list(actions)
    asks = [
        AskOption(
            f"attend-{action.id}",
            CommitmentKind.ATTEND,
            N_("Come to %(action)s, %(day)s"),
            action=action,
            due_on=local_date(action.starts_at, action.time_zone),
            leads_to="confirm",
        )
        for action in listed
    ]
    hearing = next((action for action in listed if action.kind in HEARINGS), None)
    due_on = local_date(hearing.starts_at, hearing.time_zone) if hearing else None
    label = N_("Testify %(day)s") if hearing else N_("Testify")
    asks.append(AskOption("testify", CommitmentKind.TESTIFY, label, hearing, None, due_on, "prep"))
    asks += [
        AskOption("bring", CommitmentKind.BRING_N, N_("Bring 3 people"), quantity=3),
        AskOption("host", CommitmentKind.HOST_HOUSE_MEETING, N_("Host a house meeting"), leads_to="plan"),
        AskOption("calls", CommitmentKind.MAKE_CALLS, N_("Make calls")),
        AskOption("role", CommitmentKind.TAKE_ROLE, N_("Take on a role"), leads_to="meet"),
    ]
    return asks


def step_options(today: date, actions: Iterable[Action]) -> list[StepOption]:
    """The next steps that fit, with their days; the first is what happens when nothing is chosen."""
    first = next(iter(actions), None)
    steps = [
        StepOption("call", N_("Call"), N_("Call %(name)s"), today + timedelta(days=7), TaskKind.CALL),
        StepOption(
            "prep", N_("Prep testimony"), N_("Prep testimony with %(name)s"), today + timedelta(2), TaskKind.MEET
        ),
        StepOption("meet", N_("Meet again"), N_("Meet %(name)s again"), today + timedelta(days=14), TaskKind.MEET),
        StepOption(
            "plan",
            N_("Plan the house meeting"),
            N_("Plan the house meeting with %(name)s"),
            today + timedelta(3),
            TaskKind.MEET,
        ),
    ]
    if first is not None:
        day_before = local_date(first.starts_at, first.time_zone) - timedelta(days=1)
        title = N_("Confirm %(action)s with %(name)s")
        step = StepOption(
            "confirm", N_("Confirm the day before"), title, max(day_before, today), TaskKind.CALL, {"action": first}
        )
        steps.insert(1, step)
    return steps


def moment_of(day: date | None, now: datetime, today: date) -> datetime:
    """When it was: now for today, else about noon of that day (counted back from now, so that zones do not matter)."""
    return now if day is None or day >= today else now - timedelta(days=(today - day).days)
