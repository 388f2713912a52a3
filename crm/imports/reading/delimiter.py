"""Find which character parts the cells of a text file: comma, semicolon, tab or pipe."""

import contextlib
import csv
import io
import itertools
import re

DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 262_144
_SAMPLE_ROWS = 60
_HINT = re.compile(r'\A"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)


def split_hint(text: str) -> tuple[str | None, str, int]:
    """Take off Excel's first line "sep=;": the delimiter it names, the rest of the text, how many lines
    were taken.
    """
    found = _HINT.match(text)
    if found and found[1] in DELIMITERS:
        return found[1], text[found.end() :], 1
    return None, text, 0


def sniff_delimiter(text: str) -> str:
    """Choose the delimiter under which the most neighbouring rows agree on the most cells; a comma when
    none does.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {delimiter: _score(sample, delimiter) for delimiter in DELIMITERS if delimiter in sample}
    return max(scores, key=lambda delimiter: scores[delimiter]) if scores and max(scores.values()) else ","


def _score(sample: str, delimiter: str) -> float:
    widths = _widths(sample, delimiter)
    agreeing = sum(a - 1 for a, b in itertools.pairwise(widths) if a == b)
    return agreeing + sum(width - 1 for width in widths) / 1000


def _widths(sample: str, delimiter: str) -> list[int]:
    """Count the cells of the first rows that hold anything, up to a row that cannot be read."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: list[int] = []
    with contextlib.suppress(csv.Error):
        widths.extend(len(cells) for cells in itertools.islice(reader, _SAMPLE_ROWS) if any(map(str.strip, cells)))
    return widths
