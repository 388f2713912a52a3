"""How often names, places, addresses and numbers occur among an organization's own records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log2

from crm.contacts.duplicates.record import Traits

UNSEEN = 2000
"""People assumed beside the organization's own, so that a small list does not take its few names for rare ones."""


class Census:
    """Counts over all records, and what they say: bits, the binary logarithm of how rare a value is."""

    def __init__(self, people: Iterable[Traits] = ()) -> None:
        self.people = 0
        self.first: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.points: Counter[str] = Counter()
        for one in people:
            self.add(one)

    def add(self, one: Traits) -> None:
        """Count one record."""
        self.people += 1
        _count(self.first, one.first)
        _count(self.last, one.last)
        self.places[one.postal_code] += 1
        self.places[one.city] += 1
        self.points.update(one.emails)
        self.points.update(one.phones)
    
    @property
    def size(self) -> float:
        """The binary logarithm of how many people there are, those assumed included."""
        return log2(self.people + UNSEEN)

    def first_bits(self, one: str, other: str) -> float:
        """How rare a first name is; of two spellings the commoner counts."""
        return self.size - log2(1 + max(self.first[one], self.first[other]))

    def last_bits(self, one: str, other: str) -> float:
        """How rare a family name is; of two spellings the commoner counts."""
        return self.size - log2(1 + max(self.last[one], self.last[other]))


def _count(counter: Counter[str], parts: tuple[str, ...]) -> None:
    counter.update(parts)
    if len(parts) > 1:
        counter["".join(parts)] += 1
