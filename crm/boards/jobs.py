"""What the worker does for boards: it keeps the changes of tables few, and on Monday at eight it writes down the week.

Eight is where each organization is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from crm.accounts.queries import list_organizations, list_users
from crm.boards.models import Digest
from crm.boards.queries.digests import figures_of, told_of
from crm.boards.service import fold_changes
from crm.core.actor import STAFF
from crm.core.bulk import insert_columns
from crm.core.clock import zone
from crm.core.database import unit_of_work
from crm.core.periodic import Every
from crm.core.scope import in_organization

INTERVAL, HOUR = timedelta(minutes=5), 8


def tell_weeks(now: datetime) -> int:
    """Write the digests that are due and not there; a second worker's are left out by the table. How many were written."""
    written = 0
    for one in list_organizations():
        with in_organization(one.id):
            written += _tell(one.id, now + timedelta(seconds=one.clock_offset_seconds), one.time_zone)
    return written


def week_due(now: datetime, zone_name: str) -> date:
    """The Monday that begins the last week whose digest is due: it is told on the Monday after, from eight o'clock."""
    told_at = now.astimezone(zone(zone_name)) - timedelta(hours=HOUR)
    return told_at.date() - timedelta(days=told_at.weekday() + 7)


def _tell(organization_id: int, now: datetime, zone_name: str) -> int:
    monday = week_due(now, zone_name)
    written, told = 0, told_of(monday)
    for user in [user for user in list_users(*STAFF) if user.id not in told]:
        with unit_of_work():
            row = {"user_id": user.id, "week_starts_on": monday, "made_at": now, "organization_id": organization_id}
            figures = [figures_of(user, monday, now, zone_name)]
            written += insert_columns(Digest, 1, row | {"figures": figures}, skip_known=True)
    return written


MOST_ROWS, FOLDED_EVERY = 50, timedelta(minutes=1)


def fold(_now: datetime) -> int:
    """Add the changes of tables together where they have grown many; never counts as work."""
    for one in list_organizations():
        with in_organization(one.id), unit_of_work():
            fold_changes(MOST_ROWS)
    return 0


tell_of_weeks = Every(INTERVAL, tell_weeks)
fold_table_changes = Every(FOLDED_EVERY, fold)
