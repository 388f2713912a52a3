"""What a filter of segments is, and the registry to which each room brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from crm.contacts.segments import periods
from crm.contacts.segments.inputs import Input, Label, Pick, PickMany
from crm.contacts.segments.periods import Period
from crm.core.errors import N_, Refused
from crm.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Frame:
    """In what frame a segment is asked: the moment, the zone its days are of, the segments it is inside of."""

    now: datetime
    zone: str
    inside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """The values of a filter's inputs, read by name."""

    values: dict[str, Any]
    inputs: tuple[Input, ...]

    def text(self, name: str) -> str:
        """A line, or the one thing chosen."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """A number, or the id of the row chosen."""
        return int(self.values[name])

    def many(self, name: str) -> list[str]:
        """The things chosen."""
        return list(self.values[name])

    def ids(self, name: str) -> list[int]:
        """The ids of the rows chosen; what is no row is left out."""
        return [int(value) for value in self.values[name] if value.isdecimal()]

    def said(self, name: str, last: str = "") -> str:
        """What was chosen, in words; a span of time comes with a space before it."""
        chosen = next(one for one in self.inputs if one.name == name)
        if isinstance(chosen, PickMany):
            return chosen.said(self.values[name], last)
        if isinstance(chosen, Pick):
            return chosen.said(self.values[name])
        return periods.said(self.values[name]) if isinstance(chosen, Period) else self.text(name)

    def within(self, name: str, column: Any, frame: Frame) -> ColumnElement[bool]:
        """That a moment lies in the span of that name."""
        return periods.within(column, self.values[name], frame.now, frame.zone)


def _nothing(_config: Config, _frame: Frame, _contact_id: int) -> str:
    return ""


def _fine(_config: Config) -> None:
    """Nothing else to check."""


@dataclass(frozen=True, slots=True)
class SegmentFilter:
    """One thing that can be asked of people.

    `condition` says on Contact who they are, in a way that is never NULL. `words` complete "everyone who …".
    `evidence` says of one person what she is or is not found by ("Sep 3, Oct 1"), "" for nothing to add.
    `check_together` refuses values that are sound one by one and make no sense together.
    """

    group: str
    title: Label
    inputs: tuple[Input, ...]
    condition: Callable[[Config, Frame], ColumnElement[bool]]
    words: Callable[[Config], str]
    evidence: Callable[[Config, Frame, int], str] = _nothing
    check_together: Callable[[Config], None] = _fine

    def config(self, values: dict[str, Any]) -> Config:
        """The values of a step, blank where one is missing."""
        return Config({one.name: values.get(one.name, one.blank()) for one in self.inputs}, self.inputs)

    def check(self, values: dict[str, Any]) -> Config:
        """The values of a step; Refused, with a sentence, when one of them cannot be used."""
        config = self.config(values)
        for one in self.inputs:
            one.check(config.values[one.name])
        self.check_together(config)
        return config


GROUPS = ("person", "ties", "meetings", "promises", "one_on_ones", "texts", "segments")
"""What filters are grouped by when one is chosen."""
segment_filters: Registry[SegmentFilter] = Registry("segment filter")
"""What can be asked of people, by name; each room brings its own."""


def bring(filters: Mapping[str, SegmentFilter]) -> None:
    """Register the filters of a room, in the order in which they are offered."""
    for name, entry in filters.items():
        segment_filters.register(name, entry)


def get_filter(name: str) -> SegmentFilter:
    """The filter of that name; Refused when no room brings it."""
    found = segment_filters.get(name)
    if found is None:
        raise Refused(N_("This program has no filter “%(name)s”. Take the step out or choose another."), name=name)
    return found
