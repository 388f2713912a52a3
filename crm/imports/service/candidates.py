"""Whom the rows of a batch may be: people we know, rows of the batch itself, and, for a look alone, rows before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Protocol

from crm.imports.incoming import Incoming
from crm.imports.matching import Known, Somebody
from crm.imports.queries import Person


class EarlierRows(Protocol):
    """The rows of a file before a batch, where nothing is written into the database that could be asked."""

    def find(self, keys: set[str]) -> Iterable[Somebody]:
        """The rows before that have one of these keys."""

    def note(self, person: Somebody, keys: set[str]) -> None:
        """Let later batches find a person by these keys."""


def keys_of(row: Incoming) -> list[str]:
    """By what a row is found again: addresses, numbers, the full name, the number in another system."""
    keys = [*row.emails, *row.phones]
    if row.key:
        keys.append(row.key)
    if row.external:
        keys.append("\t".join(row.external))
    return keys


class Candidates:
    """People and rows to match with. A row that shares nothing with anybody costs one look-up a key."""

    def __init__(self, people: Iterable[Person], rows: Sequence[Incoming], earlier: EarlierRows | None) -> None:
        """Begin with the people known who share something with the rows, and with the earlier rows that do."""
        self.people = Known()
        self._earlier = earlier
        self._keys = {row.position: keys_of(row) for row in rows}
        counted = Counter(chain.from_iterable(self._keys.values()))
        self._shared = {key for key, number in counted.items() if number > 1}
        for person in people:
            self._learn(person.somebody)
        if earlier is not None:
            for somebody in earlier.find(set(counted)):
                self._learn(somebody)

    def may_know(self, row: Incoming) -> bool:
        """Whether anybody shares anything with the row; if not, it is noted for the batches that follow."""
        keys = self._keys[row.position]
        if not self._shared.isdisjoint(keys):
            return True
        if self._earlier is not None:
            self._earlier.note(row.somebody, set(keys))
        return False

    def learn(self, row: Incoming, person: Somebody | None) -> None:
        """Let the rows that follow find the person of a row: somebody new (None), or one known with what the row brought."""
        mine = row.somebody
        somebody = mine if person is None else _joined(person, mine)
        self.people.add(somebody)
        if self._earlier is not None:
            self._earlier.note(somebody, set(self._keys[row.position]))

    def _learn(self, somebody: Somebody) -> None:
        self.people.add(somebody)
        self._shared.update(somebody.emails, somebody.phones, somebody.name_keys)
        self._shared.update("\t".join(external) for external in somebody.externals)


def _joined(person: Somebody, row: Somebody) -> Somebody:
    return replace(
        person,
        emails=person.emails | row.emails,
        phones=person.phones | row.phones,
        externals=person.externals | row.externals,
    )
