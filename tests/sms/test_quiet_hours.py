"""Quiet hours: the stricter of number, address and state, on every day of the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.sms.queries.quiet_hours import NO_HOUR, PACIFIC, QUIET, next_allowed, texting_time
from crm.sms.queries.quiet_hours_data import area_codes, states, zip_states

DENVER, EASTERN = ZoneInfo("America/Denver"), ZoneInfo("America/New_York")


def at(text: str, zone: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def phone(area_code: str) -> str:
    """An invented number of an area code."""
    return f"+1{area_code}5550123"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T08:59", "2026-11-24T09:00"),
        ("2026-11-24T09:00", "2026-11-24T09:00"),
        ("2026-11-24T19:59:59", "2026-11-24T19:59:59"),
        ("2026-11-24T20:00", "2026-11-25T09:00"),
        ("2026-11-28T20:30", "2026-11-29T12:00"),  # Saturday night: Sunday from noon
        ("2026-11-29T20:00", "2026-11-30T09:00"),
        ("2026-03-07T21:00", "2026-03-08T12:00"),  # clocks go forward on Sunday
        ("2026-10-31T21:00", "2026-11-01T12:00"),  # and back
    ],
)
def test_a_denver_number(moment: str, expected: str) -> None:
    found = next_allowed(at(moment, "America/Denver"), phone("303"), "CO", "80202")
    assert found == at(expected, "America/Denver")


@pytest.mark.parametrize(
    ("area_code", "state", "postal_code", "moment", "expected", "zone"),
    [
        ("303", "NY", "10001", "2026-11-24T09:30", "2026-11-24T11:00", "America/New_York"),  # 9 am in Denver
        ("212", "CO", "", "2026-11-24T18:30", "2026-11-25T09:00", "America/Denver"),  # 8:30 pm in New York
        ("850", "", "", "2026-11-24T09:30", "2026-11-24T10:00", "America/New_York"),  # Pensacola is Central
        ("502", "", "", "2026-11-24T09:30", "2026-11-24T10:00", "America/New_York"),  # Kentucky from 10
        ("303", "KY", "", "2026-11-24T09:30", "2026-11-24T15:00", "America/New_York"),  # three zones are unknown
        ("401", "", "", "2026-11-24T18:00", "2026-11-25T09:00", "America/New_York"),  # Rhode Island to 18
        ("401", "", "", "2026-11-28T09:30", "2026-11-28T10:00", "America/New_York"),  # Saturday 10 to 17
        ("205", "", "", "2026-11-29T13:00", "2026-11-30T09:00", "America/Chicago"),  # no Sunday in Alabama
        ("303", "Mississippi", "", "2026-11-29T13:00", "2026-11-30T10:00", "America/Chicago"),
        ("303", "", "39201", "2026-11-29T13:00", "2026-11-30T10:00", "America/Chicago"),  # by the ZIP code alone
        ("800", "", "", "2026-11-29T12:30", "2026-11-29T15:00", "America/New_York"),  # toll-free, Sunday too
        ("800", "CA", "", "2026-11-24T09:30", "2026-11-24T15:00", "America/New_York"),
        ("303", "Nowhere", "", "2026-11-24T12:00", "2026-11-24T15:00", "America/New_York"),
        ("907", "FL", "", "2026-11-24T12:00", "2026-11-24T15:00", "America/New_York"),  # four zones are unknown
        ("671", "GU", "", "2026-11-24T08:00", "2026-11-24T09:00", "Pacific/Guam"),
        ("808", "", "", "2026-11-24T08:00", "2026-11-24T09:00", "Pacific/Honolulu"),
        ("520", "AZ", "", "2026-07-07T08:30", "2026-07-07T09:00", "America/Phoenix"),
        ("520", "AZ", "", "2026-07-07T19:30", "2026-07-08T09:00", "America/Phoenix"),  # 20:30 on Navajo land
    ],
)
def test_the_stricter_wins(area_code: str, state: str, postal_code: str, moment: str, expected: str, zone: str) -> None:
    assert next_allowed(at(moment, zone), phone(area_code), state, postal_code) == at(expected, zone)


def test_why_not_now() -> None:
    noon = at("2026-11-24T12:00", "America/Denver")
    assert texting_time(noon, phone("303")).reason == ""
    assert texting_time(noon, phone("303")).closes_at == at("2026-11-24T20:00", "America/Denver")
    assert texting_time(noon, phone("808")).at == noon
    assert texting_time(at("2026-11-24T21:00", "America/Denver"), phone("303")).reason == QUIET
    assert texting_time(noon, phone("671")).reason == PACIFIC and next_allowed(noon, phone("671")) is None
    far = texting_time(noon, "+33199005501", "HI")
    assert far.at is None and far.reason == NO_HOUR


def test_every_zone_of_the_tables_exists() -> None:
    for area in [*area_codes().values(), *states().values()]:
        assert area.zones and all(ZoneInfo(name) for name in area.zones)
        assert not area.state or area.state.casefold() in states()
    assert set(zip_states().values()) <= {area.state for area in states().values()}


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001
PLACES = st.sampled_from(["", "CO", "NY", "FL", "KY", "RI", "AL", "CA", "TX", "AK", "HI", "AZ", "IN"])


@settings(max_examples=150, deadline=None)
@given(MOMENTS, st.sampled_from(sorted(area_codes())), PLACES)
def test_what_is_allowed_is_inside_every_zone_and_as_early_as_can_be(
    moment: datetime, area_code: str, state: str
) -> None:
    found = texting_time(moment, phone(area_code), state)
    if found.at is None:
        assert found.reason in (PACIFIC, NO_HOUR)
        return
    assert found.at >= moment and found.closes_at is not None and found.at < found.closes_at
    zones = area_codes()[area_code].zones | (states()[state.casefold()].zones if state else frozenset())
    for zone in zones:
        for edge in (found.at, found.closes_at - timedelta(seconds=1)):
            local = edge.astimezone(ZoneInfo(zone))
            assert (12 if local.weekday() == 6 else 9) <= local.hour < 20, (zone, local)
    if found.at > moment:
        assert next_allowed(found.at - timedelta(seconds=1), phone(area_code), state) == found.at
    assert next_allowed(found.at, phone(area_code), state) == found.at
    assert next_allowed(found.closes_at, phone(area_code), state) != found.closes_at
