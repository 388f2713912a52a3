"""What somebody who leaves holds in each room, and how it goes to colleagues: registered by the rooms that hold it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from crm.audit.service import Batch
from crm.core.actor import LEADS, STAFF, Role
from crm.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what somebody holds in a room that may go to a colleague of its own; `name` is "" for the whole."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over: from whom, to whom, and to whom else for some parts (by room and key)."""

    batch: Batch
    from_user_id: int
    to_user_id: int
    choices: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def receiver(self, room: str, key: str) -> int:
        """Who takes a part over."""
        return self.choices.get((room, key), self.to_user_id)

    @property
    def receivers(self) -> set[int]:
        """Everybody who takes something over."""
        return {self.to_user_id, *self.choices.values()}


@dataclass(frozen=True, slots=True)
class Holding:
    """What users hold of one kind: its name (translated where it is shown), what somebody holds at a moment, moving it.

    `move` moves everything of that kind through crm.audit.moving and returns how many rows. Users with a role of `by`
    may hand it over, those with a role of `to` may take it.
    """

    name: str
    list_parts: Callable[[int, datetime], list[Part]]
    move: Callable[[HandOver], int]
    by: tuple[Role, ...] = LEADS
    to: tuple[Role, ...] = STAFF


handovers: Registry[Holding] = Registry("hand-over")
"""The kinds in the order in which they move: people first, so that what is about a person can follow her."""


def whole(count: int) -> list[Part]:
    """The parts of a kind that goes over as one; none when there is nothing."""
    return [Part("", "", count)] if count else []
