"""Simulated seasons of organizations: actions whose people come by chance, better or worse together than chance alone."""

from __future__ import annotations

import random
from statistics import NormalDist

from crm.turnout.expecting import PRIORS, Outcome, expect, learn

KINDS = {"house_meeting": 1.0, "webinar": 0.75, "public_comment": 1.2}
"""Kinds of action, and how much surer or less sure people come to them."""


def season(rng: random.Random, actions: int) -> list[Outcome]:
    """The actions of one organization, whose true rates, walk-ins and season effect it does not know."""
    rates = {status: prior * rng.uniform(0.65, 1.3) for status, prior in PRIORS.items()}
    effect, walk_ins, together = rng.uniform(0.02, 0.12), rng.choice([0.0, 0.05, 0.15]), rng.random() < 0.5
    return [_action(rng, rng.choice(list(KINDS)), rates, effect, walk_ins, together) for _ in range(actions)]


def _action(
    rng: random.Random, kind: str, rates: dict[str, float], effect: float, walk_ins: float, together: bool
) -> Outcome:
    people = {"confirmed": rng.randint(0, 60), "yes": rng.randint(5, 120), "maybe": rng.randint(0, 40)}
    people["invited"] = rng.randint(0, 200)
    mood = NormalDist().inv_cdf(rng.random())
    counts = {}
    for status, number in people.items():
        mean = min(rates[status] * KINDS[kind], 0.95)
        if together:
            chance = min(max(mean + mood * (effect * mean * (1 - mean)) ** 0.5, 0), 1)
        else:
            size = (1 - effect) / effect
            chance = rng.betavariate(mean * size, (1 - mean) * size)
        counts[status] = (number, sum(rng.random() < chance for _ in range(number)))
    came = sum(here for _number, here in counts.values())
    return Outcome(kind, counts, sum(rng.random() < walk_ins for _ in range(came)))


def held(rng: random.Random, organizations: int, actions: int, first: int) -> tuple[float, float]:
    """In how many of the forecasts, each from the actions before, the range held what came; and the mean error over people."""
    inside = total = 0
    off = people = 0.0
    for _ in range(organizations):
        history = season(rng, actions)
        for place in range(first, actions):
            one = history[place]
            counts = {status: number for status, (number, _came) in one.counts.items()}
            guess = expect(counts, learn(history[:place], one.kind))
            inside += guess.low <= one.came <= guess.high
            off, people, total = off + guess.expected - one.came, people + one.came, total + 1
    return inside / total, off / people
