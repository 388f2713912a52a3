"""What goals count: each measure counts and lists the same happenings, registered by the rooms that know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crm.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Happening:
    """One counted thing: with whom, and when."""

    contact_id: int
    at: datetime


class CountOf(Protocol):
    """How often something happened from a moment to before another, in a campaign, by a person, with a team's people."""

    def __call__(
        self,
        campaign_id: int | None,
        user_id: int | None,
        since: datetime,
        until: datetime,
        turf_id: int | None = None,
        /,
    ) -> int:
        """The number; what is None narrows nothing."""
        ...


class ListOf(Protocol):
    """What a CountOf counts, the newest first."""

    def __call__(
        self,
        campaign_id: int | None,
        user_id: int | None,
        since: datetime,
        until: datetime,
        turf_id: int | None = None,
        /,
    ) -> list[Happening]:
        """The happenings; what is None narrows nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Measure:
    """One countable thing. A team is a turf: its people, whoever of staff met or asked them.

    `label` is an English text marked with N_, translated where it is shown. `happenings` lists, newest first, exactly
    what `count` counts. What counts no people (votes, dollars) has `opens` instead: the view of a campaign that lists it,
    and belongs to a campaign, not to a person or a team.
    """

    label: str
    count: CountOf
    happenings: ListOf
    opens: str = ""

    @property
    def is_of_people(self) -> bool:
        """Whether it counts people, so that it can be a person's or a team's."""
        return not self.opens


measures: Registry[Measure] = Registry("goal measure")
"""Goal measures by name, in the order they are offered."""
