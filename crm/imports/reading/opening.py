"""Open a file of any kind: tell what it is, and for a list of people find its header and what its columns feed."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from crm.core.errors import N_
from crm.imports.reading.cells import clean_cell
from crm.imports.reading.decode import MAX_BYTES
from crm.imports.reading.errors import Notice, Phrase, UnreadableFile
from crm.imports.reading.kinds import KIND_NAMES, ZOOM_KINDS, Kind, parse_kind
from crm.imports.reading.people.header import Header, find_header, first_row
from crm.imports.reading.people.opened import OpenedList
from crm.imports.reading.people.recognise import recognise_list
from crm.imports.reading.sources import RowSource, SheetSource, open_sources
from crm.imports.reading.table import Row
from crm.imports.reading.zoom.layout import find_layout, kind_of, misfit
from crm.imports.reading.zoom.report import refuse_without_attendees

_READ_SHEET = N_("The workbook has %(count)s sheets; the sheet %(name)s was read, the others were left out.")


class Opened:
    """A file whose kind is told; either a report of Zoom's, or a list of people that can be opened."""

    def __init__(
        self,
        source: BinaryIO,
        filename: str,
        as_kind: str | None,
        max_bytes: int = MAX_BYTES,
        *,
        is_mapped: bool = False,
    ) -> None:
        """Tell the kind, or take the one that was asked for; raises UnreadableFile with a sentence for a person.

        A table of words nobody knows is a list of people when it is asked for as one, or mapped by hand.
        """
        forced = parse_kind(as_kind) if as_kind else None
        self.filename = filename
        self.sources = open_sources(source, max_bytes)
        self.source, self.head, self._notices = _choose(self.sources)
        self.layout = find_layout(self.head)
        self.header = find_header(self.head) or (first_row(self.head) if is_mapped or forced is Kind.PEOPLE else None)
        self.kind = forced or self._recognise()
        if forced:
            self._refuse_misfit(forced)
        if self.kind is Kind.UNKNOWN:
            raise _unknown(self.head, filename)

    def list(self, mapping: Mapping[str, str] | None) -> OpenedList:
        """Open a list of people, with columns mapped by hand where mapping has their key."""
        if self.header is None or self.kind in ZOOM_KINDS:
            raise _unknown(self.head, self.filename)
        sample = self.head[self.header.below :]
        return OpenedList(self.source, self.kind, self.header, sample, self.filename, mapping, self._notices)

    def _recognise(self) -> Kind:
        kind = kind_of(self.layout)
        if kind is not Kind.UNKNOWN:
            return kind
        if self.layout.is_titled or self.layout.head_names:
            refuse_without_attendees(self.layout)
        if self.header is not None:
            return self._recognise_list(self.header)
        if self.layout.head:
            refuse_without_attendees(self.layout)
        return Kind.UNKNOWN

    def _recognise_list(self, header: Header) -> Kind:
        title = self.source.sheet.name if isinstance(self.source, SheetSource) else None
        return recognise_list(header, self.head[: header.below - 1], self.head[header.below :], title)

    def _refuse_misfit(self, forced: Kind) -> None:
        """Raise UnreadableFile when the file cannot be read as the kind that was asked for."""
        if forced not in ZOOM_KINDS and self.header is None:
            raise _unknown(self.head, self.filename)
        if not misfit(forced, self.layout):
            return
        raise UnreadableFile(
            N_("%(filename)s cannot be read as %(wanted)s: it looks like %(found)s."),
            filename=self.filename,
            wanted=Phrase(KIND_NAMES[forced]),
            found=Phrase(KIND_NAMES[self._recognise()]),
        )


def open_table(
    source: BinaryIO,
    filename: str,
    as_kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
) -> OpenedList:
    """Open a list of people over a seekable binary file, to be read row by row in constant memory.

    mapping gives for keys of columns the field each feeds ("custom" keeps a column as it is, "leave" leaves it out);
    the rest is guessed. Raises UnreadableFile, with a sentence for a person; also for one of Zoom's reports, which
    read_report reads whole: ask kind_of_file first.
    """
    return Opened(source, filename, as_kind, max_bytes, is_mapped=bool(mapping)).list(mapping)


def kind_of_file(source: BinaryIO, filename: str, as_kind: str | None = None, max_bytes: int = MAX_BYTES) -> Kind:
    """Tell the kind of a file from its first rows; raises UnreadableFile when it is no table at all or of no known kind."""
    return Opened(source, filename, as_kind, max_bytes).kind


def _choose(sources: Sequence[RowSource]) -> tuple[RowSource, list[Row], tuple[Notice, ...]]:
    """Choose the sheet to read: of those that look like people or a report the one with most rows, else the first."""
    if len(sources) == 1:
        return sources[0], sources[0].head(), ()
    sheets = [source for source in sources if isinstance(source, SheetSource)]
    fitting = [sheet for sheet in sheets if _is_worth_reading(sheet.head())]
    chosen = max(fitting or sheets[:1], key=lambda sheet: len(sheet.sheet.rows))
    notice = Notice(_READ_SHEET, {"count": len(sources), "name": chosen.sheet.name})
    return chosen, chosen.head(), (notice,)


def _is_worth_reading(head: list[Row]) -> bool:
    if kind_of(find_layout(head)) is not Kind.UNKNOWN:
        return True
    header = find_header(head)
    return header is not None and len(head) > header.below


def _unknown(rows: Sequence[Row], filename: str) -> UnreadableFile:
    lines = [", ".join(clean_cell(cell)[:40] for cell in row.cells[:8] if cell.strip()) for row in rows[:3]]
    return UnreadableFile(
        N_(
            "It is not clear what %(filename)s holds. Its first lines read: %(lines)s. Understood are Zoom's "
            "webinar attendee report, registration report and list of meeting participants, and any list of "
            "people whose header line names columns such as Name, E-mail or Phone. If it is such a list, choose “a list "
            "of people” as its kind and say what each column holds."
        ),
        filename=filename,
        lines=" / ".join(line[:120] for line in lines),
    )
