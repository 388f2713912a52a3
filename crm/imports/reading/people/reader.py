"""Read the rows of a list of people below its header."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crm.core.errors import N_
from crm.imports.reading.cells import clean_row, fold
from crm.imports.reading.emails import read_emails
from crm.imports.reading.errors import Notice, Notices
from crm.imports.reading.names import NameParts, split_name
from crm.imports.reading.people.consents import ConsentReader
from crm.imports.reading.people.extras import Step
from crm.imports.reading.people.models import PersonRow, RejectedRow
from crm.imports.reading.people.places import Place, read_zip, split_address
from crm.imports.reading.people.plan import Plan
from crm.imports.reading.people.values import read_language, split_tags
from crm.imports.reading.people.words import is_mobile
from crm.imports.reading.table import Row, fit

LONE_NAME = N_("This row has only a first name, which is not enough to know somebody again.")
NO_PERSON = N_("This row has neither a name nor an e-mail address nor a phone number.")
_LOST_DIGITS = re.compile(r"^\d(?:[.,]\d+)?[eE]\+\d+$")
_CITY_LINE = re.compile(r"[^\W\d_]{2,}.*\s\d{5}")
"""City, state and ZIP code in one cell."""
_FEW = 3
_FOOTER = re.compile(
    r"^(?:typed|entered|exported|generated|prepared|created|compiled|printed|downloaded) (?:by|on|at|from)\b|^page \d|^pagina \d"
    r"|^(?:capturado|escrito|exportado|generado|preparado|impreso) (?:por|el)\b|^end of (?:report|list)|^fin d(?:el?|e la) "
    r"|^(?:\d+ )?(?:records?|rows?|registros?|filas?)(?: \d+)?$|^(?:source|fuente) "
)
_TOTALS = frozenset({"total", "totals", "grand total", "totales", "suma", "subtotal"})


class Read(NamedTuple):
    """One row that was read, with its cleaned cells."""

    row: PersonRow | RejectedRow
    cells: list[str]


class RowReader:
    """Reads rows one after another; which column feeds which field is settled once, before the first row."""

    def __init__(
        self,
        plan: Plan,
        notices: Notices,
        source: str,
        system: str,
        everybody: tuple[str, str],
        steps: Iterable[Step],
    ) -> None:
        """Take the plan of its columns, how the file is called where consent came from, whose ids it has, the consents
        (to texts and to e-mails) that hold for everybody in it, and what its kind does to rows besides.
        """
        self.plan = plan
        self._notices = notices
        self._system = system
        self._consents = ConsentReader(self.plan, notices, source, everybody)
        self._steps = tuple(step for step in steps if step.applies(self.plan))
        self._has_last = self.plan.has("last_name")

    def read(self, rows: Iterable[Row]) -> Iterator[Read]:
        """Go over the rows, passing over a repeated header and lines of totals or remarks below the list."""
        header, width = self.plan.header, self.plan.width
        for line, raw in rows:
            cells = clean_row(raw if len(raw) == width else fit(raw, width))
            filled = width - cells.count("")
            if not filled or cells == header or (filled <= _FEW and self._is_remark(line, cells)):
                continue
            if len(raw) != width:
                self._note_width(line, raw)
            self._prepare(cells)
            yield Read(self._read_row(line, raw, cells), cells)

    def _prepare(self, cells: list[str]) -> None:
        """Fill a field's main cell from its further columns, add the empty cell of fields without one, take the steps."""
        for main, others in self.plan.spare:
            if not cells[main]:
                cells[main] = next((cells[place] for place in others if cells[place]), "")
        cells.append("")
        for step in self._steps:
            step.prepare(cells)

    def _note_width(self, line: int, cells: list[str]) -> None:
        if len(cells) < self.plan.width:
            self._note(N_("This row has fewer cells than the header; those missing were taken as empty."), line)
        elif any(cell.strip() for cell in cells[self.plan.width :]):
            self._note(N_("This row has more cells than the header; those at the end were left out."), line)

    def _note(self, message: str, line: int, **params: object) -> None:
        self._notices.append(Notice(message, params, line))

    def _is_remark(self, line: int, cells: list[str]) -> bool:
        filled = [cell for cell in cells if cell]
        if is_total(filled):
            self._note(N_("This line of totals was passed over."), line)
            return True
        if len(filled) == 1 and _FOOTER.match(fold(filled[0])):
            self._note(N_("This line of remarks was passed over."), line)
            return True
        return False

    def _read_row(self, line: int, raw: list[str], cells: list[str]) -> PersonRow | RejectedRow:
        place = self.plan.place
        name = self._read_name(cells)
        phones = self._read_phones(line, cells)
        emails = self._read_emails(line, cells)
        external_id = cells[place["external_id"]]
        home = self._read_place(cells)
        if not (name.last or phones or emails or external_id) and (reason := self._refuse(name, home, cells)):
            return RejectedRow(line, tuple(raw), Notice(reason, {}, line))
        consent = self._consents.read(line, cells)
        row = PersonRow._make((
            line, name.first, name.middle, name.last, name.suffix, name.prefix,
            emails[0] if emails else None, emails[1:], phones[0] if phones else None, phones[1:],
            home.street, home.city, home.state, home.zip,
            read_language(cells[place["language"]]), self._read_tags(cells),
            consent.sms, consent.source, consent.words, external_id,
            {key: cells[at] for key, at in self.plan.extra if cells[at]},
            consent.email, consent.email_source, consent.at, self._system if external_id else "",
            cells[place["chosen_name"]], cells[place["pronouns"]], cells[place["household"]], (), 1,
        ))  # fmt: skip
        for step in self._steps:
            row = step.finish(row, cells)
        return row

    def _refuse(self, name: NameParts, home: Place, cells: list[str]) -> str:
        """Say why a row without last name, telephone, address or number of another system cannot be taken, or "" if it can."""
        if any(cells[at] for at in self.plan.emails):
            return "" if name.first else NO_PERSON
        if not name.first:
            return NO_PERSON
        return "" if home.street or home.zip else LONE_NAME

    def _read_name(self, cells: list[str]) -> NameParts:
        place = self.plan.place
        first, last = cells[place["first_name"]], cells[place["last_name"]]
        suffix, prefix = cells[place["suffix"]], cells[place["prefix"]]
        second = cells[place["last_name_2"]]
        last = f"{last} {second}".strip() if second else last
        full = "" if first else cells[place["full_name"]]
        if full and last and fold(last) not in fold(full):
            first, full = full, ""  # "What is your name?" beside "And your last name?"
        if full:
            parts = split_name(full)
            return NameParts(parts.first, parts.middle, parts.last, suffix or parts.suffix, prefix or parts.prefix)
        if first and not last and not self._has_last and " " in first:
            return split_name(first)
        return NameParts(first, cells[place["middle_name"]], last, suffix, prefix)

    def _read_phones(self, line: int, cells: list[str]) -> tuple[str, ...]:
        places = [at for at in self.plan.phones if cells[at]]
        if not places:
            return ()
        if self.plan.labels and len(places) > 1:
            labels = self.plan.labels
            places.sort(key=lambda at: not (at in labels and is_mobile(cells[labels[at]])))
        phones = tuple(dict.fromkeys([cells[at] for at in places]))
        for phone in phones:
            if "+" in phone and _LOST_DIGITS.match(phone):
                message = N_("The phone number %(value)s has lost its last digits in a spreadsheet program.")
                self._note(message, line, value=phone)
        return phones

    def _read_emails(self, line: int, cells: list[str]) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for at in self.plan.emails:
            text = cells[at]
            if not text:
                continue
            emails = read_emails(text)
            if not emails:
                message = N_("%(value)s is not an e-mail address and was left out; the person was kept.")
                self._note(message, line, value=text[:80])
            found += emails
        return tuple(dict.fromkeys(found)) if len(found) > 1 else found

    def _read_tags(self, cells: list[str]) -> tuple[str, ...]:
        tags: tuple[str, ...] = ()
        for at in self.plan.tags:
            tags += split_tags(cells[at])
        if self.plan.marks:
            tags += tuple(name for at, name in self.plan.marks if cells[at])
        return tuple(dict.fromkeys(tags)) if len(tags) > 1 else tags

    def _read_place(self, cells: list[str]) -> Place:
        plan = self.plan
        for street, second, city, state, postal in plan.houses:
            if cells[street] or cells[city] or cells[postal]:
                if (
                    cells[street]
                    and not cells[city]
                    and not cells[postal]
                    and (whole := split_address(cells[street])).zip
                ):
                    return whole
                if not cells[city] and _CITY_LINE.search(cells[postal]):
                    return split_address(f"{cells[street]}, {cells[postal]}")
                line = _street_line(cells[plan.place["street_number"]], cells[street], cells[second])
                return Place(line, cells[city], cells[state], read_zip(cells[postal], cells[state], plan.is_american))
        address = cells[plan.place["address"]]
        if address:
            return split_address(address)
        return Place(state=next((cells[house[3]] for house in plan.houses if cells[house[3]]), ""))


def _street_line(number: str, street: str, second: str) -> str:
    """Write the lines of a street address as one, the number of the house first."""
    line = f"{number} {street}" if number and street else street
    line = f"{line}, {second}" if second and line else line or second
    return " ".join(line.split()) if "\n" in line else line


def is_total(filled: list[str]) -> bool:
    """Say whether a row of few cells is a line of totals: the word, and numbers only beside it."""
    words = fold(filled[0])
    is_named = words in _TOTALS or words.startswith("total ")
    return is_named and all(cell.replace(",", "").replace(".", "").isdigit() for cell in filled[1:])
