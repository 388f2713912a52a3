"""What becomes of a phone cell: the number in E.164, both numbers, or none, and how a number is shown."""

import csv
import random
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.core.phones import format_national, mask, normalize, normalize_all

CELLS = Path(__file__).parent / "data" / "phones_expected.csv"


def expected_cells() -> list[tuple[str, list[str]]]:
    """Read the cells that have one right answer."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        rows = [(row["cell"], row["expected"]) for row in csv.DictReader(file) if row["expected"]]
    return [(cell, [] if expected == "INVALID" else expected.split("|")) for cell, expected in rows]


@pytest.mark.parametrize(("cell", "expected"), expected_cells())
def test_example_cells(cell: str, expected: list[str]) -> None:
    assert normalize_all(cell) == expected
    assert normalize(cell) == (expected[0] if expected else None)


@pytest.mark.parametrize(
    "cell",
    [
        "cell: 303-555-0123", "303-555-0123 ☎️", "3️⃣0️⃣3️⃣-555-0123", "１-303-555-0123",
        "[303] 555-0123", "303•555•0123",
        "303—555—0123", "(303 555-0123", "303 555 01 23", "+ 1 303 555 0123", "1.3035550123E10",
        "13035550123.0",
        "call 303-555-0123 after 5", "303-555-0123, Denver 80204", "80204 303-555-0123",
        "303-555-0123 / 0199",
        "jo@example.org 303-555-0123", "03/15/1985 303-555-0123", "https://wa.me/13035550123",
        "001 303 555 0123",
        "1.30356E+10 / 303-555-0123", "\u202a303-555-0123\u202c", "=\"13035550123\"", "3035550123;ext=7",
        "303 555 0123", "call after 5:30 pm 303-555-0123", "303-555-0123 (2nd choice)", "011-1-303-555-0123",
        "303-555-0123 extensión 45", "sms:+13035550123", "3035550123cell", "casa: 303 555 0123", "303-555-0123 or 720-555-019",
    ],
)  # fmt: skip
def test_a_number_is_found_in_what_people_type_around_it(cell: str) -> None:
    assert normalize(cell) == "+13035550123"


@pytest.mark.parametrize(
    "cell",
    [
        None, "", "   ", "Jane Doe", "n/a", "80204", "80204-1234", "2024-03-15", "2024-03-15 10:30",
        "03/15/1985",
        "15.03.1985", "192.168.100.100", "a3035550123@example.org", "3.03555012E9", "1,30356E+10", "5E5",
        "0412 345 678",
        "52 222 123 4567", "20 7946 0018", "303-555-0123-4", "+303 555 0123", "30355501237205550199",
        "911", "📵", "+",
        "https://example.org/3035550123", "$20",
    ],
)  # fmt: skip
def test_no_number_is_made_of_what_is_none(cell: str | None) -> None:
    assert normalize(cell) is None
    assert normalize_all(cell) == []


@pytest.mark.parametrize(
    "cell",
    [
        "303 555 0123 / 720 555 0199", "(303) 555-0123 (720) 555-0199", "+13035550123+17205550199",
        "3035550123 7205550199",
        "303-555-0123 (h) 720-555-0199 (w)", "303-555-0123\n720-555-0199", "3035550123;7205550199",
        "303-555-0123, 7205550199",
        "+1 303 555 0123 720 555 0199", "303-555-0123 y 720-555-0199",
        "303-555-0123 or 303-555-0123 or 720-555-0199",
    ],
)  # fmt: skip
def test_two_numbers_are_two(cell: str) -> None:
    assert normalize_all(cell) == ["+13035550123", "+17205550199"]


def test_the_region_says_whose_national_numbers_they_are() -> None:
    assert normalize("020 7946 0018", "GB") == "+442079460018"
    assert normalize("020 7946 0018") is None
    assert normalize("416-555-0123", "CA") == "+14165550123"
    assert normalize("303-555-0123", "no such region") is None


def test_a_cell_without_end_is_read_only_at_its_beginning() -> None:
    assert normalize("303-555-0123 " + "9" * 1_000_000) is None
    assert normalize("303-555-0123 " + "x" * 1_000_000) == "+13035550123"
    assert normalize("x" * 1_000_000 + "303-555-0123") is None


def test_the_fast_path_agrees_with_phonenumbers_in_every_area_code() -> None:
    chance = random.Random(1619)
    for area in range(200, 1000):
        for exchange in (chance.randrange(1000) for _ in range(6)):
            digits = f"{area}{exchange:03d}{chance.randrange(10_000):04d}"
            number = phonenumbers.PhoneNumber(country_code=1, national_number=int(digits))
            expected = f"+1{digits}" if phonenumbers.is_valid_number(number) else None
            assert normalize(digits) == expected, digits
            assert normalize(f"+1 {digits}") == expected, digits


@given(st.text() | st.text(alphabet="0123456789+-() ./,;xeE'=\"\u00a0٣０"), st.sampled_from(["US", "MX", "CA"]))
def test_nothing_raises_and_whatever_comes_out_is_valid(cell: str, region: str) -> None:
    for number in normalize_all(cell, region):
        assert phonenumbers.is_valid_number(phonenumbers.parse(number, None))
        assert normalize(number) == number


@given(st.text(), st.text())
def test_the_first_of_all_is_the_one(cell: str, more: str) -> None:
    numbers = normalize_all(cell + "303-555-0123" + more)
    assert normalize(cell + "303-555-0123" + more) == (numbers[0] if numbers else None)


def test_numbers_on_screens() -> None:
    assert format_national("+13035550123") == "(303) 555-0123"
    assert format_national("+525512345678") == "+52 55 1234 5678"
    assert format_national("not a number") == "not a number"
    assert mask("+13035550123") == "•••0123"
    assert mask("0123") == "•••"


@pytest.mark.parametrize(
    "cell",
    [
        "303-555-0123 y 720-555-0199", "303 555 0123 o 720 555 0199", "cell: 303-555-0123 casa: 720-555-0199",
        "3035550123 ::: 7205550199", "303-555-0123\n720-555-0199", "H 3035550123 C 7205550199",
        "303-555-0123 (2nd: 720-555-0199)", "303 555-0123 Mom / 720 555-0199 Dad", "3035550123 7205550199",
    ],
)  # fmt: skip
def test_both_numbers_of_a_cell_are_found(cell: str) -> None:
    assert normalize_all(cell) == ["+13035550123", "+17205550199"]
