"""The one door of reading: the bytes and the name of a file in, a typed report or a refusal in plain words
out.
"""

from crm.core.errors import N_
from crm.imports.reading.cells import clean_cell
from crm.imports.reading.decode import MAX_BYTES, check_size, decode
from crm.imports.reading.errors import Notice, Phrase, UnreadableFile
from crm.imports.reading.kinds import KIND_NAMES, Kind, parse_kind
from crm.imports.reading.people.header import find_header
from crm.imports.reading.people.models import PeopleReport
from crm.imports.reading.people.reader import read_people
from crm.imports.reading.signatures import is_spreadsheet
from crm.imports.reading.spreadsheet import read_spreadsheet
from crm.imports.reading.table import Table, read_table
from crm.imports.reading.zoom.layout import Layout, find_layout, kind_of, misfit
from crm.imports.reading.zoom.models import WebinarReport
from crm.imports.reading.zoom.report import read_zoom, refuse_without_attendees


def read_report(
    data: bytes, filename: str, as_kind: str | None = None, max_bytes: int = MAX_BYTES
) -> WebinarReport | PeopleReport:
    """Read a file of any known kind (as_kind forces one); raises UnreadableFile with a sentence for a person.

    Kind and encoding are told from what the file holds, never from its name, which only a refusal repeats.
    """
    forced = parse_kind(as_kind) if as_kind else None
    table, encoding, notices = _read_rows(data, max_bytes)
    layout = find_layout(table.rows)
    kind = forced or _recognise(table, layout)
    if forced:
        _refuse_misfit(forced, table, layout, filename)
    if kind is Kind.UNKNOWN:
        raise _unknown(table, filename)
    if kind is Kind.PEOPLE:
        return read_people(table, encoding, notices)
    return read_zoom(table, layout, kind, encoding, notices)


def recognise(data: bytes, max_bytes: int = MAX_BYTES) -> Kind:
    """Tell the kind of a file from its header and shape; raises UnreadableFile when it is no table at all."""
    table, _, _ = _read_rows(data, max_bytes)
    return _recognise(table, find_layout(table.rows))


def _read_rows(data: bytes, max_bytes: int) -> tuple[Table, str, tuple[Notice, ...]]:
    check_size(data, max_bytes)
    if is_spreadsheet(data):
        table = read_spreadsheet(data)
        return table, "spreadsheet", table.notices
    decoded = decode(data, max_bytes)
    table = read_table(decoded.text)
    return table, decoded.encoding, decoded.notices + table.notices


def _recognise(table: Table, layout: Layout) -> Kind:
    kind = kind_of(layout)
    if kind is not Kind.UNKNOWN:
        return kind
    if layout.is_titled or layout.head_names:
        refuse_without_attendees(layout)
    if find_header(table.rows) is not None:
        return Kind.PEOPLE
    if layout.head:
        refuse_without_attendees(layout)
    return Kind.UNKNOWN


def _refuse_misfit(forced: Kind, table: Table, layout: Layout, filename: str) -> None:
    """Raise UnreadableFile when the file cannot be read as the kind that was asked for."""
    if forced is Kind.PEOPLE and find_header(table.rows) is None:
        raise _unknown(table, filename)
    if not misfit(forced, layout):
        return
    found = _recognise(table, layout)
    raise UnreadableFile(
        N_("%(filename)s cannot be read as %(wanted)s: it looks like %(found)s."),
        filename=filename,
        wanted=Phrase(KIND_NAMES[forced]),
        found=Phrase(KIND_NAMES[found]),
    )


def _unknown(table: Table, filename: str) -> UnreadableFile:
    lines = [", ".join(clean_cell(cell)[:40] for cell in row.cells[:8] if cell.strip()) for row in table.rows[:3]]
    return UnreadableFile(
        N_(
            "It is not clear what %(filename)s holds. Its first lines read: %(lines)s. Understood are Zoom's "
            "webinar attendee report, registration report and list of meeting participants, and any list of "
            "people whose header line names columns such as Name, E-mail or Phone."
        ),
        filename=filename,
        lines=" / ".join(line[:120] for line in lines),
    )
