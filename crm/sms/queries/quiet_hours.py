"""When a number may next be texted: by its area code, by the address, and by the states of both, the stricter each time.

SMS.md section 2. Every zone in question must be inside its hours at the same moment; more than two zones, or none that
is known, add the narrow window of the unknown. `now` is the time by the organization's clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from phonenumbers import NumberParseException, parse
from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

from crm.core.errors import N_
from crm.sms.queries.quiet_hours_data import (
    DEFAULT_WEEK,
    PACIFIC_AREA_CODES,
    SAMOA_ZIP,
    STATE_WEEKS,
    UNKNOWN_WEEK,
    UNKNOWN_ZONE,
    Area,
    Week,
    area_codes,
    states,
    zip_states,
)

MOST_ZONES = 2
HORIZON_DAYS = 14
Place = tuple[str, str, str]
"""An area code or number, a state, and the beginning of a ZIP code."""
QUARTER = 15
"""Minutes: every zone's offset, and so every opening, is a whole number of them."""
QUIET = N_("quiet hours where the person is")
NO_HOUR = N_("no hour suits both the number and the address")
PACIFIC = N_("a number of the Pacific territories needs a known address")


@dataclass(frozen=True, slots=True)
class Hours:
    """One condition: inside this week's windows in this zone."""

    zone: str
    week: Week


@dataclass(frozen=True, slots=True)
class TextingTime:
    """When to text (None: never), until when that is allowed, why not at once, and by which zones."""

    at: datetime | None
    closes_at: datetime | None = None
    reason: str = ""
    zones: tuple[str, ...] = ()


def next_allowed(now: datetime, phone: str, state: str = "", postal_code: str = "") -> datetime | None:
    """The first moment from now on at which the number may be texted: `now` itself when it may, None when never."""
    return texting_time(now, phone, state, postal_code).at


def texting_time(now: datetime, phone: str, state: str = "", postal_code: str = "") -> TextingTime:
    """The first allowed moment with the end of its window, and in words why it is not now."""
    return _texting_time(now, *_keys(phone, state, postal_code))


def _texting_time(now: datetime, number: str, state: str, zip_start: str) -> TextingTime:
    conditions, problem = _conditions(number, state, zip_start)
    if problem:
        return TextingTime(None, reason=problem)
    zones = tuple(dict.fromkeys(condition.zone for condition in conditions))
    now = now.astimezone(UTC)
    at = now
    while at <= now + timedelta(days=HORIZON_DAYS):
        spans = [_span(condition, at) for condition in conditions]
        latest = max(start for start, _ in spans)
        if latest <= at:
            return TextingTime(at, min(end for _, end in spans), "" if at == now else QUIET, zones)
        at = latest
    return TextingTime(None, reason=NO_HOUR, zones=zones)


def hours_now(now: datetime, phone: str, state: str = "", postal_code: str = "") -> TextingTime:
    """As `texting_time`, worked out once a quarter of an hour for each kind of place: windows open and close with one."""
    return hours_of_place(now, _keys(phone, state, postal_code))


def hours_of_place(now: datetime, place: Place) -> TextingTime:
    """As `hours_now`, for a place as `place_key` names it."""
    quarter = now.astimezone(UTC)
    quarter = quarter.replace(minute=quarter.minute - quarter.minute % QUARTER, second=0, microsecond=0)
    found = _quarter(quarter, *place)
    return replace(found, at=now) if found.at == quarter else found


@lru_cache(maxsize=20_000)
def _quarter(quarter: datetime, number: str, state: str, zip_start: str) -> TextingTime:
    return _texting_time(quarter, number, state, zip_start)


def place_key(phone: str, state: str, postal_code: str) -> Place:
    """What decides the hours: people with the same key may be texted at the same times."""
    return _keys(phone, state, postal_code)


def _keys(phone: str, state: str, postal_code: str) -> tuple[str, str, str]:
    number = phone[2:5] if phone.startswith("+1") and len(phone) == 12 else phone
    return number, state.strip().casefold(), _zip_start(postal_code)


@lru_cache(maxsize=50_000)
def _zip_start(postal_code: str) -> str:
    """What a ZIP code says of the state: its first three digits, all five where they name Samoa."""
    digits = "".join(letter for letter in postal_code if letter.isdigit())[:5]
    return digits if digits == SAMOA_ZIP else digits[:3]


@lru_cache(maxsize=20_000)
def _conditions(number: str, state: str, zip_start: str) -> tuple[tuple[Hours, ...], str]:
    by_number, by_address = _of_number(number), _of_address(state, zip_start)
    address_given = bool(state or zip_start)
    if number in PACIFIC_AREA_CODES and not by_address:
        return (), PACIFIC
    areas = [*by_number, *by_address]
    zones = {zone for area in areas for zone in area.zones}
    week = _week({area.state for area in areas})
    conditions = [Hours(zone, week) for zone in sorted(zones)]
    is_scattered = len(zones) > MOST_ZONES and not number.startswith("+")
    if not by_number or (address_given and not by_address) or is_scattered:
        conditions.append(Hours(UNKNOWN_ZONE, _narrowed(UNKNOWN_WEEK, week)))
    return tuple(conditions), ""


def _of_number(number: str) -> list[Area]:
    """The place of an area code; abroad every zone of the country, all of which must agree; none when unknown."""
    if not number.startswith("+"):
        area = area_codes().get(number)
        return [area] if area else []
    try:
        zones = frozenset(time_zones_for_number(parse(number))) - {UNKNOWN_TIMEZONE}
    except NumberParseException:
        return []
    return [Area(zones)] if zones else []


def _of_address(state: str, zip_start: str) -> list[Area]:
    """The places an address may be: that of its state, and that of its ZIP code when it names another one."""
    by_zip = "as" if zip_start == SAMOA_ZIP else zip_states().get(zip_start[:3], "").casefold()
    if by_zip == "gu" and state in ("mp", "northern mariana islands"):
        by_zip = ""
    found = [states().get(state), states().get(by_zip)]
    return [area for area in dict.fromkeys(found) if area is not None]


def _week(names: set[str]) -> Week:
    week = DEFAULT_WEEK
    for name in sorted(names & STATE_WEEKS.keys()):
        week = _narrowed(week, STATE_WEEKS[name])
    return week


def _narrowed(one: Week, other: Week) -> Week:
    return tuple(a and a.narrowed(b) for a, b in zip(one, other, strict=True))


def _span(condition: Hours, moment: datetime) -> tuple[datetime, datetime]:
    """The window that holds the moment, or else the next one, as two moments in UTC."""
    day = moment.astimezone(ZoneInfo(condition.zone)).date()
    for offset in range(HORIZON_DAYS):
        span = _window(condition, day + timedelta(days=offset))
        if span is not None and moment < span[1]:
            return span
    return moment + timedelta(days=2 * HORIZON_DAYS), moment + timedelta(days=2 * HORIZON_DAYS)


def _window(condition: Hours, day: date) -> tuple[datetime, datetime] | None:
    window = condition.week[day.weekday()]
    if window is None:
        return None
    zone = ZoneInfo(condition.zone)
    opens = datetime.combine(day, window.opens, zone).astimezone(UTC)
    return opens, datetime.combine(day, window.closes, zone).astimezone(UTC)
