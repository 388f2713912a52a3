"""Which field each column of a list of people feeds: by its header, by the words in it, or by what its cells look like."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from crm.imports.reading.cells import clean_cell, fold, spellings
from crm.imports.reading.columns import Column, Columns
from crm.imports.reading.people.descriptions import BY_KIND, PLAIN, Description
from crm.imports.reading.people.fields import FIELDS
from crm.imports.reading.people.guess import by_cells, by_words, consent_of, is_consent_question
from crm.imports.reading.people.rewriting import rewritings
from crm.imports.reading.people.words import COLUMNS, PATTERNS, QUALIFIED, QUALIFIERS
from crm.imports.reading.table import Row

SAMPLES = 3
LONGEST_HEADER = 300
_TITLES = re.compile(
    r"(?:mr|mrs|ms|mx|miss|dr|dra|sr|sra|srta|rev|hon|prof|sister|brother|don|dona|fr|ing|lic)\b\.?", re.I
)
_REMARKS = (("line in the file", "reason"), ("linea del archivo", "motivo"), ("line", "reason"), ("linea", "motivo"))
_CODE = re.compile(r".+_\([^()]+\)$")


class Words:
    """A look-up of folded spellings, some of which end in or hold a star for anything."""

    def __init__(self, table: Mapping[str, str]) -> None:
        """Take {field: "spelling; spelling *; …"}."""
        self._exact: dict[str, str] = {}
        self._stars: list[tuple[re.Pattern[str], str]] = []
        for name, words in table.items():
            for word in filter(None, map(str.strip, words.split(";"))):
                if "*" in word:
                    self._stars.append((re.compile(re.escape(word).replace(r"\*", ".*")), name))
                else:
                    self._exact.setdefault(word, name)
                    self._exact.setdefault(word.replace(" ", ""), name)

    def find(self, spelling: str) -> str | None:
        """Name the field of a folded spelling, if there is one."""
        found = self._exact.get(spelling)
        return found or next((name for stars, name in self._stars if stars.fullmatch(spelling)), None)


@lru_cache(maxsize=64)
def words_of(description: Description) -> Words:
    """The look-up of one kind's own columns and of what it leaves out."""
    return Words(dict(description.columns) | ({"leave": _leave(description)} if _leave(description) else {}))


def _leave(description: Description) -> str:
    return "; ".join(filter(None, (description.columns.get("leave", ""), description.leave)))


_GENERAL = Words({"leave": "e mail * label; e mail * type; email * label; phone * label; phone * type; "
    "address * label; "
                  "address * type; address * formatted; address * po box; address * country; "
                  "address * extended address"})  # fmt: skip


def field_of(header: str, description: Description = PLAIN) -> tuple[str | None, float]:
    """Name the field that a header feeds, and how sure that is; a header of a question feeds one only by its words."""
    if not header or len(header) > LONGEST_HEADER:
        return None, 1.0
    read = spellings(header)
    own = words_of(description)
    for known in (own.find, COLUMNS.get, _by_pattern, _GENERAL.find):
        found = next((name for name in map(known, read) if name), None)
        if found:
            return (None if found == "custom" else found), 1.0
    others = [*read, *(other for each in read for other in rewritings(each))]
    bare = next((name for each in others if (name := COLUMNS.get(each) or _without_qualifiers(each))), None)
    return (bare, 0.9) if bare else (by_words(read[0]) if read else None, 0.7)


def _without_qualifiers(spelling: str) -> str | None:
    """Name the field of "city home" or "ciudad de trabajo": what is left without the words that say which one."""
    bare = " ".join(QUALIFIERS.sub(" ", spelling).split())
    name = COLUMNS.get(bare) if bare and bare != spelling else None
    return name if name in QUALIFIED else None


def _by_pattern(spelling: str) -> str | None:
    return next((name for pattern, name in PATTERNS if pattern.fullmatch(spelling)), None)


def is_known(header: str) -> str | None:
    """Name the field that a header feeds in any kind of list: what a header row is found by."""
    general = field_of(header)[0]
    if general:
        return general
    read = spellings(header)
    owns = map(words_of, BY_KIND.values())
    return next((name for own in owns for each in read if (name := own.find(each)) and name != "leave"), None)


def keys_of(header: Sequence[str]) -> list[str]:
    """Make headers unique: "Phone", "Phone (2)"; a column without one is called by its number."""
    keys: dict[str, None] = {}
    for index, cell in enumerate(header):
        name = " ".join(cell.split()) or f"Column {index + 1}"
        number, key = 1, name
        while key in keys:
            number += 1
            key = f"{name} ({number})"
        keys[key] = None
    return list(keys)


def assign(
    header: Sequence[str], sample: Sequence[Row], description: Description, mapping: Mapping[str, str] | None = None
) -> Columns:
    """Say of each column what it feeds; `mapping` (key of the column to field, "custom" or "leave") goes before all guesses."""
    cleaned = [clean_cell(cell) for cell in header]
    keys = keys_of(cleaned)
    mapping = _remarks_of(cleaned, keys) | dict(mapping or {})
    columns = []
    for index, (text, key) in enumerate(zip(cleaned, keys, strict=True)):
        cells = _cells_of(sample, index)
        name, confidence = _decide(text, cells, description)
        wanted = mapping.get(key)
        if wanted is not None:
            name, confidence = (wanted if wanted in FIELDS else None), 1.0
        columns.append(Column(index, text, name, key, confidence, tuple(dict.fromkeys(cells))[:SAMPLES]))
    return Columns(tuple(by_cells(columns, sample, frozenset(mapping))))


def _remarks_of(header: Sequence[str], keys: Sequence[str]) -> dict[str, str]:
    """Leave out the two columns that a file of rejected rows has at its end: the line and the reason."""
    last = tuple(fold(cell) for cell in header[-2:])
    return dict.fromkeys(keys[-2:], "leave") if last in _REMARKS else {}


def _cells_of(sample: Sequence[Row], index: int) -> list[str]:
    return [text for row in sample if index < len(row.cells) and (text := clean_cell(row.cells[index]))]


def _decide(header: str, cells: list[str], description: Description) -> tuple[str | None, float]:
    if description.system == "van" and _is_code(header, cells):
        return "tag", 1.0
    name, confidence = field_of(header, description)
    if (name is None or confidence < 1.0) and is_consent_question(header, cells):
        return "sms_question", 0.9
    if name is None and (about := consent_of(header, cells)):
        return about, 0.7
    if name == "prefix" and cells and not any(_TITLES.match(cell) for cell in cells):
        return None, 1.0
    return name, confidence


def _is_code(header: str, cells: list[str]) -> bool:
    """Say whether a column of VAN stands for an activist code: an X where it is held."""
    marks = {cell.casefold() for cell in cells}
    return bool(_CODE.match(header) and marks <= {"x", "yes", "1", "true"}) or marks == {"x"}
