"""The example files of this folder and small reports made by hand."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from crm.imports.reading import PeopleReport, WebinarReport, read_report

DATA = Path(__file__).parent / "data"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
MANIFEST: dict[str, Any] = json.loads((DATA / "messy" / "MANIFEST.json").read_text(encoding="utf-8"))
ATTENDEE_2026 = "zoom_webinar_attendee_2026.csv"
ATTENDEE_2020 = "zoom_webinar_attendee_2020.csv"
REGISTRATION = "zoom_webinar_registration.csv"
PUBLIC = "zoomreports_anonymized_webinar_attendee_2020.csv"
HEAD = "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes)\r\nBudgets,812 0000 1111,{start},90\r\n"
COLUMNS = (
    "Attended,First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,"
    "Time in Session (minutes)"
)


def raw(name: str) -> bytes:
    """The bytes of an example file."""
    return (DATA / name).read_bytes()


def webinar(data: bytes | str, as_kind: str | None = None) -> WebinarReport:
    """Read a file that must be one of Zoom's reports."""
    report = read_report(data.encode() if isinstance(data, str) else data, "report.csv", as_kind)
    assert isinstance(report, WebinarReport)
    return report


def people(data: bytes | str) -> PeopleReport:
    """Read a file that must be a list of people."""
    report = read_report(data.encode() if isinstance(data, str) else data, "people.csv")
    assert isinstance(report, PeopleReport)
    return report


def attendee_report(*rows: str, columns: str = COLUMNS, start: str = "09/17/2026 06:58:12 PM", after: str = "") -> str:
    """A webinar attendee report with these attendee rows, and whatever else comes after them."""
    head = "Attendee Report\r\n" + HEAD.format(start=start)
    return head + "Attendee Details\r\n" + "\r\n".join((columns, *rows)) + "\r\n" + after


def rewrite(data: bytes, delimiter: str = ",") -> str:
    """The same rows with another delimiter, without a byte-order mark."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()
