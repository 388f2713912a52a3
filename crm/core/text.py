"""Text made comparable: folded for search and matching, cut for columns."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile("['’ʼ`]")


def fold(text: str) -> str:
    """Lower case without accents: "Peña-García" becomes "pena-garcia", for comparing and never for showing."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return (
        "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        .replace("đ", "d")
        .replace("ł", "l")
    )


def words(text: str) -> list[str]:
    """The folded words of a text, in order: "María José O'Neil" gives maria, jose, oneil."""
    return _WORD.findall(_APOSTROPHE.sub("", fold(text)))


@lru_cache(maxsize=65_536)
def known_words(name: str) -> tuple[str, ...]:
    """The folded words of a name; names repeat, so that most are known already."""
    return tuple(words(name))


def clean_line(text: str | None, limit: int = 200) -> str:
    """One line without control characters or outer spaces, at most `limit` characters; names keep their accents (NFC)."""
    visible = unicodedata.normalize("NFC", text or "")
    if not visible.isprintable():
        visible = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in visible)
    return " ".join(visible.split())[:limit].strip()
