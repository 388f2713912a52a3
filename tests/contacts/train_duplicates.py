"""Learn anew what each sign of a duplicate weighs, and print it beside the table in use: `make train-duplicates`.

Logistic regression by Adagrad in plain Python, the same weights on every run. It learns from the organizing set, from
FEBRL 3 and from invented people, each weighted so that the organizing set counts most; a weight keeps the sign that
its meaning asks for (a same phone never speaks against). What a record lacks weighs nothing and is left out. First half
by half: the pairs of one half of the organizing set are told by weights that never saw it; then the table.

The table in crm/contacts/duplicates/weights.py holds such weights rounded to a tenth; a housemates' shared e-mail or
phone was set to nothing there, so that households are not asked about.
"""

from __future__ import annotations

import math
import random
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace

from crm.contacts.duplicates import Census
from crm.contacts.duplicates.blocking import pairs_of, unpacked
from crm.contacts.duplicates.evidence import observe
from crm.contacts.duplicates.record import prepare
from crm.contacts.duplicates.weights import ASK, CERTAIN, PLACE, PRIOR, RARITY, WEIGHTS
from tests.contacts.duplicate_sets import FOLDER, febrl, key_of, organizing
from tests.support.doubles import Doubles, Inventor

PASSES, RATE, SHRINK = 25, 0.3, 1e-5
SHARES = {"organizing": 2.0, "FEBRL 3": 0.6, "invented": 0.3}
NUMBERS = {"prior": PRIOR, "rarity": RARITY, "place bits": PLACE}
NEVER_LEARNED = ("missing", "language one", "place zip", "housemates: last other", "housemates: email same")
NEVER_BELOW = (" same", "rarity", "bits", "flat", "email box", "email close", "near", "turned", "in e-mail", "alike")
NEVER_ABOVE = (" other",)


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate pair: its signs with their amounts, whether it is one person, and how much it counts."""

    key: tuple[str, str]
    signs: tuple[tuple[str, float], ...]
    is_same: bool
    share: float


def main() -> int:
    """Print figures on halves not learned from, and the learned weights beside those in use."""
    if not FOLDER.exists():
        print(f"The example sets are not at {FOLDER}.", file=sys.stderr)
        return 1
    sets = {"organizing": organizing(), "FEBRL 3": febrl(3), "invented": Inventor(1).invent(1000)}
    examples = [one for name, made in sets.items() for one in examples_of(made, SHARES[name])]
    _by_halves(examples, len(sets["organizing"].same), set(sets["organizing"].lookalikes))
    learned = learn(examples)
    for sign in sorted({*learned, *WEIGHTS, *NUMBERS}):
        used = NUMBERS.get(sign, WEIGHTS.get(sign, 0.0))
        print(f"{sign:<34} {learned.get(sign, 0.0):6.2f}   in use {used:6.2f}")
    return 0


def examples_of(made: Doubles, share: float) -> list[Example]:
    """The candidate pairs of a set with their signs."""
    people = sorted((prepare(record) for record in made.records), key=lambda one: str(one.key))
    census = Census(people)
    examples = []
    for low, high in map(unpacked, pairs_of(people)):
        evidence = observe(people[low], people[high], census)
        key = key_of(str(people[low].key), str(people[high].key))
        numbers = (("prior", 1.0), ("rarity", evidence.rarity), ("place bits", evidence.place_bits))
        signs = [(sign, 1.0) for sign in evidence.signs if not any(part in sign for part in NEVER_LEARNED)]
        if "first missing" in evidence.signs:
            signs.append(("first missing", 1.0))
        examples.append(Example(key, (*numbers, *signs), key in made.same, share))
    return examples


def learn(examples: list[Example]) -> dict[str, float]:
    """The weights that tell these pairs best, each on the side its meaning asks for."""
    weights, squares = defaultdict[str, float](float), defaultdict[str, float](float)
    order, dice = list(examples), random.Random(5)
    for _pass in range(PASSES):
        dice.shuffle(order)
        for one in order:
            wrong = (_chance(weights, one) - one.is_same) * one.share
            for sign, amount in one.signs:
                slope = wrong * amount + SHRINK * weights[sign]
                squares[sign] += slope * slope
                weights[sign] = _on_its_side(sign, weights[sign] - RATE * slope / math.sqrt(squares[sign] + 1e-9))
    return dict(weights)


def _chance(weights: dict[str, float], one: Example) -> float:
    total = sum(weights[sign] * amount for sign, amount in one.signs)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _on_its_side(sign: str, weight: float) -> float:
    if any(part in sign for part in NEVER_BELOW):
        return max(weight, 0.0)
    return min(weight, 0.0) if sign.endswith(NEVER_ABOVE) else weight


def _by_halves(examples: list[Example], total: int, lookalikes: set[tuple[str, str]]) -> None:
    found = sure = right = sure_right = joined = 0
    for half in (0, 1):
        unseen = [one for one in examples if one.share == SHARES["organizing"] and _half(one) == half]
        hidden = {one.key for one in unseen}
        seen = [one for one in examples if one.key not in hidden]
        # The half that is left counts as much as the whole does otherwise.
        weights = defaultdict(float, learn([_twice(one) if one.share == SHARES["organizing"] else one for one in seen]))
        for one in unseen:
            total_weight = sum(weights[sign] * amount for sign, amount in one.signs)
            found += total_weight >= ASK
            right += total_weight >= ASK and one.is_same
            sure += total_weight >= CERTAIN
            sure_right += total_weight >= CERTAIN and one.is_same
            joined += total_weight >= CERTAIN and one.key in lookalikes
    print(
        f"organizing, half by half, before clusters: F1 {2 * right / (found + total):.3f}; certain: precision "
        f"{sure_right / sure:.4f}, recall {sure_right / total:.3f}, {joined} lookalikes joined"
    )


def _twice(one: Example) -> Example:
    return replace(one, share=2 * one.share)


def _half(one: Example) -> int:
    return zlib.crc32(one.key[0].encode()) % 2


if __name__ == "__main__":
    sys.exit(main())
