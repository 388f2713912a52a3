"""Whom the rows of a batch may be: people we know, rows of the batch itself, and, for a look alone, rows before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Protocol

from crm.contacts.duplicates import Record, compare
from crm.imports.incoming import Incoming
from crm.imports.known import Person
from crm.imports.matching import LIKELY, Known, Match, Verdict

MOST_COMPARED = 20
"""So many people of one name are compared with a row."""


class EarlierRows(Protocol):
    """The rows of a file before a batch, where nothing is written into the database that could be asked."""

    def find(self, keys: set[str]) -> Iterable[Person]:
        """The people of rows before that have one of these keys; their ids are lines, below zero."""

    def note(self, person: Person, keys: Iterable[str]) -> None:
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

    def __init__(self, people: Mapping[int, Person], rows: Sequence[Incoming], earlier: EarlierRows | None) -> None:
        """Begin with the people known who share something with the rows, and with the earlier rows that do."""
        self.known = Known()
        self.people: dict[int, Person] = {}
        self._earlier = earlier
        self._keys = {row.position: keys_of(row) for row in rows}
        counted = Counter(chain.from_iterable(self._keys.values()))
        self._shared = {key for key, number in counted.items() if number > 1}
        for person in (*people.values(), *(earlier.find(set(counted)) if earlier is not None else ())):
            self._begin_with(person)

    def may_know(self, row: Incoming) -> bool:
        """Whether anybody shares anything with the row; if not, it is noted for the batches that follow."""
        keys = self._keys[row.position]
        if not self._shared.isdisjoint(keys):
            return True
        if self._earlier is not None:
            self._earlier.note(person_of(row), keys)
        return False

    def resembling(self, name_key: str, itself: Person) -> Match | None:
        """Somebody of the very name in the same postal code whom comparing finds as likely the same as not.

        Her number or address is another one, so that matching took the row for somebody new; a person decides.
        """
        place = itself.fields.get("postal_code")
        named = self.known.by_name.get(name_key, ())[:MOST_COMPARED] if place else ()
        people = [self.people[somebody.id] for somebody in named if somebody.id in self.people]
        near = [person for person in people if person.fields.get("postal_code") == place]
        if near:
            ours = _record(itself)
            for person in near:
                if compare(ours, _record(person)).is_worth_asking:
                    return Match(Verdict.REVIEW, person.somebody, LIKELY)
        return None

    def learn(self, row: Incoming, itself: Person, person: Person | None) -> None:
        """Let the rows that follow find the person of a row: herself if new, or one known with what the row brought."""
        learnt = itself if person is None else _joined(person, itself)
        self.people[learnt.somebody.id] = learnt
        self.known.add(learnt.somebody)
        if self._earlier is not None:
            self._earlier.note(learnt, self._keys[row.position])

    def _begin_with(self, person: Person) -> None:
        somebody = person.somebody
        self.people.setdefault(somebody.id, person)
        self.known.add(somebody)
        self._shared.update(somebody.emails, somebody.phones, somebody.name_keys)
        self._shared.update("\t".join(external) for external in somebody.externals)


def _record(person: Person) -> Record:
    """A person as the duplicate scan compares her."""
    somebody, fields = person.somebody, person.fields
    return Record(
        key=somebody.id,
        first=somebody.first,
        middle=somebody.middle,
        last=somebody.last,
        chosen=somebody.chosen,
        emails=tuple(sorted(somebody.emails)),
        phones=tuple(sorted(somebody.phones)),
        **{name: fields.get(name, "") for name in ("suffix", "street", "city", "state", "postal_code")},
    )


def person_of(row: Incoming) -> Person:
    """The person a row makes, as later rows may add to her."""
    fields = {**row.fields, "pronouns": row.pronouns} if row.pronouns else row.fields
    return Person(row.somebody, fields, row.language, row.custom, external=row.external)


def _joined(person: Person, row: Person) -> Person:
    """A person with what a row added to her; what she had stays."""
    old, new = person.somebody, row.somebody
    somebody = replace(
        old, emails=old.emails | new.emails, phones=old.phones | new.phones, externals=old.externals | new.externals
    )
    has_place = person.fields.get("postal_code") or person.fields.get("city")
    fields = person.fields if has_place else {**row.fields, **{k: v for k, v in person.fields.items() if v}}
    custom = {**row.custom, **{key: value for key, value in person.custom.items() if value}}
    language = person.language or row.language
    return Person(somebody, fields, language, custom, person.primary_phone, person.external or row.external)
