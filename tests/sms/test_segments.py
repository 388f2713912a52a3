"""The size of a text, what makes it dear, and how it is mended."""

import json
import unicodedata
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.sms.segments import GSM_BASIC, GSM_EXTENDED, Segments, costly_characters, measure, mend

VECTORS = json.loads((Path(__file__).parent / "data" / "segments_examples.json").read_text(encoding="utf-8"))["vectors"]
GSM_TEXT = st.text(alphabet=sorted(GSM_BASIC | GSM_EXTENDED))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments("GSM-7", 0, 0)),
        ("a" * 160, Segments("GSM-7", 160, 1)),
        ("a" * 161, Segments("GSM-7", 161, 2)),
        ("a" * 306, Segments("GSM-7", 306, 2)),
        ("a" * 307, Segments("GSM-7", 307, 3)),
        ("|" * 80, Segments("GSM-7", 160, 1)),
        ("|" * 81, Segments("GSM-7", 162, 2)),
        ("ñ" * 150, Segments("GSM-7", 150, 1)),
        ("€10 [ok]", Segments("GSM-7", 11, 1)),
        ("Line one\nLine two", Segments("GSM-7", 17, 1)),
        ("La reunión", Segments("UCS-2", 10, 1)),
        ("Don’t miss it", Segments("UCS-2", 13, 1)),
        ("ó" * 134, Segments("UCS-2", 134, 2)),
        ("ó" * 135, Segments("UCS-2", 135, 3)),
        ("🚀" * 35, Segments("UCS-2", 70, 1)),
        ("🚀" * 36, Segments("UCS-2", 72, 2)),
    ],
)
def test_known_sizes(text: str, expected: Segments) -> None:
    assert measure(text) == expected


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["name"]))
def test_vectors(vector: dict[str, Any]) -> None:
    text = mend(vector["text"]) if vector.get("smart_encoded") else vector["text"]
    assert text == vector.get("encoded_text", text)
    size = measure(text)
    assert (size.encoding, size.units) == (vector["encoding"], vector["units"])
    assert size.segments in vector.get("accept_segments", [vector["segments"]])


def test_an_escape_pair_is_not_split_over_two_parts() -> None:
    dividing_would_say_two = "a" * 152 + "|" + "a" * 152
    assert ceil(measure(dividing_would_say_two).units / 153) == 2
    assert measure(dividing_would_say_two).segments == 3


def test_a_surrogate_pair_is_not_split_over_two_parts() -> None:
    dividing_would_say_two = "ó" * 66 + "🚀" + "ó" * 66
    assert measure(dividing_would_say_two) == Segments("UCS-2", 134, 3)


def test_mend_gives_back_the_plain_form_and_keeps_accents() -> None:
    assert mend("Don’t miss “Budgets 101” – Thursday…") == 'Don\'t miss "Budgets 101" - Thursday...'
    assert mend("Reunión “mañana”") == 'Reunión "mañana"'
    assert mend("man\u0303ana") == "mañana"
    assert mend("6\u00a0pm\u200b 👩‍👧") == "6 pm 👩‍👧"


def test_costly_characters_are_named_counted_and_given_a_way_out() -> None:
    found = costly_characters("Don’t wait, it’s María — 🚀")
    assert [(c.character, c.replacement, c.count) for c in found] == [
        ("’", "'", 2), ("í", None, 1), ("—", "-", 1), ("🚀", None, 1),
    ]  # fmt: skip
    assert found[0].name == "RIGHT SINGLE QUOTATION MARK"


def test_a_loose_tilde_is_costly_and_mendable() -> None:
    (found,) = costly_characters("man\u0303ana")
    assert (found.character, found.replacement) == ("n\u0303", "ñ")
    assert measure("man\u0303ana").encoding == "UCS-2"
    assert measure(mend("man\u0303ana")).encoding == "GSM-7"


@given(st.text())
def test_costly_characters_and_the_encoding_tell_the_same_story(text: str) -> None:
    assert (measure(text).encoding == "GSM-7") == (costly_characters(text) == [])


@given(st.text())
def test_mending_twice_changes_nothing_more_and_never_worsens(text: str) -> None:
    mended = mend(text)
    assert mend(mended) == mended
    assert measure(text).encoding == "UCS-2" or measure(mended).encoding == "GSM-7"


@given(st.text())
def test_mending_touches_no_letter(text: str) -> None:
    def letters(words: str) -> list[str]:
        kept = unicodedata.normalize("NFC", words)
        return [c for c in kept if unicodedata.category(c) in {"Ll", "Lu", "Lo"} and ord(c) > 127]

    assert letters(mend(text)) == letters(text)


@given(GSM_TEXT)
def test_parts_lie_between_the_bounds_of_their_capacity(text: str) -> None:
    size = measure(text)
    assert size.encoding == "GSM-7"
    assert size.segments >= ceil(size.units / 160)
    assert size.segments <= max(1, ceil(size.units / 152))
