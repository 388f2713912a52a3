"""Type the rows of one section of a Zoom report, cell by cell."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crm.core.errors import N_
from crm.imports.reading.cells import clean_cell, fold, is_none
from crm.imports.reading.columns import Column, Columns
from crm.imports.reading.emails import read_emails
from crm.imports.reading.errors import Notice, Notices
from crm.imports.reading.names import is_phone
from crm.imports.reading.table import Row, fit
from crm.imports.reading.times import Calendar, minutes_between, parse_minutes
from crm.imports.reading.zoom.head import unreadable_moment
from crm.imports.reading.zoom.layout import Section
from crm.imports.reading.zoom.models import Join
from crm.imports.reading.zoom.words import read_yes_no

_LONG_HEADER = 30
_ASKS_PHONE = re.compile(r"\b(?:phone|cell|mobile|telefono|celular|movil)\b")
_ASKS_LEAVE = re.compile(r"\b(?:may|can|could|ok|okay|agree|consent|text you|call you|podemos|puedo|acept|mensajes)\b")
_ASKS_ZIP = re.compile(r"\b(?:zip|zipcode|postal)\b")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a section, each cell read; join is None when the row says that nobody came."""

    line: int
    first: str
    last: str
    display: str
    email: str | None
    email_text: str
    phone: str | None
    city: str
    state: str
    zip: str
    organization: str
    registered_at: dt.datetime | None
    approval_text: str
    guest: bool | None
    attended: bool
    join: Join | None
    answers: dict[str, str]


class SectionReader:
    """Reads the rows of one section: which column feeds which field is settled once, before the first row."""

    def __init__(self, section: Section, calendar: Calendar, notices: Notices) -> None:
        """Settle the columns; questions holds the headers that Zoom itself does not write."""
        columns = _guess_columns(section.columns)
        self._rows = section.rows
        self._header = [column.header for column in columns.all]
        self._calendar = calendar
        self._notices = notices
        self._places: dict[str, list[int]] = {}
        for column in columns.all:
            if column.field:
                self._places.setdefault(column.field, []).append(column.index)
        self._asked = [column for column in section.columns.all if _is_question(column)]
        self.questions = tuple(dict.fromkeys(column.header for column in self._asked))
        self.has_times = "joined_at" in self._places
        self._first_is_whole = "first" in self._places and not {"last", "user_name"} & self._places.keys()

    def __iter__(self) -> Iterator[ReportRow]:
        """Go over the rows; a header repeated between them is passed over."""
        width = len(self._header)
        for row in self._rows:
            cells = [clean_cell(cell) for cell in fit(row.cells, width)]
            if cells != self._header:
                if any(cell.strip() for cell in row.cells[width:]):
                    message = N_("This row has more cells than the header; those at the end were left out.")
                    self._notices.append(Notice(message, {}, row.line))
                yield self._read(row, cells)

    def _get(self, cells: list[str], name: str) -> str:
        for place in self._places.get(name, ()):
            if not is_none(cells[place]):
                return cells[place]
        return ""

    def _read(self, row: Row, cells: list[str]) -> ReportRow:
        first, last = self._name(cells, "first"), self._name(cells, "last")
        display = self._name(cells, "user_name")
        if self._first_is_whole:
            first, display = "", first
        email_text = self._get(cells, "email")
        emails = read_emails(email_text) if email_text else ()
        if email_text and not emails and not is_phone(email_text):
            message = N_("%(value)s is not an e-mail address and was left out; the person was kept.")
            self._notices.append(Notice(message, {"value": email_text[:80]}, row.line))
        join, attended = self._read_join(row.line, cells)
        registered = self._get(cells, "registered_at")
        return ReportRow(
            line=row.line,
            first=first,
            last=last,
            display=display,
            email=emails[0] if emails else None,
            email_text=email_text.casefold(),
            phone=self._get(cells, "phone") or None,
            city=self._get(cells, "city"),
            state=self._get(cells, "state"),
            zip=self._get(cells, "zip"),
            organization=self._get(cells, "organization"),
            registered_at=self._moment(registered, row.line),
            approval_text=self._get(cells, "approval"),
            guest=read_yes_no(self._get(cells, "guest")),
            attended=attended,
            join=join,
            answers={c.header: cells[c.index] for c in self._asked if not is_none(cells[c.index])},
        )

    def _name(self, cells: list[str], name: str) -> str:
        """Read a cell of names, where NA may be somebody's name and only hyphens and N/A mean nothing."""
        for place in self._places.get(name, ()):
            if cells[place] == "NA" or not is_none(cells[place]):
                return cells[place]
        return ""

    def _moment(self, text: str, line: int) -> dt.datetime | None:
        moment = self._calendar.read(text) if text else None
        if text and moment is None:
            self._notices.append(unreadable_moment(text, line))
        return moment

    def _read_join(self, line: int, cells: list[str]) -> tuple[Join | None, bool]:
        """Read the stay a row tells of; the waiting room is no stay, and a "No" under Attended outweighs
        times.
        """
        said = read_yes_no(self._get(cells, "attended"))
        if said is False or read_yes_no(self._get(cells, "waiting")):
            return None, False
        joined = self._moment(self._get(cells, "joined_at"), line)
        left = self._moment(self._get(cells, "left_at"), line)
        minutes = parse_minutes(self._get(cells, "minutes"))
        if joined is None and left is None and minutes is None:
            return None, bool(said)
        if minutes is None:
            comparable = joined and left and (joined.tzinfo is None) == (left.tzinfo is None)
            minutes = minutes_between(joined, left) if comparable and joined and left else 0
        return Join(line, joined, left, minutes), True


def _guess_columns(columns: Columns) -> Columns:
    """Let a question of the form ("What is your cell phone number?") feed a field that has no column of its
    own.
    """
    fields = set(columns.fields)
    guessed: list[Column] = []
    for column in columns.all:
        name = None if column.field else _guess_field(fold(column.header))
        if name and name not in fields:
            fields.add(name)
            guessed.append(replace(column, field=name))
        else:
            guessed.append(column)
    return Columns(tuple(guessed))


def _guess_field(header: str) -> str | None:
    if _ASKS_PHONE.search(header) and not _ASKS_LEAVE.search(header):
        return "phone"
    return "zip" if _ASKS_ZIP.search(header) else None


def _is_question(column: Column) -> bool:
    if column.field is None:
        return bool(column.header)
    return column.field == "phone" and len(column.header) > _LONG_HEADER
