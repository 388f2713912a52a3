"""How often names and places occur among an organization's own records: a rare name says more than a common one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log2

from crm.contacts.duplicates.record import Record, Traits, prepare

UNSEEN = 2000
"""People assumed beside the organization's own, so that a short list does not take its few names for rare ones."""


class Census:
    """Counts over all records; bits are the binary logarithm of how rare a value is among them."""

    def __init__(self, people: Iterable[Traits] = ()) -> None:
        self.people = 0
        self.first: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        for one in people:
            self.add(one)

    @classmethod
    def of(cls, records: Iterable[Record]) -> Census:
        """Count records as they are written down."""
        return cls(map(prepare, records))

    def add(self, one: Traits) -> None:
        """Count one record."""
        self.people += 1
        _count(self.first, one.first)
        _count(self.last, one.last)
        self.places[one.postal_code] += 1
        self.places[one.city] += 1

    @property
    def size(self) -> float:
        """How many people there are, those assumed included, in bits."""
        return log2(self.people + UNSEEN)

    @property
    def names(self) -> tuple[Counter[str], Counter[str]]:
        """Both kinds of names, for those that were written crosswise."""
        return self.first, self.last

    def bits(self, counts: Counter[str] | tuple[Counter[str], ...], one: str, other: str) -> float:
        """How rare a name is; of two spellings and two kinds the commoner counts."""
        kinds = counts if isinstance(counts, tuple) else (counts,)
        return self.size - log2(1 + max(kind[name] for kind in kinds for name in (one, other)))


def _count(counter: Counter[str], parts: tuple[str, ...]) -> None:
    counter.update(parts)
    if len(parts) > 1:
        counter["".join(parts)] += 1
