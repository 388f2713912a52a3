"""The second reader of replies: its weights fit its features, it is quick and steady, and the rules keep the
last word where they are sure."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.sms.replies import Intent, Reply, classify
from crm.sms.replies.decision import DENIED, DOUBTFUL, SURE, by_rules, joined, own_reading
from crm.sms.replies.learned import MODEL_FILE, feature_fingerprint, model, packed, request_to_stop
from crm.sms.replies.learned_features import BUCKETS, features
from crm.sms.replies.reading import read


def test_the_weights_were_made_for_these_features() -> None:
    assert model().fingerprint == feature_fingerprint(), "run: make train-replies"
    assert MODEL_FILE.stat().st_size <= 80_000


def test_weights_survive_packing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = [0.0] * BUCKETS
    weights[5], weights[9] = 2.0, -1.0
    path = tmp_path / "learned.bin"
    path.write_bytes(packed(weights, 0.25))
    monkeypatch.setattr("crm.sms.replies.learned.MODEL_FILE", path)
    read_back = model.__wrapped__()
    assert read_back.intercept == 0.25
    assert read_back.weights[5] * read_back.step == pytest.approx(2.0)
    assert read_back.weights[9] * read_back.step == pytest.approx(-1.0, abs=0.01)


def test_a_file_cut_short_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.sms.replies.learned.BUCKETS", BUCKETS * 2)
    with pytest.raises(ValueError, match="make train-replies"):
        model.__wrapped__()


def test_a_text_has_the_same_chance_in_every_process() -> None:
    program = "from crm.sms.replies.reading import read; from crm.sms.replies.learned import request_to_stop as r;"
    program += "print(repr(r(read('enough of these messages please'))))"
    said = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@given(st.text())
def test_any_text_has_a_chance(text: str) -> None:
    assert 0.0 <= request_to_stop(read(text)) <= 1.0


def test_a_text_is_read_in_a_millisecond() -> None:
    spoken = read("can yall take my number out of whatever this is, I never asked for it")
    request_to_stop(spoken)
    started = time.process_time()
    for _ in range(200):
        request_to_stop(spoken)
    assert (time.process_time() - started) / 200 < 0.001
    started = time.process_time()
    classify("leave me be " * 9_000)
    assert time.process_time() - started < 1.0


def test_an_endless_text_has_no_more_features_than_its_beginning() -> None:
    assert features(read("a b c " * 20_000)) == features(read("a b c " * 1_000))


def test_the_readers_together_hear_what_the_rules_miss() -> None:
    spoken = own_reading("we are full up on outreach over here")
    assert joined(spoken, Reply(Intent.OTHER), SURE) == Reply(Intent.STOP, suppress=True)
    assert joined(spoken, Reply(Intent.HOSTILE), SURE) == Reply(Intent.HOSTILE, suppress=True)
    assert joined(spoken, Reply(Intent.OTHER), SURE - 0.01) == Reply(Intent.OTHER, hold=True)
    assert joined(spoken, Reply(Intent.OTHER), DOUBTFUL - 0.01) == Reply(Intent.OTHER)
    assert joined(own_reading("no soi esa persona"), Reply(Intent.OTHER), SURE) == Reply(
        Intent.WRONG_NUMBER, suppress=True
    )


def test_a_wish_that_the_second_reader_doubts_is_held() -> None:
    spoken = own_reading("we are full up on outreach over here")
    assert joined(spoken, Reply(Intent.STOP, suppress=True), DENIED / 2) == Reply(Intent.STOP, hold=True)
    assert joined(spoken, Reply(Intent.STOP, suppress=True), DENIED) == Reply(Intent.STOP, suppress=True)
    assert joined(spoken, Reply(Intent.OTHER, hold=True), 1.0) == Reply(Intent.OTHER, hold=True)


@pytest.mark.parametrize(
    "text",
    [
        "STOP", "cancelar", "Liked “See you at 6! Text STOP to opt out”", "🛑", "", "I am out of the office",
        "no me quiten de la lista", "I would never unsubscribe", "quiero recibir sus mensajes",
    ],
)  # fmt: skip
@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_what_the_rules_are_sure_of_no_chance_overrules(text: str, chance: float) -> None:
    spoken = own_reading(text)
    rules = by_rules(spoken)
    assert joined(spoken, rules, chance).suppress == rules.suppress
