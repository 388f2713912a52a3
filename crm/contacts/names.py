"""A name typed in one field, taken apart only as far as is safe; and where a name stands in a list."""

from __future__ import annotations

from crm.core.text import clean_line, words

LAST = "\U0010ffff"
"""Sorts after everything that is written."""
SORTED_BY = 100
"""How much of a name tells where it stands in a list."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def split_name(text: str) -> tuple[str, str, str]:
    """First name, family names and suffix: "Ana Ruiz Soto Jr." gives Ana, Ruiz Soto, Jr.; said together they are whole."""
    parts = clean_line(text, 200).split(" ")
    suffix = ""
    if len(parts) > 2 and parts[-1].strip(".").lower() in SUFFIXES:
        suffix = parts.pop()
        parts[-1] = parts[-1].rstrip(",")
    return parts[0], " ".join(parts[1:]), suffix


def sort_key(last: str, first: str) -> str:
    """Where a person stands in a list: by family names without accents, then first name; the nameless at the end."""
    return "\t".join((" ".join(words(last)), " ".join(words(first)))).strip()[:SORTED_BY] or LAST
