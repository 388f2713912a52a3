"""On a person's form: in which ward or district she says she lives, the places we fight over first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crm.places.queries import DivisionGroup


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """One choice on the form: the wards of one place, and the one chosen ("" when it is not known)."""

    name: str
    group: DivisionGroup
    chosen: str


class PlaceInputs:
    """The choices of wards and districts for one person."""

    def __init__(self, groups: list[DivisionGroup], said: list[str], typed: Mapping[str, str] | None) -> None:
        """`said` are the ids she said before; `typed` the form that was sent, None while it is only shown."""
        self._said = said
        self._is_sent = typed is not None and any(_name(group) in typed for group in groups)
        self.inputs = [PlaceInput(_name(group), group, _chosen(group, said, typed)) for group in groups]

    def __iter__(self) -> Iterator[PlaceInput]:
        return iter(self.inputs)

    def to_ids(self) -> list[str]:
        """The ids of where she says she lives; what the form does not offer stays as she said it before."""
        if not self._is_sent:
            return self._said
        offered = {division.ocd_id for one in self.inputs for division in one.group.divisions}
        return [ocd_id for ocd_id in self._said if ocd_id not in offered] + [o.chosen for o in self.inputs if o.chosen]


def _name(group: DivisionGroup) -> str:
    return f"lives-{group.kind}-{group.parent}"


def _chosen(group: DivisionGroup, said: list[str], typed: Mapping[str, str] | None) -> str:
    offered = [division.ocd_id for division in group.divisions]
    if typed is not None and _name(group) in typed:
        return typed[_name(group)] if typed[_name(group)] in offered else ""
    return next((ocd_id for ocd_id in said if ocd_id in offered), "")
