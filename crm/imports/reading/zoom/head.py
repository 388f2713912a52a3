"""Read the head of a Zoom report: topic, id, start, length and the numbers that Zoom counted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from crm.core.errors import N_
from crm.imports.reading.cells import is_none
from crm.imports.reading.errors import Notice, Notices
from crm.imports.reading.times import Calendar, parse_minutes
from crm.imports.reading.zoom.words import COUNTS


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines above the tables say; webinar_id holds digits only, counts those numbers that are
    there.
    """

    topic: str
    webinar_id: str
    started_at: dt.datetime | None
    is_scheduled: bool
    duration_minutes: int | None
    generated_at: dt.datetime | None
    counts: Mapping[str, int]


def read_head(values: Mapping[str, tuple[str, int]], calendar: Calendar, notices: Notices) -> Head:
    """Type the head's values; what cannot be read becomes a notice with its line."""
    started = _moment(values, "started", calendar, notices)
    scheduled = None if started else _moment(values, "scheduled", calendar, notices)
    return Head(
        topic=_text(values, "topic"),
        webinar_id=_read_id(values, notices),
        started_at=started or scheduled,
        is_scheduled=started is None and scheduled is not None,
        duration_minutes=parse_minutes(_text(values, "duration")),
        generated_at=_moment(values, "generated", calendar, notices),
        counts={name: int(_text(values, name)) for name in COUNTS if _is_count(_text(values, name))},
    )


def _text(values: Mapping[str, tuple[str, int]], name: str) -> str:
    text = values.get(name, ("", 0))[0]
    return "" if is_none(text) else text


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _read_id(values: Mapping[str, tuple[str, int]], notices: Notices) -> str:
    text = _text(values, "id")
    if "e+" in text.casefold():
        message = N_("The webinar's number %(value)s has lost digits in a spreadsheet program and was left out.")
        notices.append(Notice(message, {"value": text}, values["id"][1]))
        return ""
    return "".join(c for c in text if c.isascii() and c.isdigit())


def _moment(
    values: Mapping[str, tuple[str, int]], name: str, calendar: Calendar, notices: Notices
) -> dt.datetime | None:
    text = _text(values, name)
    moment = calendar.read(text) if text else None
    if text and moment is None:
        notices.append(unreadable_moment(text, values[name][1]))
    return moment


def unreadable_moment(text: str, line: int) -> Notice:
    """Say that a date or time on a line cannot be read."""
    return Notice(N_("The date or time %(value)s cannot be read and was left out."), {"value": text[:60]}, line)
