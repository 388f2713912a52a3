"""Statistics for SQLite's planner: without them it reads a whole organization where another index finds one row.

PostgreSQL gathers its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text

from crm.core.database import db, unit_of_work
from crm.core.periodic import Every

INTERVAL = timedelta(minutes=5)
SAMPLED_ROWS = 400
"""How many rows of each index are looked at (SQLite's own advice): a tenth of a second whatever the size."""


def renew_statistics() -> None:
    """Look at the tables anew, in a transaction of its own; PostgreSQL does so by itself."""
    if db.engine.dialect.name == "sqlite":
        with unit_of_work():
            db.session.execute(text(f"PRAGMA analysis_limit={SAMPLED_ROWS}"))
            db.session.execute(text("ANALYZE"))


def refresh(_now: datetime) -> int:
    """Renew the statistics; never counts as work."""
    renew_statistics()
    return 0


refresh_statistics = Every(INTERVAL, refresh)
