"""Dates, times and lengths as reports write them, in English and Spanish."""

# ruff: noqa: DTZ001 (a report that names no zone gives naive times)

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from crm.imports.reading.times import guess_day_first, minutes_between, parse_minutes, parse_moment

SIX = datetime(2026, 4, 2, 18, 58, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apr 02, 2026 18:58:12", SIX),
        ("Apr 2, 2026 6:58:12 PM", SIX),
        ("April 2nd, 2026 6:58:12 p. m.", SIX),
        ("04/02/2026 06:58:12 PM", SIX),
        ("4/2/26 18:58:12", SIX),
        ("2026-04-02T18:58:12", SIX),
        ("2026-04-02 18:58:12.250", SIX),
        ("2 de abril de 2026, 18:58:12", SIX),
        ("02-abr-2026 18:58:12", SIX),
        ("Thursday, April 2, 2026 at 6:58:12 PM", SIX),
        ("04/02/2026", datetime(2026, 4, 2)),
        ("04/02/2026 12:05 AM", datetime(2026, 4, 2, 0, 5)),
        ("04/02/2026 12:05 PM", datetime(2026, 4, 2, 12, 5)),
        ("17/09/2026 18:58", datetime(2026, 9, 17, 18, 58)),
        ("2026-04-02T18:58:12Z", SIX.replace(tzinfo=UTC)),
        ("2026-04-02 18:58:12 -0400", SIX.replace(tzinfo=timezone(timedelta(hours=-4)))),
        ("04/02/2026 06:58:12 PM (GMT-5:00)", SIX.replace(tzinfo=timezone(timedelta(hours=-5)))),
        ("04/02/2026 06:58:12 PM Mountain Time (US and Canada)", SIX.replace(tzinfo=ZoneInfo("America/Denver"))),
        ("04/02/2026 18:58:12 America/Bogota", SIX.replace(tzinfo=ZoneInfo("America/Bogota"))),
    ],
)
def test_moments(text: str, expected: datetime) -> None:
    found = parse_moment(text)
    assert found == expected
    assert found is not None
    assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "text", ["", "--", "soon", "31/31/2026", "02/30/2026", "25:61", "Foo 12, 2026", "04/02/2026 of May"]
)
def test_what_is_no_moment(text: str) -> None:
    assert parse_moment(text) is None


def test_one_number_over_twelve_settles_the_order_for_all() -> None:
    assert guess_day_first(["03/04/2026 10:00", "17/09/2026"])
    assert not guess_day_first(["03/04/2026 10:00", "09/17/2026"])
    assert not guess_day_first(["03/04/2026"])
    assert parse_moment("03/04/2026", day_first=True) == datetime(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("94", 94), ("94.0", 94), ("1:34", 94), ("1:33:20", 94), ("", None), ("--", None), ("-3", None)],
)
def test_lengths(text: str, minutes: int | None) -> None:
    assert parse_minutes(text) == minutes


def test_a_minute_begun_counts() -> None:
    assert minutes_between(SIX, SIX + timedelta(minutes=15, seconds=1)) == 16
    assert minutes_between(SIX, SIX + timedelta(minutes=15)) == 15
    assert minutes_between(SIX, SIX - timedelta(minutes=15)) == 0
