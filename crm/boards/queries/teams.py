"""Who did what in the last four weeks of a campaign: by organizer and by turf, in the order of their names, never ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func

from crm.accounts.queries import names_of_users
from crm.boards.queries.counting import Rows, attended_rows, kept_rows
from crm.campaigns.queries.goals import window
from crm.contacts.models import Contact
from crm.contacts.queries.turf import NOBODY, names_of_turfs
from crm.core.database import db
from crm.one_on_ones.queries import rows_between

DAYS = 28
COUNTED = {"one_on_ones": rows_between, "attended": attended_rows, "commitments_kept": kept_rows}
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


def by_organizer(campaign_id: int, today: date, zone_name: str) -> list[Team]:
    """What each organizer did, by name; last what is nobody's: who sat down, looks after those who came, asked."""
    counts = _counts(campaign_id, last_days(today, zone_name), _credited)
    return _teams(counts, names_of_users(set(counts)))


def by_turf(campaign_id: int, today: date, zone_name: str) -> list[Team]:
    """What happened with the people of each turf, by name; last those without one."""
    counts = _counts(campaign_id, last_days(today, zone_name), lambda _rows: Contact.turf_id)
    return _teams(counts, names_of_turfs(set(counts)))


def _credited(rows: Rows) -> Any:
    """The column that says whose a row is: its third, else who looks after the person."""
    columns = list(rows.selected_columns)
    return columns[2] if len(columns) > 2 else Contact.owner_user_id


def _counts(
    campaign_id: int, days: tuple[datetime, datetime], whose: Callable[[Rows], Any]
) -> dict[int | None, Counter[str]]:
    found: dict[int | None, Counter[str]] = defaultdict(Counter)
    for measure, rows_of in COUNTED.items():
        rows = rows_of(campaign_id, None, *days)
        owner = whose(rows)
        if any(owner is one for one in (Contact.owner_user_id, Contact.turf_id)):
            rows = rows.join(Contact, Contact.id == rows.selected_columns[0])
        grouped = rows.with_only_columns(owner, func.count(), maintain_column_froms=True).group_by(owner)
        for one, number in db.session.execute(grouped):
            found[one][measure] = number
    return found


def _teams(counts: dict[int | None, Counter[str]], names: dict[int, str]) -> list[Team]:
    teams = [
        Team(owner or NOBODY, names.get(owner or NOBODY, ""), {measure: found[measure] for measure in COUNTED})
        for owner, found in counts.items()
    ]
    return sorted(teams, key=lambda team: (team.id == NOBODY, team.name.casefold(), team.id))
