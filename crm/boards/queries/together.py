"""The board of a coalition: what its members reach together, in numbers, without one name crossing over.

Each member's numbers are counted inside its own organization and come out as numbers. Somebody whom two organizations
know is counted by each: nobody's lists are compared. A number of another organization's people below five is not
shown, and counts as one in the sum, which then says "at least": one signature or one one-on-one could tell those who
know the people which person it was. Own numbers are whole, also the small ones, for they open one's own people. Votes
and dollars are about officials and budgets, which are public, and are never held back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from crm.boards.queries.fights import Fight, fights, in_order
from crm.boards.queries.kept import Kept, changes_of_tables
from crm.boards.queries.money import Taken, taken_together
from crm.boards.queries.reached import TABLES
from crm.boards.queries.together_turnout import SharedAction, shared_actions
from crm.boards.queries.together_votes import Agreement, agreement
from crm.boards.queries.together_week import News, news_of
from crm.campaigns import queries as campaigns
from crm.campaigns.measures import Measure, measures
from crm.campaigns.queries.goals import Pace, pace_of, window
from crm.coalitions.queries import Partner, Together
from crm.core.clock import local_date
from crm.core.errors import N_, NotFound
from crm.core.scope import in_organization
from crm.core.small_numbers import unless_small
from crm.core.text import fold

Value = TypeVar("Value")
COUNTED = (
    "one_on_ones",
    "new_people",
    "attended",
    "texts_replied",
    "commitments_kept",
    "leaders_stage5",
    "testimonies",
    "signatures",
)
"""What the members of a coalition count together, in this order."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one organization reached; None: fewer than SMALL, and not ours to see."""

    partner: Partner
    value: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One measure by organization and together, with the goal that the host set."""

    name: str
    measure: Measure
    cells: tuple[Cell, ...]
    pace: Pace | None

    @property
    def together(self) -> int:
        """The sum of what is shown, and one for each number that is not: that much there is at the least."""
        return _at_least(self.cells)

    @property
    def is_at_least(self) -> bool:
        """Whether a small number is not shown, so that there may be more."""
        return any(cell.value is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CoalitionBoard:
    """Everything the board of a coalition shows."""

    group: Together
    today: date
    rows: tuple[Row, ...]
    fights: tuple[Fight, ...]
    by_partner: dict[int, list[Fight]]
    agreement: Agreement
    taken: Taken
    taken_by: dict[int, Taken]
    coming: tuple[SharedAction, ...]
    week: tuple[News, ...]

    @property
    def votes_needed(self) -> int | None:
        """The votes that carry the one campaign it is about, by the most careful count; None where there are several."""
        needed = [one.count.needed for own in self.by_partner.values() for one in own if one.count.needed]
        return max(needed, default=None) if len(self.fights) == 1 else None


def _at_least(cells: Iterable[Cell]) -> int:
    return sum(1 if cell.value is None else cell.value for cell in cells)


def coalition_board(group: Together, now: datetime, zone_name: str) -> CoalitionBoard:
    """The board of a coalition that we are in."""
    today = local_date(now, zone_name)
    between, kept = counted_window(group, now, zone_name), _by_partner(group, lambda _one: Kept())
    last = max((one for one in _vote_days(group)), default=None)
    standing = _by_partner(group, lambda one: _fights(one, today))
    return CoalitionBoard(
        group=group,
        today=today,
        rows=tuple(_row(group, kept, name, between, (today, last)) for name in COUNTED if measures.get(name)),
        fights=tuple(_once(group, standing)),
        by_partner=standing,
        agreement=agreement(_by_partner(group, _seats)),
        taken=_taken([one for own in standing.values() for one in own]),
        taken_by={one: _taken(own) for one, own in standing.items()},
        coming=tuple(shared_actions(group, now, shown)),
        week=tuple(
            one for own in _by_partner(group, lambda each: news_of(each, now, zone_name)).values() for one in own
        ),
    )


def seen_by_anybody(group: Together) -> Together:
    """A coalition as somebody sees it who is in none of its organizations: every small number is held back, ours too."""
    return replace(group, partners=tuple(replace(one, is_us=False) for one in group.partners))


def versions_of(group: Together) -> tuple[tuple[tuple[str, int], ...], ...]:
    """How often the tables of each member have changed."""
    return tuple(_by_partner(group, lambda _one: tuple(sorted(changes_of_tables().items()))).values())


def counted_window(group: Together, now: datetime, zone_name: str) -> tuple[datetime, datetime]:
    """From the coalition's first day to the end of today, in UTC, half open."""
    return window(group.starts_on, local_date(now, zone_name), zone_name)


