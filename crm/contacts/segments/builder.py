"""The form that builds a segment: steps read from what was typed, buttons that change them, cards that show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crm.contacts.segments import limits
from crm.contacts.segments.filters import GROUPS, segment_filters
from crm.contacts.segments.grammar import MOST_STEPS, Op, Step
from crm.contacts.segments.inputs import Form, Input
from crm.contacts.segments.wording import step_words
from crm.core.errors import Refused
from crm.core.i18n import sentence
from crm.core.spoken import gettext as _

_FILTER_FIELD = re.compile(r"s(\d{1,3})-filter")


@dataclass(frozen=True, slots=True)
class Card:
    """One step as the page shows it; `problem` is a sentence, "" when nothing is wrong."""

    position: int
    step: Step
    title: str
    inputs: tuple[Input, ...]
    values: dict[str, Any]
    words: str
    problem: str
    ops: list[tuple[Op, str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """The filters of one group, as (name, title)."""

    title: str
    filters: list[tuple[str, str]]


def read_steps(form: Form) -> list[Step]:
    """The steps of a form in their order, as they were typed; whether they make sense is for the filters."""
    numbers = sorted(int(match[1]) for name in form if (match := _FILTER_FIELD.fullmatch(name)))
    return [_read_step(form, f"s{number}-") for number in numbers[:MOST_STEPS]]


def _read_step(form: Form, prefix: str) -> Step:
    name = form[prefix + "filter"][0]
    op = next(iter(form.get(prefix + "op", [])), "")
    is_limit = name == limits.NAME
    chosen = Op.LIMIT if is_limit else Op(op) if op in (Op.ADD, Op.SUBTRACT) else Op.NARROW
    return Step(chosen, name, {one.name: one.read(form, prefix) for one in _inputs(name)})


def press(steps: Sequence[Step], button: str) -> list[Step]:
    """The steps after a button was pressed: add:language, remove:2, up:2, down:2; any other changes nothing."""
    verb, _separator, what = button.partition(":")
    if verb == "add":
        return [*steps, new_step(what)] if len(steps) < MOST_STEPS and _is_known(what) else list(steps)
    if not what.isdecimal() or int(what) >= len(steps):
        return list(steps)
    at, changed = int(what), list(steps)
    if verb == "remove":
        del changed[at]
    elif verb in ("up", "down"):
        to = max(0, min(len(changed) - 1, at + (1 if verb == "down" else -1)))
        changed.insert(to, changed.pop(at))
    return changed


def new_step(name: str) -> Step:
    """A step with the usual values of its inputs."""
    op = Op.LIMIT if name == limits.NAME else Op.NARROW
    return Step(op, name, {one.name: one.blank() for one in _inputs(name)})


def cards(steps: Sequence[Step], problems: Sequence[Refused | None]) -> list[Card]:
    """The steps as cards."""
    return [
        _card(position, step, problem) for position, (step, problem) in enumerate(zip(steps, problems, strict=True))
    ]


def _card(position: int, step: Step, problem: Refused | None) -> Card:
    inputs = _inputs(step.filter)
    values = {one.name: step.config.get(one.name, one.blank()) for one in inputs}
    words = "" if problem else step_words(step)
    return Card(
        position,
        step,
        title_of(step),
        inputs,
        values,
        words,
        sentence(problem) if problem else "",
        list(_ops(position, step)),
    )


def title_of(step: Step) -> str:
    """What a step is about."""
    if step.op is Op.LIMIT:
        return _("Keep only some")
    entry = segment_filters.get(step.filter)
    return str(entry.title) if entry else _("A filter this program does not have")


def _ops(position: int, step: Step) -> Iterator[tuple[Op, str]]:
    """What a step can do, in the words that begin its sentence."""
    if step.op is Op.LIMIT:
        yield Op.LIMIT, _("Of these only")
    elif position == 0:
        yield Op.NARROW, _("Everyone who")
        yield Op.SUBTRACT, _("Everyone but whoever")
    else:
        yield Op.NARROW, _("And who")
        yield Op.ADD, _("Also everyone who")
        yield Op.SUBTRACT, _("But nobody who")


def offers() -> list[Offer]:
    """Every filter there is, by group."""
    titles = {
        "person": _("Who she is"),
        "ties": _("Whom she belongs to"),
        "meetings": _("Actions and meetings"),
        "promises": _("Asks and promises"),
        "one_on_ones": _("One-on-ones"),
        "texts": _("Texts and consent"),
        "segments": _("Other segments, and how many"),
    }
    found: dict[str, list[tuple[str, str]]] = {group: [] for group in GROUPS}
    for name, entry in segment_filters.items():
        found[entry.group].append((name, str(entry.title)))
    found["segments"].append((limits.NAME, _("Keep only some: by lot, or the longest without contact")))
    return [Offer(titles[group], filters) for group, filters in found.items() if filters]


def first_step_narrows(steps: Sequence[Step]) -> list[Step]:
    """The steps with a first one that starts from everyone: "also" means nothing before there is anybody."""
    if steps and steps[0].op is Op.ADD:
        return [replace(steps[0], op=Op.NARROW), *steps[1:]]
    return list(steps)


def _inputs(name: str) -> tuple[Input, ...]:
    if name == limits.NAME:
        return limits.INPUTS
    entry = segment_filters.get(name)
    return entry.inputs if entry else ()


def _is_known(name: str) -> bool:
    return name == limits.NAME or segment_filters.get(name) is not None
