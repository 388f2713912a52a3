"""How alike two records are, whether that is certain, and why, in words."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import exp

from crm.contacts.duplicates.blocking import pairs_of, unpacked
from crm.contacts.duplicates.census import Census
from crm.contacts.duplicates.clusters import group
from crm.contacts.duplicates.evidence import Evidence, observe, observe_likely
from crm.contacts.duplicates.names import AGREEING
from crm.contacts.duplicates.record import Record, Traits, prepare
from crm.contacts.duplicates.weights import ASK, CERTAIN, LINK, PLACE, PRIOR, RARITY, WEIGHTS
from crm.contacts.duplicates.wording import BY_A_THIRD, reasons_of

TIES = frozenset({"email same", "phone same", "street same", "street flat", "street near"})
"""At least one of these besides the names, or two records are never joined without asking."""
APART = frozenset({"generation other", "generation one", "middle other", "last other", "last shared"})
"""Any of these, and two records are never joined without asking."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records are one person (0 to 1), whether they would be joined without asking, and why."""

    score: float
    is_certain: bool
    reasons: tuple[str, ...]

    @property
    def is_worth_asking(self) -> bool:
        """Whether the two are as likely one person as two."""
        return self.score >= chance(ASK)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records by their keys, the lower first, and how alike they are."""

    one: int | str
    other: int | str
    likeness: Likeness


def compare(one: Record, other: Record, census: Census | None = None) -> Likeness:
    """How alike two records are among the people of a census; the order of the two does not matter."""
    ours, theirs = sorted((prepare(one), prepare(other)), key=_place)
    return liken(ours, theirs, census or Census((ours, theirs)))


def likeliest(record: Record, known: Iterable[Record], census: Census) -> list[tuple[int | str, Likeness]]:
    """The keys of the known records with their likeness to one, the likeliest first."""
    found = [(one.key, compare(record, one, census)) for one in known]
    return sorted(found, key=lambda each: -each[1].score)


def liken(one: Traits, other: Traits, census: Census) -> Likeness:
    """Like `compare`, of records made comparable."""
    evidence = observe(one, other, census)
    weight = weigh(evidence)
    return Likeness(round(chance(weight), 4), _is_certain(evidence, weight), reasons_of(evidence))


def weigh(evidence: Evidence) -> float:
    """The natural log-odds that the two are one person."""
    total = PRIOR + RARITY * evidence.rarity + PLACE * evidence.place_bits
    for sign in evidence.signs:
        total += WEIGHTS.get(sign, 0.0)
    return total


def chance(weight: float) -> float:
    """Log-odds as a chance between 0 and 1."""
    return 1.0 / (1.0 + exp(-weight))


def _is_certain(evidence: Evidence, weight: float) -> bool:
    signs = set(evidence.signs)
    return weight >= CERTAIN and evidence.first.level in AGREEING and bool(TIES & signs) and not APART & signs


def find_pairs(records: Iterable[Record]) -> Iterator[Pair]:
    """Every pair of the records that is worth asking about, with all pairs of each cluster; each once."""
    with _uncollected():
        people = sorted(map(prepare, records), key=_place)
        census = Census(people)
        pairs = pairs_of(people)
    links: list[tuple[int, int]] = []
    met: set[tuple[int, int]] = set()
    for packed in pairs:
        low, high = unpacked(packed)
        evidence = observe_likely(people[low], people[high], census)
        if evidence is None or (weight := weigh(evidence)) < ASK:
            continue
        met.add((low, high))
        if weight >= LINK:
            links.append((low, high))
        likeness = Likeness(round(chance(weight), 4), _is_certain(evidence, weight), reasons_of(evidence))
        yield Pair(people[low].key, people[high].key, likeness)
    for low, high in group(links):
        if (low, high) not in met:
            one, other = people[low], people[high]
            yield Pair(one.key, other.key, _by_a_third(one, other, census))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Inside, Python does not look for rings of things that hold each other: of the millions made here none do."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _by_a_third(one: Traits, other: Traits, census: Census) -> Likeness:
    """The likeness of two that are one only if a third record is the same as both."""
    likeness = liken(one, other, census)
    return Likeness(max(likeness.score, chance(ASK)), False, (*likeness.reasons, BY_A_THIRD))


def _place(one: Traits) -> tuple[str, int | str]:
    return (type(one.key).__name__, one.key)
