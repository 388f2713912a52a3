"""A campaign's calendar as phones take it in (RFC 5545): the vote, the stages that lead to it, and the budget's own steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in the calendar; `key` stays the same when the day moves."""

    key: str
    day: date
    title: str
    description: str = ""


def calendar_feed(name: str, entries: list[Entry], now: datetime) -> bytes:
    """The calendar: an event of a whole day for each entry, to be asked for again every few hours."""
    calendar = Calendar()
    calendar.add("prodid", "-//Reinvest//Campaigns//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@reinvest")
        event.add("dtstamp", now)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("transp", "TRANSPARENT")
        if entry.description:
            event.add("description", entry.description)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
