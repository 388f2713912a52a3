"""Text made comparable: folded for search and matching, cut for columns."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
"""A run of letters and digits; of a script written without spaces each sign."""
_APOSTROPHE = re.compile("['‘’ʻʼʾʿ`´′]")
_UNMARKED = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ə": "e"}
)
"""Letters that take a plain letter's place in a name and do not come apart into it and a mark."""
_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})
"""The kinds of signs that stand on or between letters."""


class _Folding(dict[int, str | None]):
    """What becomes of each sign of a text that was taken apart, found out once: its plain letter, or nothing."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        self[code] = plain = None if unicodedata.category(letter) in _UNSEEN else _UNMARKED.get(code, letter)
        return plain


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Lower case without accents: "Peña-García" becomes "pena-garcia", for comparing and never for showing.

    What cannot be seen (joiners, marks of direction) goes too; letters of other scripts stay, without their marks.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDED)


def words(text: str) -> list[str]:
    """The folded words of a text, in order: "María José O'Neil" gives maria, jose, oneil."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text.lower().split()
    return _WORD.findall(fold(_APOSTROPHE.sub("", text)))


@lru_cache(maxsize=16_384)
def known_words(name: str) -> tuple[str, ...]:
    """The folded words of a name; names repeat, so that most are known already."""
    return tuple(words(name))


def clean_line(text: str | None, limit: int = 200) -> str:
    """One line without control characters or outer spaces, at most `limit` characters; names keep their accents (NFC)."""
    text = text or ""
    is_plain = text.isprintable() and "  " not in text
    if is_plain and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()[:limit].strip()
    visible = unicodedata.normalize("NFC", text)
    if not visible.isprintable():
        visible = "".join(
            " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in visible
        )
    return " ".join(visible.split())[:limit].strip()
