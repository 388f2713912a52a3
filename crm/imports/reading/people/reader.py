"""Read the rows of a list of people below its header."""

import re
from collections.abc import Iterator

from crm.core.errors import N_
from crm.imports.reading.cells import clean_cell, fold
from crm.imports.reading.columns import Columns
from crm.imports.reading.emails import read_emails
from crm.imports.reading.errors import Notice, Notices, UnreadableFile
from crm.imports.reading.kinds import Kind
from crm.imports.reading.names import NameParts, split_name
from crm.imports.reading.people.header import find_header
from crm.imports.reading.people.models import PeopleReport, PersonRow, RejectedRow
from crm.imports.reading.people.words import is_mobile, read_consent, read_language, split_tags
from crm.imports.reading.table import Row, Table, fit

_LOST_DIGITS = re.compile(r"^\d(?:[.,]\d+)?[eE]\+\d+$")
_NAMES = ("first_name", "middle_name", "last_name", "suffix", "prefix")
_NO_PERSON = N_("This row has neither a name nor an e-mail address nor a phone number.")
_LONE_NAME = N_("This row has only a first name, which is not enough to know somebody again.")


def read_people(table: Table, encoding: str, before: tuple[Notice, ...]) -> PeopleReport:
    """Read a list of people; raises UnreadableFile when no row of it names columns that people have."""
    found = find_header(table.rows)
    if found is None:
        raise UnreadableFile(N_("No line of this file names columns such as Name, E-mail or Phone."))
    place, columns = found
    notices = Notices(before)
    reader = RowReader(columns, notices)
    rows: list[PersonRow] = []
    aside: list[RejectedRow] = []
    for read in reader.read(table.rows[place + 1 :]):
        if isinstance(read, PersonRow):
            rows.append(read)
        else:
            aside.append(read)
    if not rows and not aside:
        notices.append(
            Notice(N_("There are no rows below the header: 0 people were found."), {}, table.rows[place].line)
        )
    header_line = table.rows[place].line
    return PeopleReport(
        Kind.PEOPLE,
        tuple(rows),
        tuple(aside),
        columns.all,
        header_line,
        encoding,
        table.delimiter,
        notices.listed(),
    )


