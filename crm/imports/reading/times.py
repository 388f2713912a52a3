"""Read the dates, times, zones and minutes that reports write, in English or Spanish."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from crm.imports.reading.cells import fold

_TIME = (
    r"(?:[ T,]+(?:at |a las )?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?)?\s*(?P<zone>.*)$"
)
_ISO = re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _TIME, re.IGNORECASE)
_NUMBERS = re.compile(r"^(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _TIME, re.IGNORECASE)
_MONTH_FIRST = re.compile(
    r"^(?:[^\W\d]+,\s*)?(?P<word>[^\W\d]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _TIME,
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"^(?:[^\W\d]+,\s*)?(?P<day>\d{1,2})[\s-]+(?:de\s+)?(?P<word>[^\W\d]{3,10})\.?,?[\s-]+(?:de\s+|del\s+)?(?P<year>\d{4})"
    + _TIME,
    re.IGNORECASE,
)
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan ene",
            "feb",
            "mar",
            "apr abr",
            "may",
            "jun",
            "jul",
            "aug ago",
            "sep set",
            "oct",
            "nov",
            "dec dic",
        ),
        start=1,
    )
    for word in words.split()
}
_OFFSET = re.compile(
    r"^\(?\s*(?:GMT|UTC)?\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?\s*\)?", re.IGNORECASE
)
_ZONES = {
    "z": "UTC", "utc": "UTC", "gmt": "UTC",
    "eastern": "America/New_York", "et": "America/New_York", "est": "America/New_York",
    "edt": "America/New_York",
    "central": "America/Chicago", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
    "mountain": "America/Denver", "mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver",
    "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "arizona": "America/Phoenix", "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu", "atlantic": "America/Puerto_Rico", "puerto": "America/Puerto_Rico",
}  # fmt: skip
_WHOLE_NUMBER = re.compile(r"^\d{1,7}(?:[.,]0+)?$")
_HOURS_MINUTES = re.compile(r"^(?P<hours>\d{1,3}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2}))?$")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one file writes its moments: whether 03/04 is the third of April, and the zone of times that name
    none.
    """

    day_first: bool = False
    zone: dt.tzinfo | None = None

    def read(self, text: str) -> dt.datetime | None:
        """Read one moment (midnight when there is no time), naive when no zone is known; None when it
        cannot be read.
        """
        moment = parse_moment(text, self.day_first)
        if moment is None or moment.tzinfo is not None or self.zone is None:
            return moment
        return moment.replace(tzinfo=self.zone)


def guess_day_first(texts: Iterable[str]) -> bool:
    """Say whether a file writes the day before the month: some first number is over 12 and no second one
    is.
    """
    first_over = second_over = False
    for text in texts:
        found = _NUMBERS.match(text)
        if found:
            first_over = first_over or int(found["one"]) > 12
            second_over = second_over or int(found["two"]) > 12
    return first_over and not second_over


def parse_moment(text: str, day_first: bool = False) -> dt.datetime | None:
    """Read a date with or without a time and zone; None when it cannot be read or does not exist in the
    calendar.
    """
    text = " ".join(text.split())
    for pattern in (_NUMBERS, _MONTH_FIRST, _ISO, _DAY_FIRST):
        found = pattern.match(text)
        if found:
            return _build(found.groupdict(), day_first)
    return None


def _build(parts: dict[str, str | None], day_first: bool) -> dt.datetime | None:
    date = _date_parts(parts, day_first)
    zone, known = read_zone(parts["zone"] or "")
    if date is None or not known:
        return None
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or "").casefold()
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return dt.datetime(*date, hour, int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=zone)
    except ValueError:
        return None


def _date_parts(parts: dict[str, str | None], day_first: bool) -> tuple[int, int, int] | None:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    if parts.get("word"):
        month = _MONTHS.get(fold(parts["word"] or "")[:3])
        return (year, month, int(parts["day"] or 0)) if month else None
    if parts.get("one"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if one > 12 or (day_first and two <= 12):
            one, two = two, one
        return year, one, two
    return year, int(parts["month"] or 0), int(parts["day"] or 0)


@lru_cache(maxsize=256)
def read_zone(text: str) -> tuple[dt.tzinfo | None, bool]:
    """Read a zone's words ("", "Z", "(GMT-5:00)", "Eastern Time (US and Canada)"): the zone, and whether
    they were understood.
    """
    text = text.strip()
    if not text:
        return None, True
    offset = _OFFSET.match(text)
    if offset:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        if minutes >= 24 * 60:
            return None, False
        return dt.timezone(dt.timedelta(minutes=minutes if offset["sign"] == "+" else -minutes)), True
    for word in fold(text).split():
        if word in _ZONES:
            return ZoneInfo(_ZONES[word]), True
    return _iana_zone(text)


def _iana_zone(text: str) -> tuple[dt.tzinfo | None, bool]:
    name = text.strip("()")
    if not re.fullmatch(r"[A-Z][A-Za-z]+(?:/[A-Za-z_-]+){1,2}", name):
        return None, False
    try:
        return ZoneInfo(name), True
    except (OSError, ValueError):
        return None, False
    except LookupError:
        return None, False


def parse_minutes(text: str) -> int | None:
    """Read a length of time in whole minutes: 94, 94.0, 1:34:00 (rounded up as Zoom does); None when it is
    not one.
    """
    if _WHOLE_NUMBER.match(text):
        return int(text.replace(",", ".").split(".")[0])
    found = _HOURS_MINUTES.match(text)
    if not found:
        return None
    return int(found["hours"]) * 60 + int(found["minutes"]) + (1 if int(found["seconds"] or 0) else 0)


def minutes_between(start: dt.datetime, end: dt.datetime) -> int:
    """Count the minutes begun between two moments (a minute and a second are two), never less than zero."""
    return max(0, -int((start - end).total_seconds() // 60))
