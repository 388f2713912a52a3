"""Clean single cells and fold header words so that spelling, accents and punctuation make no difference."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_AS_FORMULA_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
TEXT_MARK = re.compile("^'(?=\\s*['\\d=+@(\\-＝＋－＠﹢﹣﹦﹫−])")
"""The apostrophe by which spreadsheets (and our own exports) mark what follows as text."""
_NOT_WORD = re.compile(r"[^a-z0-9#]+")
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NONE_WORDS = frozenset({"", "-", "--", "---", "—", "–", "NA", "N/A", "n/a", "#N/A"})
"""What a cell of a report holds when it holds nothing (Zoom writes two hyphens)."""


def clean_cell(text: str) -> str:
    """Strip blanks, invisible marks, Excel's text apostrophe and ="…" around a value; accents become one
    form (NFC).
    """
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text).strip()
    if text[:1] == "=":
        text = _AS_FORMULA_TEXT.sub(r"\1", text).strip()
    elif text[:1] == "'":
        text = TEXT_MARK.sub("", text).strip()
    return text


def clean_row(cells: list[str]) -> list[str]:
    """Clean all cells of a row at once: most rows hold nothing but plain text, which one look tells."""
    together = "".join(cells)
    is_plain = together.isprintable() and "'" not in together and "=" not in together
    if is_plain and (together.isascii() or unicodedata.is_normalized("NFC", together)):
        return list(map(str.strip, cells))
    return [clean_cell(cell) if cell else "" for cell in cells]


def is_none(text: str) -> bool:
    """Say whether a cleaned cell of a report means "nothing here"."""
    return text in NONE_WORDS


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Reduce words to small letters, digits and single spaces, without accents: "Teléfono móvil:" is
    "telefono movil".
    """
    plain = unicodedata.normalize("NFKD", text.replace("_", " ")).encode("ascii", "ignore").decode()
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return _NOT_WORD.sub(" ", spaced.casefold()).strip()


def spellings(header: str) -> list[str]:
    """List the folded readings of one header, surest first: whole, without parentheses, and each half of
    "Name / Nombre".
    """
    header = clean_cell(header)
    found = [fold(header), fold(_PARENTHESES.sub(" ", header))]
    if "/" in header or "|" in header:
        found += [fold(part) for part in re.split(r"[/|]", _PARENTHESES.sub(" ", header))]
    found += [each.replace(" ", "") for each in found]
    return [each for each in dict.fromkeys(found) if each]
