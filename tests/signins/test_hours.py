"""A door opens an hour before its action and ends at midnight there, or four hours after the end if that is later."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from crm.signins.hours import hours_of

DENVER = ZoneInfo("America/Denver")


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DENVER)


@pytest.mark.parametrize(
    ("starts", "ends", "closes"),
    [
        ("2026-11-24 17:00", "2026-11-24 19:00", "2026-11-25 00:00"),
        ("2026-11-24 20:30", "2026-11-24 22:15", "2026-11-25 02:15"),
        ("2026-11-24 23:30", "2026-11-25 00:30", "2026-11-25 04:30"),
        ("2026-11-24 17:00", None, "2026-11-25 00:00"),
        ("2026-11-24 22:00", None, "2026-11-25 02:00"),
        ("2026-11-24 09:00", "2026-11-26 17:00", "2026-11-26 21:00"),
        ("2026-11-01 00:30", "2026-11-01 03:00", "2026-11-02 00:00"),
        ("2027-03-14 09:00", "2027-03-14 11:00", "2027-03-15 00:00"),
    ],
)
def test_its_hours(starts: str, ends: str | None, closes: str) -> None:
    action = SimpleNamespace(starts_at=_at(starts), ends_at=_at(ends) if ends else None, time_zone="America/Denver")
    hours = hours_of(action)
    assert hours.ends_at == _at(closes)
    assert hours.opens_at == _at(starts) - timedelta(hours=1)
    assert hours.taken_until == hours.ends_at + timedelta(days=7)
    assert hours.is_open(hours.opens_at) and not hours.is_open(hours.ends_at)
    assert hours.within(_at("2020-01-01 00:00")) == hours.opens_at
    assert hours.within(_at("2030-01-01 00:00")) == hours.ends_at
