"""Finding a person among a hundred thousand and a million: wall milliseconds a question, and how they grow.

Two crowds: names of which few are common, and a hundred names for everybody. A million people are asked for by
`make bench ARGS=search SEARCH_PEOPLE=1000000` (some minutes).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

from crm.contacts.queries import search
from crm.core.database import db, reading_only
from crm.core.scope import in_organization
from tests.benchmarks.bench_import import FIRST, LAST
from tests.benchmarks.ground import DATABASES, application, percentile, time_each
from tests.benchmarks.multitude import Names, Somebody, gather, many_names

PEOPLE = 100_000
MORE = int(os.environ.get("SEARCH_PEOPLE", "0"))
QUESTIONS, TARGET_MS, MOST_GROWTH = 60, 50, 1.5
Question = Callable[[Somebody, random.Random], str]


def few_names() -> Names:
    """A hundred names for everybody."""
    return ((FIRST[n % len(FIRST)], LAST[n // len(FIRST) % len(LAST)]) for n in count())


def _slip(word: str, dice: random.Random) -> str:
    """A word with two neighbouring letters swapped, or one left out."""
    at = dice.randrange(max(1, len(word) - 1))
    return (
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
        if dice.random() < 0.5
        else word[:at] + word[at + 1 :]
    )


KINDS: dict[str, Question] = {
    "two letters": lambda one, _dice: one.last[:2],
    "beginning": lambda one, _dice: one.last[:4],
    "one word": lambda one, _dice: one.first,
    "whole name": lambda one, _dice: f"{one.first} {one.last}",
    "parts": lambda one, _dice: f"{one.last[:4]} {one.first[:3]}",
    "common": lambda _one, dice: (
        f"{dice.choice(('maria', 'jose', 'jamal', 'james'))} {dice.choice(('garcia', 'john', 'washington', 'cruz'))}"
    ),
    "one slip": lambda one, dice: _slip(one.last.split()[0], dice),
    "two slips": lambda one, dice: f"{_slip(one.first, dice)} {_slip(one.last.split()[0], dice)}",
    "short name": lambda one, dice: f"{dice.choice(('lupe', 'pepe', 'maite', 'jimmy'))} {one.last[:3]}",
    "end of number": lambda one, _dice: one.phone[-4:] or "0155",
    "number": lambda one, _dice: f"({one.phone[2:5]}) {one.phone[5:8]}-{one.phone[8:]}" if one.phone else "555",
    "e-mail": lambda one, _dice: one.email[:9] or "p12@",
    "nobody": lambda one, _dice: f"{one.first} Zzyzx",
}


def main() -> None:
    """Print p50 and p95 of each kind of question on each database, and the growth to more people if asked for."""
    crowds: tuple[tuple[str, Callable[[], Names]], ...] = (("many names", many_names), ("few names", few_names))
    for database in DATABASES:
        for crowd, names in crowds:
            before = _measure(database, crowd, names(), PEOPLE, {})
            if MORE:
                _measure(database, crowd, names(), MORE, before)


def _measure(database: str, crowd: str, names: Names, people: int, before: dict[str, float]) -> dict[str, float]:
    with application(database):
        organization, shown = gather(names, people)
        print(f"search, {crowd}, {people:,} people, {database}", flush=True)
        with in_organization(organization.id), reading_only():
            slow = {kind: _ask(kind, question, shown, before) for kind, question in KINDS.items()}
            db.session.rollback()
    every = sorted(slow.values())
    print(f"  worst kind p95 {every[-1]:.1f} ms", flush=True)
    return slow


def _ask(kind: str, question: Question, shown: list[Somebody], before: dict[str, float]) -> float:
    dice = random.Random(5)
    texts = [question(dice.choice(shown), dice) for _ in range(QUESTIONS)]
    time_each(_calls(texts[:5]))
    times = time_each(_calls(texts))
    slow = percentile(times, 0.95)
    growth = f", {slow / before[kind]:.2f} times" if kind in before else ""
    verdict = f"  above {TARGET_MS}" if slow >= TARGET_MS else ""
    print(f"  {kind:<14} p50 {percentile(times, 0.5):6.1f} ms, p95 {slow:6.1f} ms{growth}{verdict}", flush=True)
    return slow


def _calls(texts: list[str]) -> Iterator[Callable[[], object]]:
    for text in texts:
        yield partial(search, text)
        db.session.expunge_all()