def shown(partner: Partner, value: int) -> int | None:
    """A number of an organization's people as we may see it: see the rule on top of this module."""
    return value if partner.is_us else unless_small(value)


def _by_partner(group: Together, read: Callable[[Partner], Value]) -> dict[int, Value]:
    """What is read inside each member's own organization."""
    found = {}
    for partner in group.partners:
        with in_organization(partner.organization_id):
            found[partner.organization_id] = read(partner)
    return found


def _vote_days(group: Together) -> Iterable[date]:
    found = _by_partner(group, lambda one: [campaigns.get_campaign(each).decision_on for each in one.campaign_ids])
    return (day for days in found.values() for day in days if day is not None)


def _taken(found: Iterable[Fight]) -> Taken:
    return taken_together((one.campaign.ocd_id, one.ledger) for one in found)


def _measure(name: str) -> Measure:
    found = measures.get(name)
    if found is None:
        raise NotFound(N_("There is no such list."))
    return found


def _reached(partner: Partner, kept: Kept, name: str, between: tuple[datetime, datetime]) -> int:
    """What an organization's campaigns reached, worked out anew only where something changed."""
    measure, tables = _measure(name), TABLES.get(name, ())
    total = 0
    for one in partner.campaign_ids:
        count = partial(measure.count, one, None, *between)
        total += kept.get(("reached", name, one, None, None, *between), tables, count) if tables else count()
    return total


def _row(
    group: Together,
    kept: dict[int, Kept],
    name: str,
    between: tuple[datetime, datetime],
    days: tuple[date, date | None],
) -> Row:
    measure = _measure(name)
    counts = _by_partner(group, lambda one: _reached(one, kept[one.organization_id], name, between))
    cells = tuple(Cell(one, shown(one, counts[one.organization_id])) for one in group.partners)
    target, (today, last) = group.goals.get(name), days
    ends_on = max(last or today, today, group.starts_on)
    pace = pace_of(target, _at_least(cells), group.starts_on, ends_on, today) if target else None
    return Row(name, measure, cells, pace)


def _fights(partner: Partner, today: date) -> list[Fight]:
    return fights([campaigns.get_campaign(one) for one in partner.campaign_ids], today)


def _seats(partner: Partner) -> list[tuple[str, campaigns.Seat]]:
    """The seats with a vote in an organization's campaigns, each beside the place whose body it is in."""
    found = []
    for campaign_id in partner.campaign_ids:
        place = campaigns.get_campaign(campaign_id).ocd_id
        found += [(place, seat) for seat in campaigns.seats(campaign_id) if seat.target.has_vote]
    return found


def _once(group: Together, standing: dict[int, list[Fight]]) -> list[Fight]:
    """Every campaign once: those of one name about one place are run together, and shown as ours where we are in it."""
    found: dict[tuple[str, str], list[tuple[Partner, Fight]]] = {}
    for partner in sorted(group.partners, key=lambda one: not one.is_us):
        for fight in standing[partner.organization_id]:
            key = (fight.campaign.ocd_id, fold(fight.campaign.name))
            found.setdefault(key, []).append((partner, fight))
    return in_order(_shared(together) for together in found.values())


def _shared(together: list[tuple[Partner, Fight]]) -> Fight:
    partner, first = together[0]
    return replace(first, is_ours=partner.is_us, hosts=tuple(dict.fromkeys(one.name for one, _fight in together)))
