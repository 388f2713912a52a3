"""Tell the kind of a list by the weight of its signs; a list of no kind in particular is one of people."""

import re
from collections.abc import Sequence
from functools import lru_cache

from crm.imports.reading.cells import clean_cell, fold, spellings
from crm.imports.reading.kinds import Kind
from crm.imports.reading.people.columns import Words
from crm.imports.reading.people.descriptions import LEAST, RECOGNISED, Description
from crm.imports.reading.people.extras import is_ditto
from crm.imports.reading.people.header import Header
from crm.imports.reading.table import Row

_MOST_OF = 0.8
_SHEET_TITLE = re.compile(
    r"\bsign ?in\b|\bregistro\b|\basistencia\b|\battendance\b|\bsign ?up sheet\b|\bhoja de\b"
    r"|\blista de (?:presentes|participantes|firmas)\b"
    r"|\bsign ins\b|\broster\b|\basistentes\b"
)
_PAPER_COLUMNS = re.compile(r"^(?:#|no|n|num|nº)$|\bsignature\b|\bfirma\b|\binitials\b|want texts|\bprint\b")
_PAPER_LEAST = 9


def recognise_list(header: Header, above: Sequence[Row], sample: Sequence[Row], title: str | None) -> Kind:
    """Tell the kind of a list from its header, the rows above it and a sample of those below; title is the name of
    the sheet, or None for a file of text.
    """
    scores = {each.kind: score(each, header.cells, sample) for each in RECOGNISED}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] >= LEAST:
        return best
    if title is not None and _paper_score(header, above, sample, title) >= _PAPER_LEAST:
        return Kind.PAPER_SIGNIN_XLSX
    return Kind.PEOPLE


def score(description: Description, header: Sequence[str], sample: Sequence[Row]) -> int:
    """Add up the weights of the signs of one kind that a list shows."""
    cleaned = [clean_cell(cell) for cell in header]
    read = {each for cell in cleaned if cell for each in spellings(cell)}
    total = sum(weight for weight, words in description.signs if _shows(words, read, cleaned))
    for weight, pattern in description.cells:
        if total > 0 and _is_seen(re.compile(pattern, re.IGNORECASE), len(cleaned), sample):
            total += weight
    return total


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[Words, frozenset[str]]:
    parts = [part.strip() for part in text.split(";")]
    exact = frozenset(part[1:] for part in parts if part.startswith("="))
    return Words({"sign": "; ".join(part for part in parts if not part.startswith("="))}), exact


def _shows(text: str, read: set[str], header: Sequence[str]) -> bool:
    words, exact = _words(text)
    return any(map(words.find, read)) or not exact.isdisjoint(header)


def _is_seen(pattern: re.Pattern[str], width: int, sample: Sequence[Row]) -> bool:
    """Say whether most cells of some column look as the pattern says."""
    for index in range(width):
        cells = [
            text
            for row in sample
            if index < len(row.cells) and (text := " ".join(clean_cell(row.cells[index]).split()))
        ]
        if cells and sum(bool(pattern.fullmatch(cell)) for cell in cells) >= len(cells) * _MOST_OF:
            return True
    return False


def _paper_score(header: Header, above: Sequence[Row], sample: Sequence[Row], title: str) -> int:
    texts = [title, *(cell for row in above for cell in row.cells)]
    marks = [fold(cell) for cell in header.cells]
    has_ditto = any(is_ditto(cell.strip()) for row in sample for cell in row.cells)
    return (
        6 * any(_SHEET_TITLE.search(fold(text)) for text in texts)
        + 6 * has_ditto
        + 3 * any(_PAPER_COLUMNS.search(mark) for mark in marks if mark)
        + 3 * (header.below > 1)
    )
