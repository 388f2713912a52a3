"""When people may be texted, and where numbers and addresses are: data of ours to keep and to correct.

Hours are SMS.md section 2. Area codes come from the prefix data of PyPI phonenumbers, with its single zone for a split
code replaced by every zone of the state; codes that lie wholly in one zone of a state with two are named one by one.
Arizona carries Mountain time as well, since the Navajo Nation keeps daylight saving time.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of one day, local time; `opens` is inside, `closes` is not."""

    opens: time
    closes: time

    def narrowed(self, other: Window | None) -> Window | None:
        """The hours that both allow; None when they share none."""
        if other is None:
            return None
        opens, closes = max(self.opens, other.opens), min(self.closes, other.closes)
        return Window(opens, closes) if opens < closes else None


Week = tuple[Window | None, ...]
"""Seven days from Monday; None is a day without texts."""


def _week(weekdays: tuple[int, int], saturday: tuple[int, int], sunday: tuple[int, int] | None) -> Week:
    days = [weekdays] * SATURDAY + [saturday, sunday]
    return tuple(day and Window(time(day[0]), time(day[1])) for day in days)


DEFAULT_WEEK = _week((9, 20), (9, 20), (12, 20))
UNKNOWN_ZONE = "America/New_York"
UNKNOWN_WEEK = _week((15, 20), (15, 20), (15, 20))
"""Where someone is is not known: 15:00 to 20:00 Eastern, every day (noon Eastern is 6 or 7 in the morning in Honolulu)."""

STATE_WEEKS: dict[str, Week] = {
    # Florida, Oklahoma, Maryland, Massachusetts, New Jersey: to 20:00; Connecticut 9 to 20; Nevada 9 to 20; Michigan,
    # Minnesota, New Mexico 9 to 21; Texas 9 to 21, Sunday 12 to 21: the default is as strict or stricter already.
    # Washington is listed as stricter by one source whose window was not seen.
    "KY": _week((10, 20), (10, 20), (12, 20)),  # 10 to 21
    "RI": _week((9, 18), (10, 17), (12, 17)),  # 9 to 18, weekends 10 to 17; Sunday from 12 is our default
    "AL": _week((9, 20), (9, 20), None),  # to 20:00, no Sunday
    "LA": _week((9, 20), (9, 20), None),
    "MS": _week((9, 20), (9, 20), None),
}

PACIFIC_AREA_CODES = frozenset({"670", "671", "684"})
"""Northern Marianas, Guam and American Samoa: texted only at a known address, since the unknown window is night there."""

_ZIP_RANGES = (
    "005-005 NY|006-007 PR|008-008 VI|009-009 PR|010-027 MA|028-029 RI|030-038 NH|039-049 ME|050-059 VT|060-069 CT"
    "|070-089 NJ|100-149 NY|150-196 PA|197-199 DE|200-200 DC|201-201 VA|202-205 DC|206-219 MD|220-246 VA|247-268 WV"
    "|270-289 NC|290-299 SC|300-319 GA|320-339 FL|341-342 FL|344-344 FL|346-347 FL|349-349 FL|350-369 AL|370-385 TN"
    "|386-397 MS|398-399 GA|400-427 KY|430-459 OH|460-479 IN|480-499 MI|500-528 IA|530-549 WI|550-567 MN|570-577 SD"
    "|580-588 ND|590-599 MT|600-629 IL|630-658 MO|660-679 KS|680-693 NE|700-714 LA|716-729 AR|730-732 OK|733-733 TX"
    "|734-749 OK|750-799 TX|800-816 CO|820-831 WY|832-838 ID|840-847 UT|850-865 AZ|870-884 NM|885-885 TX|889-898 NV"
    "|900-961 CA|967-968 HI|969-969 GU|970-979 OR|980-994 WA|995-999 AK"
)
"""The first three digits of a ZIP code and its state (USPS Publication 65); military ones are nowhere in particular."""
SAMOA_ZIP = "96799"


@dataclass(frozen=True, slots=True)
class Area:
    """Where a number or an address is: its zones, and its state when it lies in one."""

    zones: frozenset[str]
    state: str = ""


@cache
def area_codes() -> dict[str, Area]:
    """North American area codes that belong to a place; toll-free and other codes are not among them."""
    with (REFERENCE / "area_codes.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["area_code"]: Area(frozenset(row["time_zones"].split("|")), row["state"])
            for row in csv.DictReader(lines)
        }


@cache
def states() -> dict[str, Area]:
    """States and territories by abbreviation and by name, both in lower case."""
    found: dict[str, Area] = {}
    with (REFERENCE / "state_zones.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            area = Area(frozenset(row["time_zones"].split("|")), row["state"])
            found[row["state"].casefold()] = found[row["name"].casefold()] = area
    return found


@cache
def zip_states() -> dict[str, str]:
    """The state of the first three digits of a ZIP code."""
    found: dict[str, str] = {}
    for entry in _ZIP_RANGES.split("|"):
        span, state = entry.split()
        first, last = span.split("-")
        found.update((f"{number:03d}", state) for number in range(int(first), int(last) + 1))
    return found
