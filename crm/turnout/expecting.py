"""How many will come, learned from how earlier actions turned out: shrunk towards the field's figures while there are few.

Each status (confirmed, yes, maybe, invited) has a show rate with a Beta prior of strength 20 (PRODUCT, Turnout planner); the
rates of all actions are shrunk towards the priors, those of a kind of action towards all. Whole actions go better or worse
than their people would by chance (weather, a rival date): that season effect is a beta-binomial's, its size learned too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

PRIORS = {"confirmed": 0.75, "yes": 0.50, "maybe": 0.20, "invited": 0.03}
"""Who comes of each status where nothing is known yet (PRODUCT, Turnout planner)."""
STRENGTH = 20.0
"""How many people a prior is worth, and how many all actions are worth against those of one kind."""
SEASON, SEASON_STRENGTH = 0.05, 3.0
"""The correlation between people of one action where nothing is known yet, and how many actions that is worth."""
SEASON_RANGE = (0.001, 0.5)
WALK_IN_STRENGTH = 30.0
"""How many expected people the rate of walk-ins without history (none) is worth."""
NORMAL_80 = 1.2816
ROUNDS = 3
"""How often the season is learned anew from what it makes of the rates; it moves little after the second time."""
FREEDOM = 8.0
"""How much surer than nothing the size of the season effect is at first, in actions."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one earlier action turned out: people and those of them who came, by status; and who came unannounced."""

    kind: str
    counts: Mapping[str, tuple[int, int]]
    walk_ins: int = 0

    @property
    def came(self) -> int:
        """Everybody who came."""
        return self.walk_ins + sum(came for _people, came in self.counts.values())


@dataclass(frozen=True, slots=True)
class Rate:
    """A show rate and how many people it rests on, priors included."""

    mean: float
    weight: float


@dataclass(frozen=True, slots=True)
class Rates:
    """What was learned for one kind of action: the rate of each status, walk-ins for each expected person, the season."""

    by_status: Mapping[str, Rate]
    walk_in_share: float
    season: float
    actions: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many are expected, and the range that holds four outcomes of five."""

    expected: float
    low: int
    high: int


def learn(history: Sequence[Outcome], kind: str) -> Rates:
    """The rates for a kind of action from how earlier ones turned out."""
    return learn_all(history, kind)[kind]


def learn_all(history: Sequence[Outcome], *kinds: str) -> dict[str, Rates]:
    """The rates of every kind of action there was, and of these kinds, from how earlier actions turned out."""
    season = SEASON
    for _ in range(ROUNDS):
        season = _season(history, season)
    return _learned(history, season, *kinds)


def expect(counts: Mapping[str, int], rates: Rates) -> Expectation:
    """How many of these people will come, with walk-ins; an 80 % range that knows of the season and of few data."""
    known = {status: number for status, number in counts.items() if status in rates.by_status}
    guess = _guess(known, rates.by_status, rates.walk_in_share)
    spread = sqrt(guess.chance + rates.season * guess.beyond + guess.unsure)
    wide = NORMAL_80 * (1 + 0.66 / (FREEDOM + rates.actions)) * spread
    most = sum(known.values()) + ceil(2 * guess.expected * rates.walk_in_share)
    low = min(max(round(guess.expected - wide + 0.5), 0), round(guess.expected))
    high = max(min(round(guess.expected + wide - 0.5), most), round(guess.expected))
    return Expectation(guess.expected, low, high)


def more_needed(goal: int, expected: float, rates: Rates) -> int:
    """How many more yeses it takes until the goal is expected."""
    each = rates.by_status["yes"].mean * (1 + rates.walk_in_share)
    return max(ceil((goal - expected) / each - 1e-9), 0)


@dataclass(frozen=True, slots=True)
class _Guess:
    """How many are expected, and the variance of it: by chance, by a season of size 1 beyond that, by unsure rates."""

    expected: float
    chance: float
    beyond: float
    unsure: float


def _guess(counts: Mapping[str, int], by_status: Mapping[str, Rate], share: float) -> _Guess:
    means = [(number, by_status[status]) for status, number in counts.items()]
    announced = sum(number * rate.mean for number, rate in means)
    chance = sum(number * _variance(rate.mean) for number, rate in means)
    together = sum(number * sqrt(_variance(rate.mean)) for number, rate in means) ** 2
    unsure = sum(number * sqrt(_variance(rate.mean) / (rate.weight + 1)) for number, rate in means) ** 2
    return _Guess(announced * (1 + share), chance + announced * share, max(together - chance, 0.0), unsure)


def _learned(history: Sequence[Outcome], season: float, *kinds: str) -> dict[str, Rates]:
    """The rates of every kind of action there was, and of `kinds`."""
    overall = {s: _shrunk(history, s, Rate(prior, STRENGTH), season) for s, prior in PRIORS.items()}
    share = _walk_in_share(history, 0.0)
    learned: dict[str, Rates] = {}
    for kind in {*kinds, *(one.kind for one in history)}:
        ours = [one for one in history if one.kind == kind]
        by_status = {s: _shrunk(ours, s, Rate(overall[s].mean, STRENGTH), season) for s in PRIORS}
        learned[kind] = Rates(by_status, _walk_in_share(ours, share), season, len(history))
    return learned


def _shrunk(history: Sequence[Outcome], status: str, prior: Rate, season: float) -> Rate:
    """The rate of a status: the prior's people and those of each action, whose common season makes them count for fewer."""
    came, weight = prior.mean * prior.weight, prior.weight
    for one in history:
        people, here = one.counts.get(status, (0, 0))
        if people:
            counts_for = _counts_for(people, season)
            came, weight = came + here / people * counts_for, weight + counts_for
    return Rate(came / weight, weight)


def _counts_for(people: int, season: float) -> float:
    """How many independent people the people of one action are worth."""
    return people / (1 + (people - 1) * season)


def _walk_in_share(history: Sequence[Outcome], prior: float) -> float:
    walk_ins = sum(one.walk_ins for one in history)
    announced = sum(one.came - one.walk_ins for one in history)
    return (prior * WALK_IN_STRENGTH + walk_ins) / (WALK_IN_STRENGTH + announced)


def _season(history: Sequence[Outcome], season: float) -> float:
    """The season effect that explains how far each action was off what the others foretold, beyond chance and few data."""
    learned = _learned(history, season)
    weighed, weights = SEASON * SEASON_STRENGTH, SEASON_STRENGTH
    for one in history:
        rates = learned[one.kind]
        counts = {status: people for status, (people, _came) in one.counts.items() if status in PRIORS}
        guess = _guess(counts, _without(rates.by_status, one, season), rates.walk_in_share)
        if guess.beyond <= 0:
            continue
        other = guess.chance + guess.unsure
        weight = (season * guess.beyond / (other + season * guess.beyond)) ** 2
        weighed += ((one.came - guess.expected) ** 2 - other) / guess.beyond * weight
        weights += weight
    return min(max(weighed / weights, SEASON_RANGE[0]), SEASON_RANGE[1])


def _without(by_status: Mapping[str, Rate], one: Outcome, season: float) -> dict[str, Rate]:
    """The rates as they were without one action."""
    left: dict[str, Rate] = {}
    for status, rate in by_status.items():
        people, came = one.counts.get(status, (0, 0))
        counts_for = _counts_for(people, season) if people else 0.0
        weight = rate.weight - counts_for
        left[status] = Rate((rate.mean * rate.weight - came / (people or 1) * counts_for) / weight, weight)
    return left


def _variance(mean: float) -> float:
    """Of one person who comes with this chance."""
    return max(mean * (1 - mean), 0.0)
