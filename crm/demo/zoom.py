"""Zoom's two reports of a webinar, written for practice: people the demo knows beside people who are new to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from crm.core.clock import zone
from crm.demo.names import KNOWN, STRANGERS, Invented

QUESTION = "May we text you about this campaign? / ¿Podemos enviarte mensajes sobre esta campaña?"
REGISTERED = (*KNOWN[3:33], *STRANGERS)
"""Who registers: thirty known people and all the new ones."""
SECOND_JOIN, LEFT_EARLY, STAYED_AWAY = 6, 8, 5
"""Every so manieth person joins twice, leaves early, or does not come."""
Row = Sequence[object]
CLOCK = "%m/%d/%Y %I:%M:%S %p"


@dataclass(frozen=True, slots=True)
class Webinar:
    """What the reports say about the webinar; `webinar_id` holds digits only."""

    topic: str
    webinar_id: str
    starts_at: datetime
    minutes: int
    time_zone: str

    @property
    def local_start(self) -> datetime:
        """The start on the organization's clock, as Zoom writes it, without a zone."""
        return self.starts_at.astimezone(zone(self.time_zone)).replace(tzinfo=None)

    @property
    def spaced_id(self) -> str:
        """The number as Zoom prints it: 812 5550 1019."""
        return f"{self.webinar_id[:3]} {self.webinar_id[3:7]} {self.webinar_id[7:]}".strip()


REGISTRATION_HEAD = [
    "Topic",
    "Webinar ID",
    "Scheduled Time",
    "Duration (minutes)",
    "# Registered",
    "# Cancelled",
    "# Approved",
    "# Denied",
]
REGISTRATION_COLUMNS = [
    *["First Name", "Last Name", "Email", "City", "Zip/Postal Code", "State/Province", "Phone"],
    QUESTION,
    "Registration Time",
    "Approval Status",
]
ATTENDEE_HEAD = [
    *[
        "Topic",
        "Webinar ID",
        "Actual Start Time",
        "Actual Duration (minutes)",
        "# Registrants",
        "# Cancelled registrants",
    ],
    *["Unique Viewers", "Total Users", "Max Concurrent Views", "Enable Registration"],
]
HOST_COLUMNS = [
    *["Attended", "User Name (Original Name)", "Email", "Join Time", "Leave Time", "Time in Session (minutes)"],
    *["Is Guest", "Country/Region Name"],
]
ATTENDEE_COLUMNS = [
    *[
        "Attended",
        "User Name (Original Name)",
        "First Name",
        "Last Name",
        "Email",
        "Phone",
        "Registration Time",
        "Approval Status",
    ],
    *["Join Time", "Leave Time", "Time in Session (minutes)", "Is Guest", "Country/Region Name"],
]


def registration_report(webinar: Webinar, registered: Sequence[Invented] = REGISTERED) -> str:
    """The registration report as CSV text, with the question by which people agree to be texted."""
    start, count, length = webinar.local_start, len(registered), webinar.minutes
    printed = f"{start + timedelta(minutes=length + 10):%b %d, %Y %I:%M %p}"
    scheduled = f"{start:%b %d, %Y %I:%M %p}"
    rows: list[Row] = [
        ("Registration Report", ""),
        ("Report Generated:", printed),
        REGISTRATION_HEAD,
        (webinar.topic, webinar.spaced_id, scheduled, length, count, 0, count, 0),
        ("Attendee Details", ""),
        REGISTRATION_COLUMNS,
    ]
    for number, one in enumerate(registered):
        agreed = "No" if number % 9 == 8 or not one.phone else ("Sí" if one.language == "es" else "Yes")
        who = (one.first, one.last, _email(one), one.city, one.postal_code, "CO", _phone(one, number))
        rows.append((*who, agreed, f"{_registered_at(start, number):%b %d, %Y %H:%M:%S}", "approved"))
    return _written(rows)


def attendee_report(webinar: Webinar, registered: Sequence[Invented] = REGISTERED) -> str:
    """The attendee report as CSV text: one row for each join, rows without times for those who stayed away."""
    start, length = webinar.local_start, webinar.minutes
    end = start + timedelta(minutes=length)
    joins = [list(_joins(start, end, number)) for number in range(len(registered))]
    came = sum(1 for one in joins if one)
    began, ended = f"{start:{CLOCK}}", f"{end:{CLOCK}}"
    counts = (len(registered), 0, came, came + 1, came - 4, "Yes")
    rows: list[Row] = [
        ("Attendee Report",),
        ("Report generated time", f"{end + timedelta(minutes=10):{CLOCK}}"),
        ATTENDEE_HEAD,
        (webinar.topic, webinar.spaced_id, began, length, *counts),
        ("Host Details",),
        HOST_COLUMNS,
        ("Yes", "Puente Abierto", "host@demo.example.org", began, ended, length, "No", "United States"),
        ("Attendee Details",),
        ATTENDEE_COLUMNS,
    ]
    for number, (one, times) in enumerate(zip(registered, joins, strict=True)):
        rows.extend(_attendee_rows(one, number, start, times))
    return _written(rows)


def _attendee_rows(
    one: Invented, number: int, start: datetime, times: list[tuple[datetime, datetime]]
) -> Iterable[Row]:
    shown = (
        f"{one.first.split()[0]}'s iPhone ({one.first} {one.last})" if number % 7 == 3 else f"{one.first} {one.last}"
    )
    who = (shown, one.first, one.last, _email(one), _phone(one, number))
    registered = (f"{_registered_at(start, number):{CLOCK}}", "approved")
    if not times:
        yield ("No", *who, *registered, "--", "--", "--", "--", "")
    for joined, left in times:
        minutes = round((left - joined).total_seconds() / 60)
        yield ("Yes", *who, *registered, f"{joined:{CLOCK}}", f"{left:{CLOCK}}", minutes, "Yes", "United States")
        registered = ("", "")


def _joins(start: datetime, end: datetime, number: int) -> Iterable[tuple[datetime, datetime]]:
    """When somebody was there: not at all, briefly, in two pieces, or all along."""
    if number % STAYED_AWAY == 4:
        return
    joined = start + timedelta(minutes=number % 7, seconds=number)
    if number % LEFT_EARLY == 5:
        yield joined, joined + timedelta(minutes=9 + number % 12)
    elif number % SECOND_JOIN == 2:
        yield joined, joined + timedelta(minutes=31)
        yield joined + timedelta(minutes=34), end
    else:
        yield joined, end - timedelta(minutes=number % 5)


def _registered_at(start: datetime, number: int) -> datetime:
    return start - timedelta(days=1 + number % 12, minutes=17 * number)


def _email(one: Invented) -> str:
    """Zoom asks everybody for an e-mail: those without one gave one of the family's making."""
    return one.email or f"familia.{one.phone[-4:] or 'rangel'}@example.org"


def _phone(one: Invented, number: int) -> str:
    """Numbers as people write them."""
    digits = one.phone.removeprefix("+1")
    if not digits:
        return ""
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    forms = (f"({area}) {exchange}-{line}", f"{area}-{exchange}-{line}", f"+1{digits}", f"{area}.{exchange}.{line}")
    return forms[number % len(forms)]


def _written(rows: list[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return "\ufeff" + out.getvalue()
