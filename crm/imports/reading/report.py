"""Read a whole file at once: a report of Zoom's, or a list of people small enough to be held in memory."""

import io
from collections.abc import Mapping

from crm.imports.reading.decode import MAX_BYTES
from crm.imports.reading.errors import Notices
from crm.imports.reading.kinds import ZOOM_KINDS, Kind
from crm.imports.reading.opening import Opened
from crm.imports.reading.people.models import PeopleReport, PersonRow, RejectedRow
from crm.imports.reading.people.opened import OpenedList
from crm.imports.reading.zoom.layout import find_layout
from crm.imports.reading.zoom.models import WebinarReport
from crm.imports.reading.zoom.report import read_zoom


def read_report(
    data: bytes,
    filename: str,
    as_kind: str | None = None,
    max_bytes: int = MAX_BYTES,
    mapping: Mapping[str, str] | None = None,
) -> WebinarReport | PeopleReport:
    """Read a file of any known kind (as_kind forces one); raises UnreadableFile with a sentence for a person."""
    opened = Opened(io.BytesIO(data), filename, as_kind, max_bytes, is_mapped=bool(mapping))
    if opened.kind not in ZOOM_KINDS:
        return read_list(opened.list(mapping))
    table = opened.source.whole()
    notices = Notices((*opened.source.notices, *table.notices)).listed()
    return read_zoom(table, find_layout(table.rows), opened.kind, opened.source.encoding, notices)


def recognise(data: bytes, max_bytes: int = MAX_BYTES) -> Kind:
    """Tell the kind of a file from its header and shape; raises UnreadableFile when it is no table at all."""
    return Opened(io.BytesIO(data), "file", None, max_bytes).kind


def read_list(opened: OpenedList) -> PeopleReport:
    """Hold all rows of a list of people at once."""
    rows: list[PersonRow] = []
    aside: list[RejectedRow] = []
    for row in opened.rows():
        if isinstance(row, PersonRow):
            rows.append(row)
        else:
            aside.append(row)
    return PeopleReport(
        opened.kind,
        tuple(rows),
        tuple(aside),
        opened.columns,
        opened.header_line,
        opened.encoding,
        opened.delimiter,
        opened.warnings(),
    )
