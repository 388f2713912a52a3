"""Names that are written in several ways in Latin letters, by the usual transliterations."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "reference" / "spellings.csv"


def _read() -> dict[str, set[int]]:
    """The numbers of the groups each folded word stands in."""
    groups = defaultdict[str, set[int]](set)
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            for word in row["spellings"].split():
                groups[word].add(number)
    return dict(groups)


_GROUPS = _read()


def same_spelling(one: str, other: str) -> bool:
    """Whether two folded words are two ways to write one name."""
    ours, theirs = _GROUPS.get(one), _GROUPS.get(other)
    return bool(ours and theirs and not ours.isdisjoint(theirs))
