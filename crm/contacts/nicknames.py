"""Short names and the names they stand for, in English and Spanish, as people in the field use them."""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections import defaultdict
from itertools import takewhile
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
_SORTED = sorted(NICKNAMES)
FEWEST_LETTERS, MOST_BEGUN = 3, 20


def other_names(word: str) -> set[str]:
    """The folded names that a folded word may stand for, in either direction: lupe and lupita give guadalupe."""
    return {*NICKNAMES.get(word, ()), *SHORT_NAMES.get(word, ())}


def names_begun(beginning: str) -> set[str]:
    """The names whose short names begin so, for three letters and more: lup gives guadalupe, as lupe will."""
    if len(beginning) < FEWEST_LETTERS:
        return set()
    first = bisect_left(_SORTED, beginning)
    begun = takewhile(lambda nickname: nickname.startswith(beginning), _SORTED[first : first + MOST_BEGUN])
    return {name for nickname in begun for name in NICKNAMES[nickname] if not name.startswith(beginning)}


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
    if one == other:
        return True
    ours, theirs = NICKNAMES.get(one, ()), NICKNAMES.get(other, ())
    return other in ours or one in theirs or bool(ours and theirs and not set(ours).isdisjoint(theirs))
