"""SQLite's planner is told how many rows stand behind each index; PostgreSQL is left to itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import inspect, text

from crm.core.database import db
from crm.core.periodic import Every
from crm.core.registry import worker_steps
from crm.core.statistics import INTERVAL, refresh
from tests.support.factories import Factory


def _rows() -> int:
    if not inspect(db.session.connection()).has_table("sqlite_stat1"):
        return 0
    return int(db.session.execute(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'users'")).scalar_one())


def test_statistics_are_renewed_when_it_is_time(app: Flask, make: Factory, now: datetime) -> None:
    make.user(make.organization())
    db.session.commit()
    step = Every(INTERVAL, refresh)
    assert step(now) == 0
    is_sqlite = db.session.connection().dialect.name == "sqlite"
    assert (_rows() > 0) == is_sqlite
    if is_sqlite:
        db.session.execute(text("DELETE FROM sqlite_stat1"))
        step(now + INTERVAL - timedelta(seconds=1))
        assert _rows() == 0
        step(now + INTERVAL)
        assert _rows() > 0


def test_the_worker_takes_the_step(app: Flask) -> None:
    assert worker_steps.get("statistics") is not None
