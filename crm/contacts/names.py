"""A name typed in one field, taken apart only as far as is safe; put together as it is said; its place in a list."""

from __future__ import annotations

from typing import Any

from crm.core.text import clean_line, known_words

LAST = "\U0010ffff"
"""Sorts after everything that is written."""
SORTED_BY = 100
"""How much of a name tells where it stands in a list."""
LONGEST = 100
"""How many characters of each part of a name are kept."""
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
    family, given = " ".join(known_words(last)), " ".join(known_words(first))
    return f"{family}\t{given}".strip()[:SORTED_BY] or LAST


def name_key(first: str, last: str) -> str:
    """By what the very same name is found: "José María", "de la Cruz" gives "josemaria delacruz"; "" when a part is missing."""
    given, family = "".join(known_words(first)), "".join(known_words(last))
    return f"{given} {family}"[:SORTED_BY] if given and family else ""


def full_name(person: Any) -> str:
    """The whole name of anything with a contact's name fields, the chosen one in quotes: Guadalupe “Lupe” Martínez."""
    chosen = person.chosen_name
    quoted = f"“{chosen}”" if chosen and chosen != person.first_name else ""
    parts = (person.first_name, person.middle_name, quoted, person.last_name, person.suffix)
    return " ".join(part for part in parts if part)


def initials(person: Any) -> str:
    """Up to two letters for the mark beside a name, of anything with a contact's name fields."""
    called = person.chosen_name or person.first_name or person.last_name
    return (called[:1] + person.last_name[:1]).upper() or "?"
