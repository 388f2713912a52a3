"""The grammar of a segment: ordered steps, kept as JSON with the version of its form (glossary: Segment)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from crm.core.errors import N_, Refused

VERSION = 2
MOST_STEPS = 30


class Op(StrEnum):
    """What a step does with the people of the steps before it."""

    NARROW = "narrow"
    ADD = "add"
    SUBTRACT = "subtract"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a filter by name with the values of its inputs, and what is done with those it finds.

    The first step starts from everyone, unless it adds: then from nobody.
    """

    op: Op
    filter: str
    config: dict[str, Any] = field(default_factory=dict)


def to_document(steps: Sequence[Step]) -> dict[str, Any]:
    """The steps as they are stored."""
    return {
        "version": VERSION,
        "steps": [{"op": step.op.value, "filter": step.filter, "config": step.config} for step in steps],
    }


def from_document(document: Any) -> list[Step]:
    """The steps that were stored, in whichever version; Refused when it is none that we know."""
    try:
        steps = [_step(row) for row in _current(document)["steps"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(N_("This segment cannot be read. Build it anew.")) from error
    if len(steps) > MOST_STEPS:
        raise Refused(N_("A segment has at most %(most)s steps."), most=MOST_STEPS)
    return steps


def _step(row: Any) -> Step:
    config = row["config"]
    if not isinstance(config, dict) or not isinstance(row["filter"], str):
        raise TypeError("a step has a filter and its config")
    return Step(Op(row["op"]), row["filter"], config)


def _current(document: Any) -> dict[str, Any]:
    """The document in today's version, brought there one version at a time."""
    version = document["version"]
    for number in range(version, VERSION):
        document = _UPGRADES[number](document)
    if version > VERSION:
        raise ValueError("written by a newer program")
    return dict(document)


def _name_narrowing(document: Any) -> dict[str, Any]:
    """From 1 to 2: what narrows was called intersect, and a step without inputs had no config."""
    names = {"intersect": "narrow"}
    steps = [
        {"op": names.get(row["op"], row["op"]), "filter": row["filter"], "config": row.get("config") or {}}
        for row in document["steps"]
    ]
    return {"version": 2, "steps": steps}


_UPGRADES: dict[int, Callable[[Any], dict[str, Any]]] = {1: _name_narrowing}
