"""Find the head, the sections and the header rows of a Zoom report among the rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.imports.reading.cells import clean_cell, fold
from crm.imports.reading.columns import Columns, match_header
from crm.imports.reading.kinds import Kind
from crm.imports.reading.table import Row
from crm.imports.reading.zoom.words import COLUMNS, HEAD, Part, part_of

_HEAD_ROWS = 60
_NAMED = frozenset({"user_name", "first", "last", "email"})
_PRESENT = frozenset({"joined_at", "left_at", "minutes"})
_REGISTERED = frozenset({"registered_at", "approval"})


@dataclass(frozen=True, slots=True)
class Section:
    """One section: the line of its header, what its columns are, and its rows."""

    line: int
    columns: Columns
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """A report taken apart: the head's values (field to text and line), the sections, whether titles opened
    them.
    """

    head: dict[str, tuple[str, int]] = field(default_factory=dict)
    sections: dict[Part, Section] = field(default_factory=dict)
    is_titled: bool = False
    head_names: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Name the fields of the section of attendees."""
        section = self.sections.get(Part.ATTENDEES)
        return section.columns.fields if section else frozenset()


def find_layout(rows: Sequence[Row]) -> Layout:
    """Take the rows apart; without a head or section in the first 60 rows it is empty."""
    layout = Layout()
    current: Section | None = None
    awaiting: Part | None = None
    pending: Columns | None = None
    for number, row in enumerate(rows):
        title = _title_of(row)
        if title is not None:
            current, awaiting, pending, layout.is_titled = None, title, None, True
        elif awaiting is not None:
            current = layout.sections.setdefault(awaiting, Section(row.line, match_header(row.cells, COLUMNS)))
            awaiting = None
        elif current is not None:
            current.rows.append(row)
        elif number >= _HEAD_ROWS:
            break
        else:
            current, pending = _read_head_row(layout, row, pending)
    return layout


def _title_of(row: Row) -> Part | None:
    cells = row.cells
    return part_of(cells[0]) if cells[0] and not any(map(str.strip, cells[1:])) else None


def _read_head_row(layout: Layout, row: Row, pending: Columns | None) -> tuple[Section | None, Columns | None]:
    """Read a row above the sections: values under head names, head names, the header of an untitled table,
    or a pair.
    """
    if pending is not None:
        _take_values(layout.head, pending, row)
        return None, None
    names = match_header(row.cells, HEAD)
    columns = match_header(row.cells, COLUMNS)
    if "topic" in names.fields and len(names.fields) >= 2 and "joined_at" not in columns.fields:
        layout.head_names |= _id_names(row)
        return None, names
    if is_table(columns.fields):
        section = layout.sections.setdefault(Part.ATTENDEES, Section(row.line, columns))
        return section, None
    _take_pair(layout.head, row)
    return None, None


def _id_names(row: Row) -> frozenset[str]:
    return frozenset(clean_cell(cell).casefold() for cell in row.cells)


def _take_values(head: dict[str, tuple[str, int]], names: Columns, row: Row) -> None:
    for column in names.all:
        if column.field and column.index < len(row.cells):
            head.setdefault(column.field, (clean_cell(row.cells[column.index]), row.line))


def _take_pair(head: dict[str, tuple[str, int]], row: Row) -> None:
    filled = [cell for cell in row.cells if cell.strip()]
    if len(filled) == 2:
        column = match_header(filled[:1], HEAD).all[0]
        if column.field:
            head.setdefault(column.field, (clean_cell(filled[1]), row.line))


def is_table(fields: frozenset[str]) -> bool:
    """Say whether these columns are those of a Zoom table: names or addresses, and times, minutes or
    registrations.
    """
    if not fields & _NAMED:
        return False
    return bool(fields & _PRESENT) or fields >= _REGISTERED or ("attended" in fields and "approval" in fields)


def kind_of(layout: Layout) -> Kind:
    """Tell which of Zoom's reports this is; UNKNOWN when it is none of them."""
    fields = layout.fields
    if not layout.is_titled and not (is_table(fields) and _is_certain(layout)):
        return Kind.UNKNOWN
    if {Part.HOSTS, Part.PANELISTS, Part.OTHERS} & layout.sections.keys() or "attended" in fields:
        return Kind.ZOOM_WEBINAR_ATTENDEE_REPORT
    if fields & _PRESENT:
        return Kind.ZOOM_WEBINAR_ATTENDEE_REPORT if _is_webinar(layout) else Kind.ZOOM_MEETING_PARTICIPANTS
    return Kind.ZOOM_REGISTRATION_REPORT if fields else Kind.UNKNOWN


def _is_certain(layout: Layout) -> bool:
    """Say whether an untitled table is Zoom's: a "status" and an "attended" alone stand in other tools'
    lists, too.
    """
    if "topic" in layout.head or layout.fields & _PRESENT:
        return True
    headers = [fold(c.header) for c in layout.sections[Part.ATTENDEES].columns.all if c.field == "approval"]
    return any("approv" in header or "aprob" in header for header in headers)


def _is_webinar(layout: Layout) -> bool:
    return bool(layout.fields & _REGISTERED) or any(
        "webinar" in name or "seminario" in name for name in layout.head_names
    )


def misfit(kind: Kind, layout: Layout) -> bool:
    """Say whether a file cannot be read as the kind that a person asked for."""
    named, present = bool(layout.fields & _NAMED), bool(layout.fields & _PRESENT)
    presenters = bool({Part.HOSTS, Part.PANELISTS} & layout.sections.keys())
    if kind is Kind.ZOOM_WEBINAR_ATTENDEE_REPORT:
        return not (named and (present or "attended" in layout.fields))
    if kind is Kind.ZOOM_REGISTRATION_REPORT:
        return not named or present or presenters
    if kind is Kind.ZOOM_MEETING_PARTICIPANTS:
        return not (named and present) or presenters or bool(layout.fields & _REGISTERED)
    return presenters or layout.is_titled
