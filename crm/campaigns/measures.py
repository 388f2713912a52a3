"""What goals count: each measure counts and lists the same happenings, registered by the rooms that know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from crm.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Happening:
    """One counted thing: with whom, and when."""

    contact_id: int
    at: datetime


CountOf = Callable[[int | None, int | None, datetime, datetime], int]
ListOf = Callable[[int | None, int | None, datetime, datetime], list[Happening]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One countable thing. Both functions take (campaign_id or None, user_id or None, since, until), half open.

    `label` is an English text marked with N_, translated where it is shown. `happenings` lists, newest first, exactly
    what `count` counts. What counts no people (votes, dollars) has `opens` instead: the view of a campaign that lists it.
    """

    label: str
    count: CountOf
    happenings: ListOf
    opens: str = ""


measures: Registry[Measure] = Registry("goal measure")
"""Goal measures by name, in the order they are offered."""
