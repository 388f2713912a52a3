"""Statistics for SQLite's planner: without them it reads a whole organization where another index finds one row.

PostgreSQL gathers its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text

from crm.core.database import db, unit_of_work

INTERVAL = timedelta(minutes=5)
SAMPLED_ROWS = 400
"""How many rows of each index are looked at (SQLite's own advice): a tenth of a second whatever the size."""


def renew_statistics() -> None:
    """Look at the tables anew, in a transaction of its own; PostgreSQL does so by itself."""
    if db.engine.dialect.name == "sqlite":
        with unit_of_work():
            db.session.execute(text(f"PRAGMA analysis_limit={SAMPLED_ROWS}"))
            db.session.execute(text("ANALYZE"))


class StatisticsStep:
    """A step of the worker that renews the statistics when it starts and every five minutes."""

    def __init__(self) -> None:
        self._due_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Renew them if it is time; never counts as work, so that the worker may rest."""
        if self._due_at is not None and now < self._due_at:
            return 0
        self._due_at = now + INTERVAL
        renew_statistics()
        return 0


refresh_statistics = StatisticsStep()
