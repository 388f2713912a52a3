"""What the worker does for the ladder: it keeps the suggested steps of every organization fresh."""

from __future__ import annotations

from datetime import datetime, timedelta

from crm.accounts.queries import list_organizations
from crm.core.database import unit_of_work
from crm.core.periodic import Every
from crm.core.scope import in_organization
from crm.leadership.service import refresh_suggestions

INTERVAL = timedelta(minutes=10)


def ask_rules(now: datetime) -> int:
    """Ask the rules of every ladder anew; never counts as work, so that the worker may rest."""
    for one in list_organizations():
        with in_organization(one.id), unit_of_work():
            refresh_suggestions(now + timedelta(seconds=one.clock_offset_seconds))
    return 0


suggest_steps = Every(INTERVAL, ask_rules)
