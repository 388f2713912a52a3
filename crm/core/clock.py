"""The time of day, passed in: real for a working organization, movable for a practice one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crm.core.errors import N_, Refused


def utc_now() -> datetime:
    """The real time in UTC; only the edges (requests, commands, the worker) and column defaults call it."""
    return datetime.now(UTC)


def shifted(offset_seconds: int) -> datetime:
    """The time an organization lives in: the real one moved by its offset (zero but for practice organizations)."""
    return utc_now() + timedelta(seconds=offset_seconds)


def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; Refused when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused(N_("“%(name)s” is not a time zone. Use a name such as America/Denver."), name=name) from error


def find_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None."""
    try:
        return zone(name)
    except Refused:
        return None


def local_date(moment: datetime, zone_name: str) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(zone(zone_name)).date()
