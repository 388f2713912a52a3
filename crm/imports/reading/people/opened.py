"""A list of people opened for reading: its kind, header and mapping settled, its rows read one after another."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePath

from crm.core.errors import N_
from crm.imports.reading.cells import clean_cell, fold
from crm.imports.reading.columns import Column, Columns
from crm.imports.reading.errors import Notice, Notices
from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.columns import assign
from crm.imports.reading.people.consents import OPTED_IN, OPTED_OUT
from crm.imports.reading.people.descriptions import BY_KIND, PLAIN, Description
from crm.imports.reading.people.extras import Codes, Dittos, Notes, Placeholders, Presences, Signups, Step, is_ditto
from crm.imports.reading.people.header import Header
from crm.imports.reading.people.merging import Merger
from crm.imports.reading.people.models import PersonRow, RejectedRow
from crm.imports.reading.people.plan import Plan, make_plan
from crm.imports.reading.people.reader import Read, RowReader
from crm.imports.reading.sources import RowSource
from crm.imports.reading.table import Row

_LEFT = re.compile(
    r"\bunsub|\bopt(?:ed)? ?outs?\b|\boptouts?\b|\bcleaned\b|\bbajas?\b|\bdesuscri|\bdo not (?:text|e?mail"
    r"|contact|call)|\bsuppress"
    r"|\bstops?\b|\bdnc\b|\bbounce[ds]?\b|\bcancelaron\b"
)
_OF_TEXTS = re.compile(r"\bsms\b|\btext(?:s|ing|o|os)?\b|\bphones?\b|\bstops?\b|\bcalls?\b|\bmensajes?\b|\bcelular")
_OF_EMAIL = re.compile(r"\be ?mails?\b|\bmailchimp\b|\bnewsletter\b|\bcleaned\b|\bbounce|\bcorreos?\b|\bboletin\b")
_RESPONSES = re.compile(
    r"\s*(?:\((?:responses|respuestas)\)|[-–_]\s*(?:form responses|respuestas de formulario"
    r"|respuestas del formulario)).*$|\s*\(\d+\)$",
    re.IGNORECASE,
)
_SOURCES = {
    Kind.ACTION_NETWORK_REPORT: "Action Network",
    Kind.MAILCHIMP: "Mailchimp",
    Kind.MOBILIZE_SIGNUPS: "Mobilize",
    Kind.SPOKE_RESULTS: "Spoke",
    Kind.VAN_PEOPLE: "VAN",
}


class OpenedList:
    """A list of people on its way in; go over rows() as often as needed, each time anew from the file."""

    def __init__(
        self,
        source: RowSource,
        kind: Kind,
        header: Header,
        sample: list[Row],
        filename: str,
        mapping: Mapping[str, str] | None,
        notices: tuple[Notice, ...],
    ) -> None:
        """Settle what every column feeds, from the header, a sample of rows and what was mapped by hand."""
        self._source = source
        self._sample = sample
        self._header = header
        self._filename = filename
        self._opening = (*source.notices, *notices)
        self.notices = Notices(self._opening)
        self.kind = kind
        self.mapping = dict(mapping or {})
        self.encoding = source.encoding
        self.delimiter = source.delimiter
        self.header_line = header.line
        self.columns: tuple[Column, ...] = self._assign()
        self.rows_read = 0

    @property
    def fingerprint(self) -> str:
        """The same for every file with these headers, whatever their order: what a saved mapping is found by."""
        names = sorted(fold(column.key) for column in self.columns)
        return sha256("\x1f".join(names).encode()).hexdigest()

    @property
    def description(self) -> Description:
        """How this kind of list is read."""
        return BY_KIND.get(self.kind, PLAIN)

    def warnings(self) -> tuple[Notice, ...]:
        """What was remarked at opening and in the rows gone over so far."""
        return self.notices.listed()

    def take_over(self, rows_read: int, notices: Notices) -> None:
        """Know what somebody else found who went over the rows."""
        self.rows_read, self.notices = rows_read, notices

    def rows(self, after_line: int = 0) -> Iterator[PersonRow | RejectedRow]:
        """Go over the people and the rows set aside, those that begin below a line of the file.

        Raises UnreadableFile where the file cannot be read on.
        """
        self.notices = notices = Notices(self._opening)
        self.rows_read = 0
        reader = self._reader(notices)
        raw = self._source.rows(notices)
        if not (self.description.merge_by or self._has_dittos):
            after = max(after_line, self.header_line)
            reads = reader.read(row for row in raw if row[0] > after)
            yield from self._counted(row for row, _ in reads)
            self._note_empty(after_line)
            return
        reads = reader.read(row for row in raw if row[0] > self.header_line)
        for row in self._counted(self._joined(reads, reader.plan)):
            if row.line > after_line:
                yield row
        self._note_empty(after_line)

    def _joined(self, reads: Iterator[Read], plan: Plan) -> Iterator[PersonRow | RejectedRow]:
        merge_by = self.description.merge_by
        if not merge_by:
            return (row for row, _ in reads)
        return Merger(merge_by, plan.place["order"] if plan.has("order") else None).gather(reads)

    def _counted(self, rows: Iterator[PersonRow | RejectedRow]) -> Iterator[PersonRow | RejectedRow]:
        for row in rows:
            self.rows_read += row.merged if isinstance(row, PersonRow) else 1
            yield row

    def _note_empty(self, after_line: int) -> None:
        if not self.rows_read and not after_line:
            self.notices.append(
                Notice(N_("There are no rows below the header: 0 people were found."), {}, self.header_line)
            )

    def _assign(self) -> tuple[Column, ...]:
        header = self._header
        if header.fields and not self.mapping:
            guessed = assign(header.cells, self._sample, PLAIN, {"": ""})
            return tuple(
                Column(column.index, "", name, column.key, 0.5, column.samples)
                for column, name in zip(guessed.all, header.fields, strict=True)
            )
        return assign(header.cells, self._sample, self.description, self.mapping).all

    @property
    def _has_dittos(self) -> bool:
        if self.kind is Kind.PAPER_SIGNIN_XLSX:
            return True
        return any(is_ditto(clean_cell(cell)) for row in self._sample for cell in row.cells)

    def _reader(self, notices: Notices) -> RowReader:
        columns = Columns(self.columns)
        reader_steps: list[Step] = [Codes(), Notes(), Signups()]
        if self.kind is Kind.PAPER_SIGNIN_XLSX:
            reader_steps.append(Presences())
        if self.kind is Kind.EVENTBRITE_ATTENDEES:
            reader_steps.insert(0, Placeholders())
        if self._has_dittos:
            reader_steps.insert(0, Dittos())
        sms, email = self._everybody(columns.fields)
        return RowReader(
            make_plan(columns, self._sample), notices, self._source_name(), self._system(), (sms, email), reader_steps
        )

    def _system(self) -> str:
        if self.description.system:
            return self.description.system
        header = next((fold(column.header) for column in self.columns if column.field == "external_id"), "")
        return next((name for stem, name in _SYSTEMS if stem in header), "")

    def _source_name(self) -> str:
        """How the file is called where consent came from: the tool, the form, the sheet's title, or the file."""
        if self.kind in _SOURCES:
            return _SOURCES[self.kind]
        stem = PurePath(self._filename.replace("\\", "/")).stem
        name = _RESPONSES.sub("", stem).strip() or stem
        return f"Google Form: {name}" if self.kind is Kind.GOOGLE_FORM else name

    def _everybody(self, fields: frozenset[str]) -> tuple[str, str]:
        """What holds for everybody in the file, for texts and for e-mails: an unsubscribed list is one of opt-outs."""
        name = fold(PurePath(self._filename.replace("\\", "/")).stem)
        if not _LEFT.search(name):
            is_members = (
                self.kind is Kind.MAILCHIMP and "email_at" in fields and "nonsubscribed" not in name.replace(" ", "")
            )
            return "", OPTED_IN if is_members and not fields & {"unsubscribed_at", "email_consent"} else ""
        of_texts, of_email = bool(_OF_TEXTS.search(name)), bool(_OF_EMAIL.search(name))
        if self.kind in (Kind.MAILCHIMP, Kind.ACTION_NETWORK_REPORT):
            of_texts, of_email = of_texts and not of_email, of_email or not of_texts
        if not of_texts and not of_email:
            of_texts, of_email = "phone" in fields, "email" in fields
        return OPTED_OUT if of_texts else "", OPTED_OUT if of_email else ""


_SYSTEMS = (
    ("vanid", "van"), ("van id", "van"), ("nationbuilder", "nationbuilder"), ("salsa", "salsa"), ("supporter key", "salsa"),
    ("civicrm", "civicrm"), ("civi id", "civicrm"), ("hustle", "hustle"), ("salesforce", "salesforce"), ("airtable", "airtable"),
)  # fmt: skip
