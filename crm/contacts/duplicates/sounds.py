"""What a name sounds like to English and Spanish ears: its consonants, those that are heard alike as one letter."""

from __future__ import annotations

import re
from functools import lru_cache

_ALIKE = (
    ("ph", "f"), ("gu", "g"), ("qu", "k"), ("ck", "k"), ("sh", "s"), ("ch", "s"), ("ce", "se"), ("ci", "si"), ("cy", "sy"),
    ("z", "s"), ("x", "s"), ("c", "k"), ("q", "k"), ("v", "b"), ("dh", "d"),
)  # fmt: skip
_HEADS = str.maketrans({"y": "j", "i": "j", "o": "u", "w": "u", "e": "a"})
_SILENT = re.compile("[aeiouyhw]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The sound of a folded word: jimenes and ximenez, aisha and aicha give the same letters."""
    heard = _TWICE.sub(r"\1", word)
    for written, spoken in _ALIKE:
        heard = heard.replace(written, spoken)
    return heard[0].translate(_HEADS) + _TWICE.sub(r"\1", _SILENT.sub("", heard[1:]))
