"""Put a Zoom report together from its layout, and refuse one that was cut short."""

from collections.abc import Mapping

from crm.core.errors import N_
from crm.imports.reading.cells import clean_cell, is_none
from crm.imports.reading.errors import Notice, Notices, Phrase, UnreadableFile
from crm.imports.reading.kinds import Kind
from crm.imports.reading.names import is_phone
from crm.imports.reading.table import Table
from crm.imports.reading.times import Calendar, guess_day_first
from crm.imports.reading.zoom.head import read_head
from crm.imports.reading.zoom.layout import Layout, Section
from crm.imports.reading.zoom.merge import Draft, gather, to_person, to_presenter
from crm.imports.reading.zoom.models import OtherJoin, Presenter, WebinarReport
from crm.imports.reading.zoom.rows import ReportRow, SectionReader
from crm.imports.reading.zoom.words import Part

_TIMES = ("joined_at", "left_at", "registered_at")
_CUT_SHORT = N_("The report ends in the middle of this row: the file was cut short. Export it again.")
_DAY_SAMPLE = 5_000


def read_zoom(table: Table, layout: Layout, kind: Kind, encoding: str, before: tuple[Notice, ...]) -> WebinarReport:
    """Read a Zoom report of the given kind; raises UnreadableFile when its section of attendees is missing
    or cut.
    """
    refuse_without_attendees(layout)
    _refuse_cut(table, layout)
    notices = Notices(before)
    calendar = _calendar(layout)
    head = read_head(layout.head, calendar, notices)
    calendar = Calendar(calendar.day_first, head.started_at.tzinfo if head.started_at else None)
    hosts, _ = _read_presenters(layout.sections.get(Part.HOSTS), calendar, notices)
    panelists, emails = _read_presenters(layout.sections.get(Part.PANELISTS), calendar, notices)
    attendees = SectionReader(layout.sections[Part.ATTENDEES], calendar, notices)
    rows, others = _part_callers(list(attendees), kind)
    if Part.OTHERS in layout.sections:
        others += [_to_other(row) for row in SectionReader(layout.sections[Part.OTHERS], calendar, notices)]
    names_identify = attendees.has_times or kind is not Kind.ZOOM_MEETING_PARTICIPANTS
    people = tuple(to_person(draft, emails) for draft in gather(rows, notices, names_identify=names_identify))
    _note_missing(head.counts, len(people), len(rows) + len(others), notices)
    return WebinarReport(
        kind=kind,
        topic=head.topic,
        webinar_id=head.webinar_id,
        started_at=head.started_at,
        is_scheduled=head.is_scheduled,
        duration_minutes=head.duration_minutes,
        generated_at=head.generated_at,
        counts=head.counts,
        people=people,
        hosts=hosts,
        panelists=panelists,
        others=tuple(others),
        questions=attendees.questions,
        attendee_rows=len(rows),
        encoding=encoding,
        warnings=notices.listed(),
    )


def refuse_without_attendees(layout: Layout) -> None:
    """Raise UnreadableFile when a report has no section of attendees or nothing that names its columns."""
    if not layout.fields:
        topic = layout.head.get("topic", ("", 0))[0]
        raise UnreadableFile(
            N_(
                "This begins as a Zoom report (%(topic)s), but its section Attendee Details is missing: "
                "the file was cut short or exported without its attendees. Export it again."
            ),
            topic=topic or Phrase(N_("without a topic")),
        )


def _refuse_cut(table: Table, layout: Layout) -> None:
    """Raise when the last line has no line end and fewer cells than the rows of its section have."""
    if not table.ends_inside_line:
        return
    last = table.rows[-1]
    for section in layout.sections.values():
        if section.line == last.line:
            raise UnreadableFile(_CUT_SHORT, line=last.line)
        if section.rows and section.rows[-1].line == last.line:
            headers = [column.index for column in section.columns.all if column.header]
            usual = min((len(row.cells) for row in section.rows[:-1]), default=max(headers, default=0) + 1)
            if len(last.cells) < usual:
                raise UnreadableFile(_CUT_SHORT, line=last.line)


def _calendar(layout: Layout) -> Calendar:
    texts = [text for text, _ in layout.head.values()]
    for section in layout.sections.values():
        places = [column.index for column in section.columns.all if column.field in _TIMES]
        texts += [row.cells[p].strip() for row in section.rows[:_DAY_SAMPLE] for p in places if p < len(row.cells)]
    return Calendar(day_first=guess_day_first(texts))


def _read_presenters(
    section: Section | None, calendar: Calendar, notices: Notices
) -> tuple[tuple[Presenter, ...], frozenset[str]]:
    if section is None:
        return (), frozenset()
    found = tuple(to_presenter(draft) for draft in _gather_quietly(section, calendar, notices))
    return found, frozenset(each.email for each in found if each.email)


def _gather_quietly(section: Section, calendar: Calendar, notices: Notices) -> list[Draft]:
    return gather(SectionReader(section, calendar, notices), Notices())


def _part_callers(rows: list[ReportRow], kind: Kind) -> tuple[list[ReportRow], list[OtherJoin]]:
    """Part callers known by a telephone number alone from people, and pass over rows without any name."""
    people: list[ReportRow] = []
    callers: list[OtherJoin] = []
    for row in rows:
        if row.email or row.first or row.last:
            people.append(row)
        elif is_phone(row.display) or (row.display.casefold().startswith("call-in") and row.join):
            callers.append(_to_other(row))
        elif row.display or row.email_text or (row.phone and kind is Kind.ZOOM_REGISTRATION_REPORT):
            people.append(row)
    return people, callers


def _to_other(row: ReportRow) -> OtherJoin:
    name = row.display or f"{row.first} {row.last}".strip()
    phone = row.phone or (clean_cell(name) if is_phone(name) else None)
    join = row.join
    return OtherJoin(
        line=row.line,
        raw_name="" if is_none(name) else name,
        phone=phone,
        joined_at=join.joined_at if join else None,
        left_at=join.left_at if join else None,
        minutes=join.minutes if join else 0,
    )


def _note_missing(counts: Mapping[str, int], people: int, rows: int, notices: Notices) -> None:
    """Warn when Zoom counted more people than the file can hold: rows may be missing at its end."""
    registered = counts.get("registered", 0) - counts.get("cancelled", 0)
    if people < registered or rows < counts.get("participants", 0):
        message = N_("Zoom counted %(counted)s people, the file lists %(people)s: rows may be missing.")
        counted = max(registered, counts.get("participants", 0))
        notices.append(Notice(message, {"counted": counted, "people": people}))
