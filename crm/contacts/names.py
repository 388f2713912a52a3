"""A name typed in one field, taken apart only as far as is safe."""

from __future__ import annotations

from crm.core.text import clean_line

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def split_name(text: str) -> tuple[str, str, str]:
    """First name, family names and suffix: "Ana Ruiz Soto Jr." gives Ana, Ruiz Soto, Jr.; said together they are whole."""
    parts = clean_line(text, 200).split(" ")
    suffix = ""
    if len(parts) > 2 and parts[-1].strip(".").lower() in SUFFIXES:
        suffix = parts.pop()
        parts[-1] = parts[-1].rstrip(",")
    return parts[0], " ".join(parts[1:]), suffix
