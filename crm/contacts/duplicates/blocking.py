"""Which pairs of records are worth comparing: those that share a telling key; a key that many share is told apart further."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain, combinations

from crm.contacts.duplicates.record import Traits
from crm.contacts.duplicates.sounds import sound
from crm.contacts.nicknames import full_names

MOST_IN_A_BLOCK = 40
"""Records of one key that are compared each with each; more are told apart by place, and then each with its neighbours."""
NEIGHBOURS = 8
SHORTEST_MAILBOX = 5
Family = Callable[[Sequence[Traits]], Iterable[tuple[int, Hashable]]]
_SHIFT = 32
_LOW = (1 << _SHIFT) - 1


def pairs_of(people: Sequence[Traits]) -> list[int]:
    """The pairs to compare, each once, as two places in the sequence: unpack with `unpacked`.

    Each family of keys is gone through by itself, so that only its keys and the pairs found are held at a time.
    """
    found: set[int] = set()
    for family in FAMILIES:
        for places in _blocks(family(people)):
            found.update((low << _SHIFT) | high for low, high in _pairs_within(places, people))
    return sorted(found)


def unpacked(pair: int) -> tuple[int, int]:
    """The two places of a pair."""
    return pair >> _SHIFT, pair & _LOW


def _blocks(keyed: Iterable[tuple[int, Hashable]]) -> Iterable[list[int]]:
    """The places of each key that two or more records share, in order; of the keys, which come by place, only a hash is held."""
    earliest: dict[int, int] = {}
    shared: dict[int, list[int]] = {}
    for place, key in keyed:
        mark = hash(key)
        first = earliest.setdefault(mark, place)
        if first != place:
            places = shared.setdefault(mark, [first])
            if places[-1] != place:
                places.append(place)
    return shared.values()


def _pairs_within(places: list[int], people: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    if len(places) <= MOST_IN_A_BLOCK:
        yield from combinations(places, 2)
        return
    by_place: dict[str, list[int]] = {}
    for place in places:
        by_place.setdefault(people[place].postal_code, []).append(place)
    for some in by_place.values():
        if len(some) <= MOST_IN_A_BLOCK:
            yield from combinations(some, 2)
        else:
            yield from _neighbours(sorted(some, key=lambda place: _order(people[place])))
    yield from _neighbours(sorted(places, key=lambda place: _order(people[place])))


def _order(one: Traits) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]:
    return one.first, one.last, one.middle, one.postal_code


def _neighbours(places: list[int]) -> Iterator[tuple[int, int]]:
    for at, place in enumerate(places):
        for other in places[at + 1 : at + 1 + NEIGHBOURS]:
            yield (place, other) if place < other else (other, place)


def _points(one: Traits) -> Iterator[str]:
    return chain(one.emails, one.phones, (box for box in one.mailboxes if len(box) >= SHORTEST_MAILBOX))


def _sounds(one: Traits) -> tuple[set[str], set[str]]:
    """The sounds of given names, short ones as the full ones they stand for, and of family names."""
    called = {word for word in one.first + one.chosen if len(word) > 1}
    forms = called.union(*(full_names(word) for word in called))
    families = {word for word in one.last + one.middle if len(word) > 1}
    return {sound(word) for word in forms}, {sound(word) for word in families}


def _names(one: Traits) -> Iterator[tuple[str, str]]:
    """First and family name by their sound, in either order."""
    given, families = _sounds(one)
    for first in given:
        for last in families:
            yield (first, last) if first < last else (last, first)


def _beginnings(one: Traits) -> Iterator[tuple[str, str]]:
    """One name whole and the first letters of the other, in either order: a slip may stand behind them."""
    for first in one.first:
        for last in one.last:
            if len(first) > 1 and len(last) > 1:
                yield first[:3], last
                yield last, first[:3]
                yield last[:3], first
                yield first, last[:3]


def _near(one: Traits) -> Iterator[tuple[str, ...]]:
    """One name by its sound with the ZIP code or the street, and the other's initial or the house number."""
    number, name, _flat = one.street
    street, area = name[:4], one.postal_code[:2]
    given, families = _sounds(one)
    for sounds, initials in ((given, one.last), (families, one.first)):
        others = {word[0] for word in initials} or {""}
        for heard in sounds:
            if street:
                yield heard, street, area, number
            for other in others:
                if street:
                    yield heard, street, other, area
                if one.postal_code:
                    yield heard, one.postal_code, other


def _homes(one: Traits) -> Iterator[tuple[str, ...]]:
    """House number and street."""
    number, name, _flat = one.street
    if number and name:
        yield number, name[:3], one.postal_code[:1]
    if number and one.postal_code:
        yield number, one.postal_code
    if name:
        yield name[:6], one.postal_code, one.city[:3], "".join(sorted(number))


def _initials(one: Traits) -> Iterator[tuple[str, ...]]:
    """One name whole with the other's initial."""
    for first in one.first:
        for last in one.last:
            yield first, last[:1], one.postal_code[:3]


def _abbreviated(people: Sequence[Traits]) -> Iterator[tuple[int, Hashable]]:
    """The keys by initials that somebody has whose family name is no more than one: they are few."""
    asked = {key for one in people if any(len(word) == 1 for word in one.last) for key in _initials(one)}
    return ((place, key) for place, one in enumerate(people) for key in _initials(one) if key in asked)


def _each(keys: Callable[[Traits], Iterator[Hashable]]) -> Family:
    """Every record by all of its keys."""
    return lambda people: ((place, key) for place, one in enumerate(people) for key in keys(one))


FAMILIES: tuple[Family, ...] = (
    *(_each(keys) for keys in (_points, _names, _beginnings, _near, _homes)),
    _abbreviated,
)
"""Ways two records of one person may meet; each lists the places of the records with their keys."""
