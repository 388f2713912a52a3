"""The forecast's sums: its range holds what it says, and it learns from what happened."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.turnout.expecting import PRIORS, Outcome, expect, learn, more_needed
from tests.turnout.seasons import held

COUNTS = st.fixed_dictionaries({status: st.integers(0, 400) for status in PRIORS})


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """How some action turned out, any way it can."""
    counts = {}
    for status in PRIORS:
        people = draw(st.integers(0, 150))
        counts[status] = (people, draw(st.integers(0, people)))
    return Outcome(draw(st.sampled_from(["webinar", "assembly"])), counts, draw(st.integers(0, 50)))


def test_without_history_the_fields_figures_stand() -> None:
    rates = learn([], "webinar")
    assert {status: rate.mean for status, rate in rates.by_status.items()} == pytest.approx(PRIORS)
    guess = expect({"yes": 96}, rates)
    assert guess.expected == 48 and 25 < guess.low < 40 < 56 < guess.high < 72
    assert more_needed(150, 71.0, rates) == 158


def test_a_kind_is_learned_beside_all_others() -> None:
    history = [Outcome("webinar", {"yes": (60, 15)}) for _ in range(8)]
    history += [Outcome("assembly", {"yes": (60, 48)}) for _ in range(8)]
    webinar, assembly, unknown = (
        learn(history, kind).by_status["yes"].mean for kind in ("webinar", "assembly", "rally")
    )
    assert 0.25 < webinar < 0.38 < 0.42 < unknown < 0.6 < 0.68 < assembly < 0.8
    wide, narrow = expect({"yes": 100}, learn([], "webinar")), expect({"yes": 100}, learn(history, "webinar"))
    assert narrow.high - narrow.low < wide.high - wide.low


def test_who_comes_unannounced_is_expected_too() -> None:
    history = [Outcome("webinar", {"yes": (50, 25)}, walk_ins=10) for _ in range(20)]
    assert expect({"yes": 50}, learn(history, "webinar")).expected == pytest.approx(34.6, abs=1.5)


@given(st.lists(outcomes(), max_size=6), COUNTS)
@settings(max_examples=60, deadline=None)
def test_the_range_is_sound_whatever_happened(history: list[Outcome], counts: dict[str, int]) -> None:
    rates = learn(history, "webinar")
    guess, more = expect(counts, rates), expect(counts | {"yes": counts["yes"] + 1}, rates)
    assert 0 <= guess.low <= round(guess.expected) <= guess.high
    assert more.expected > guess.expected
    needed = more_needed(500, guess.expected, rates)
    enough = expect(counts | {"yes": counts["yes"] + needed}, rates)
    assert enough.expected >= 500 - 1e-6


def test_the_range_holds_four_outcomes_of_five() -> None:
    share, bias = held(random.Random(7), organizations=60, actions=16, first=6)
    assert 0.75 <= share <= 0.85 and abs(bias) < 0.05, (share, bias)


@pytest.mark.long
@pytest.mark.parametrize(("actions", "first"), [(8, 2), (24, 8), (60, 40)])
def test_the_range_holds_over_many_seasons(actions: int, first: int) -> None:
    share, bias = held(random.Random(actions), organizations=400, actions=actions, first=first)
    print(f"{first} to {actions} earlier actions: {share:.1%} within the range, {bias:+.1%} off in all")
    assert 0.75 <= share <= 0.85 and abs(bias) < 0.05
