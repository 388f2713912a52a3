"""Short names and the names they stand for, in English and Spanish, as people in the field use them."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from crm.core.text import fold

_TABLE = Path(__file__).parent / "reference" / "nicknames.csv"


def _read() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The names that each short name stands for, and the short names of each name, folded."""
    formal, short = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = fold(row["name"])
            for nickname in fold(row["short"]).split():
                if nickname != name:
                    formal[nickname].add(name)
                    short[name].add(nickname)
    return (
        {nickname: tuple(sorted(names)) for nickname, names in formal.items()},
        {name: tuple(sorted(nicknames)) for name, nicknames in short.items()},
    )


NICKNAMES, SHORT_NAMES = _read()
"""The names a short name may stand for; the short names of a name."""


def other_names(word: str) -> set[str]:
    """The folded names that a folded word may stand for, in either direction: lupe and lupita give guadalupe."""
    return {*NICKNAMES.get(word, ()), *SHORT_NAMES.get(word, ())}


def sibling_names(word: str) -> set[str]:
    """Other short names of what a short name stands for: lupita beside lupe; further away than `other_names`."""
    return {sibling for name in NICKNAMES.get(word, ()) for sibling in SHORT_NAMES[name]} - other_names(word) - {word}


def full_names(word: str) -> tuple[str, ...]:
    """The folded names that a folded short name stands for: lupe gives guadalupe."""
    return NICKNAMES.get(word, ())


def are_forms(one: str, other: str) -> bool:
    """Whether two folded words may be one name: the same, one short for the other, or both short for a third.

    Two full names that share a short one (Alan and Albert: Al) are two names.
    """
    ours, theirs = full_names(one), full_names(other)
    return one == other or one in theirs or other in ours or any(name in theirs for name in ours)
