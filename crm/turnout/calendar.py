"""An action as a calendar file (RFC 5545) that phones and calendars take in, and take over again when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vText

from crm.actions.queries import Action, ActionStatus
from crm.core.clock import zone

USUAL = timedelta(minutes=90)
"""How long an action takes that does not say so."""
STATUSES = {ActionStatus.TENTATIVE: "TENTATIVE", ActionStatus.CANCELLED: "CANCELLED"}


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What a calendar shows of an action, in the reader's language, and the page that says more."""

    title: str
    place: str
    description: str
    address: str


def calendar_file(action: Action, words: CalendarWords, now: datetime) -> bytes:
    """The file: one event in the action's own zone; its UID stays, its SEQUENCE grows when time or place change."""
    here = zone(action.time_zone)
    event = Event()
    event.add("uid", f"action-{action.id}-{action.code.lower()}@reinvest")
    event.add("sequence", action.revision)
    event.add("dtstamp", now)
    event.add("dtstart", action.starts_at.astimezone(here))
    event.add("dtend", (action.ends_at or action.starts_at + USUAL).astimezone(here))
    event.add("summary", words.title)
    event.add("status", STATUSES.get(action.status, "CONFIRMED"))
    event.add("url", words.address)
    for name, value in (("location", words.place), ("description", words.description)):
        if value:
            event.add(name, vText(value))
    calendar = Calendar()
    calendar.add("prodid", "-//Reinvest//Actions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if action.status is ActionStatus.CANCELLED else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
