"""Who did what in the last four weeks of a campaign: by organizer and by turf, in the order of their names, never ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func

from crm.accounts.queries import names_of_users
from crm.boards.queries.counting import Rows, RowsOf, attended_rows, count_rows, kept_rows
from crm.boards.queries.kept import Kept
from crm.boards.queries.reached import TABLES
from crm.campaigns.queries.goals import window
from crm.contacts.models import Contact
from crm.contacts.queries.turf import NOBODY, names_of_turfs
from crm.core.database import db
from crm.one_on_ones.queries import rows_between

DAYS = 28
COUNTED: dict[str, RowsOf] = {"one_on_ones": rows_between, "attended": attended_rows, "commitments_kept": kept_rows}
"""What is counted, by the measure that lists its people."""


@dataclass(frozen=True, slots=True)
class Team:
    """An organizer or a turf, NOBODY for neither, and its counts by measure."""

    id: int
    name: str
    counts: dict[str, int]


def last_days(today: date, zone_name: str) -> tuple[datetime, datetime]:
    """The four weeks that end today, half open."""
    return window(today - timedelta(days=DAYS - 1), today, zone_name)


def by_organizer(campaign_id: int, today: date, zone_name: str, kept: Kept | None = None) -> list[Team]:
    """What each organizer did, by name; last what is nobody's: who sat down, looks after those who came, asked."""
    counts = _counts("organizer", campaign_id, last_days(today, zone_name), kept or Kept())
    return _teams(counts, names_of_users(set(counts)))


def by_turf(campaign_id: int, today: date, zone_name: str, kept: Kept | None = None) -> list[Team]:
    """What happened with the people of each turf, by name; last those without one."""
    counts = _counts("turf", campaign_id, last_days(today, zone_name), kept or Kept())
    return _teams(counts, names_of_turfs(set(counts)))


def _counts(by: str, campaign_id: int, days: tuple[datetime, datetime], kept: Kept) -> dict[int | None, Counter[str]]:
    found: dict[int | None, Counter[str]] = defaultdict(Counter)
    for measure, rows_of in COUNTED.items():
        count, tables = partial(_count, by, rows_of, campaign_id, days), (*TABLES[measure], "contacts")
        for one, number in kept.get(("teams", by, measure, campaign_id, *days), tables, count):
            found[one][measure] += number
    return found


def _count(by: str, rows_of: RowsOf, campaign_id: int, days: tuple[datetime, datetime]) -> list[tuple[int | None, int]]:
    """How many rows are whose: an organizer's by the third column, else by who looks after the person."""
    rows = rows_of(campaign_id, None, *days)
    columns = list(rows.selected_columns)
    if by == "organizer" and len(columns) > 2:
        return _grouped(rows, columns[2])
    owner = Contact.turf_id if by == "turf" else Contact.owner_user_id
    return _of_people(rows, columns[0], owner)


def _of_people(rows: Rows, person: Any, owner: Any) -> list[tuple[int | None, int]]:
    """Only people who are somebody's are looked up, in an index of those alone: the rest of the rows is nobody's."""
    theirs = _grouped(rows.join(Contact, Contact.id == person).where(owner.is_not(None)), owner)
    everything = db.session.scalars(count_rows(rows)).one()
    return [*theirs, (None, everything - sum(number for _one, number in theirs))]


def _grouped(rows: Rows, owner: Any) -> list[tuple[int | None, int]]:
    grouped = rows.with_only_columns(owner, func.count(), maintain_column_froms=True).group_by(owner)
    return [(one, number) for one, number in db.session.execute(grouped)]


def _teams(counts: dict[int | None, Counter[str]], names: dict[int, str]) -> list[Team]:
    teams = [
        Team(owner or NOBODY, names.get(owner or NOBODY, ""), {measure: found[measure] for measure in COUNTED})
        for owner, found in counts.items()
        if any(found.values())
    ]
    return sorted(teams, key=lambda team: (team.id == NOBODY, team.name.casefold(), team.id))
