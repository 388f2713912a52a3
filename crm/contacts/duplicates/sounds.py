"""What a name sounds like in English, Spanish and the usual transliterations of Arabic, Chinese and Vietnamese names."""

from __future__ import annotations

import re
from functools import lru_cache

_ALIKE = (
    (r"^(?:el|al)(?=[^aeiou]{1}[aeiou].{3})", ""),
    (r"ch|sch|sh|tz|cz|z|x|c(?=[eiy])|s", "s"),
    (r"ph|f|v|b", "b"),
    (r"ck|qu|q|k|c", "k"),
    (r"g(?=[eiy])|j|dj|dh", "j"),
    (r"d|t", "t"),
    (r"m|n", "n"),
    (r"l|r", "l"),
    (r"[aeiouyhw]+", ""),
    (r"(.)\1+", r"\1"),
)


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Placeholder until measured."""
    first = word[0]
    text = re.sub(r"(.)\1+", r"\1", word)
    text = text.replace("ph", "f").replace("gu", "g").replace("qu", "k").replace("ck", "k").replace("sh", "s").replace("ch", "s")
    text = re.sub(r"c(?=[eiy])|z|x", "s", text).replace("c", "k").replace("q", "k").replace("v", "b").replace("dh", "d")
    text = re.sub(r"(?<=.)[h]", "", text)
    head = {"y": "j", "i": "j", "j": "j", "o": "u", "u": "u", "w": "u", "e": "a", "a": "a", "k": "k", "c": "k", "g": "g"}.get(first, text[0])
    body = re.sub(r"[aeiouyhw]", "", text[1:])
    return head + re.sub(r"(.)\1+", r"\1", body)