class RowReader:
    """Reads rows one after another; which column feeds which field is settled once, before the first row."""

    def __init__(self, columns: Columns, notices: Notices) -> None:
        """Settle the columns: telephones that are texted first come first, headers without a field become
        extra ones.
        """
        self._notices = notices
        self._width = len(columns.all)
        self._header = [column.header for column in columns.all]
        self._places: dict[str, list[int]] = {}
        for column in columns.all:
            if column.field:
                self._places.setdefault(column.field, []).append(column.index)
        headers = self._header
        self._places.get("phone", []).sort(key=lambda place: not is_mobile(headers[place]))
        self._extra: dict[str, int] = {}
        for column in columns.unnamed():
            self._extra[_unused(column.header, self._extra)] = column.index

    def read(self, rows: tuple[Row, ...]) -> Iterator[PersonRow | RejectedRow]:
        """Go over the rows, passing over a repeated header and a line of totals."""
        for row in rows:
            cells = [clean_cell(cell) for cell in fit(row.cells, self._width)]
            filled = [cell for cell in cells if cell]
            if not filled or cells == self._header:
                continue
            if _is_total(filled):
                self._note(N_("This line of totals was passed over."), row.line)
                continue
            self._note_width(row)
            yield self._read_row(row, cells, len(filled))

    def _note(self, message: str, line: int, **params: object) -> None:
        self._notices.append(Notice(message, params, line))

    def _note_width(self, row: Row) -> None:
        if len(row.cells) < self._width:
            self._note(N_("This row has fewer cells than the header; those missing were taken as empty."), row.line)
        elif any(cell.strip() for cell in row.cells[self._width :]):
            self._note(N_("This row has more cells than the header; those at the end were left out."), row.line)

    def _get(self, cells: list[str], name: str) -> str:
        for place in self._places.get(name, ()):
            if cells[place]:
                return cells[place]
        return ""

    def _read_row(self, row: Row, cells: list[str], filled: int) -> PersonRow | RejectedRow:
        name = self._read_name(cells)
        phones = tuple(dict.fromkeys(cells[place] for place in self._places.get("phone", ()) if cells[place]))
        if not (name.first or name.last or phones or self._get(cells, "email") or self._get(cells, "external_id")):
            return RejectedRow(row.line, tuple(row.cells), Notice(_NO_PERSON, {}, row.line))
        if filled == 1 and name.first and not name.last:
            return RejectedRow(row.line, tuple(row.cells), Notice(_LONE_NAME, {}, row.line))
        emails = self._read_emails(row.line, cells)
        if phones and any(_LOST_DIGITS.match(phone) for phone in phones):
            message = N_("The phone number %(value)s has lost its last digits in a spreadsheet program.")
            self._note(message, row.line, value=phones[0])
        return self._build(row.line, cells, name, emails, phones)

    def _build(
        self, line: int, cells: list[str], name: NameParts, emails: tuple[str, ...], phones: tuple[str, ...]
    ) -> PersonRow:
        return PersonRow(
            line=line,
            first_name=name.first,
            middle_name=name.middle,
            last_name=name.last,
            suffix=name.suffix,
            prefix=name.prefix,
            email=emails[0] if emails else None,
            other_emails=emails[1:],
            phone=phones[0] if phones else None,
            other_phones=phones[1:],
            street=self._get(cells, "street"),
            city=self._get(cells, "city"),
            state=self._get(cells, "state"),
            zip=self._get(cells, "zip"),
            language=read_language(self._get(cells, "language")),
            tags=split_tags(self._get(cells, "tags")),
            sms_consent=self._read_consent(line, cells),
            consent_source=self._get(cells, "consent_source"),
            consent_words=self._get(cells, "consent_words"),
            external_id=self._get(cells, "external_id"),
            extra={header: cells[place] for header, place in self._extra.items() if cells[place]},
        )

    def _read_name(self, cells: list[str]) -> NameParts:
        first, middle, last, suffix, prefix = (self._get(cells, name) for name in _NAMES)
        second = self._get(cells, "last_name_2")
        last = f"{last} {second}".strip() if second else last
        full = "" if first or last else self._get(cells, "full_name")
        if full:
            parts = split_name(full)
            return NameParts(parts.first, parts.middle, parts.last, suffix or parts.suffix, prefix or parts.prefix)
        if first and not last and "last_name" not in self._places and " " in first:
            return split_name(first)
        return NameParts(first, middle, last, suffix, prefix)

    def _read_emails(self, line: int, cells: list[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for place in self._places.get("email", ()):
            text = cells[place]
            emails = read_emails(text) if text else ()
            if text and not emails:
                message = N_("%(value)s is not an e-mail address and was left out; the person was kept.")
                self._note(message, line, value=text[:80])
            found.update(dict.fromkeys(emails))
        return tuple(found)

    def _read_consent(self, line: int, cells: list[str]) -> str:
        text = self._get(cells, "sms_consent")
        consent = read_consent(text) if text else ""
        if consent is None:
            message = N_("%(value)s is neither opted_in nor opted_out; the person comes in without consent to texts.")
            self._note(message, line, value=text[:80])
        return consent or ""


def _unused(header: str, taken: dict[str, int]) -> str:
    number, name = 1, header
    while name in taken:
        number += 1
        name = f"{header} ({number})"
    return name


def _is_total(filled: list[str]) -> bool:
    words = fold(filled[0])
    return (
        len(filled) <= 3
        and (words in {"total", "totals", "grand total", "totales", "suma", "subtotal"} or words.startswith("total "))
        and all(cell.replace(",", "").replace(".", "").isdigit() for cell in filled[1:])
    )
