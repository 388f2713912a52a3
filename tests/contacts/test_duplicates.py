"""Which records may be one person: a case for each rule, and what holds whatever the records are."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from crm.contacts.duplicates import Record, compare, find_pairs
from tests.contacts.duplicate_sets import FOLDER, febrl, judge, organizing
from tests.support.doubles import Inventor

HOME = {"street": "4120 W Cermak Rd Apt 2", "city": "Chicago", "state": "IL", "postal_code": "60623"}
LUPE = Record(
    1,
    first="Guadalupe",
    last="Martínez Soto",
    emails=("lupe.martinez@example.org",),
    phones=("+13125550117",),
    **HOME,
)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(LUPE, street="", city="", state="", postal_code=""), "Same phone"),
        (replace(LUPE, first="Lupe", emails=()), "First name a short form: Guadalupe – Lupe"),
        (replace(LUPE, first="GUADALUPE", last="MARTINEZ SOTO", emails=()), "Same name"),
        (replace(LUPE, last="Martínez", phones=("+17735550199",)), "One of two last names dropped"),
        (replace(LUPE, first="Martínez Soto", last="Guadalupe", emails=()), "First and last name changed about"),
        (replace(LUPE, first="Guadalupr", emails=()), "First name with a slip: Guadalupe – Guadalupr"),
        (replace(LUPE, street="88 Mission St", city="Fresno", state="CA", postal_code="93701"), "Same e-mail"),
        (
            replace(LUPE, emails=("lm@example.org",), phones=(), street="4120 West Cermak Road #2"),
            "Same address and flat",
        ),
        (replace(LUPE, first="G.", chosen="Lupe", emails=()), "Same phone"),
        (replace(LUPE, last="S.", emails=()), "Last name an initial"),
        (replace(LUPE, last="Ibarra", phones=()), "The last name stands in the e-mail"),
    ],
)
def test_one_person_written_otherwise(other: Record, reason: str) -> None:
    likeness = compare(LUPE, replace(other, key=2))
    assert likeness.is_worth_asking
    assert any(told.startswith(reason) for told in likeness.reasons), likeness.reasons


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("José", "Pepe"),
        ("Guadalupe", "Lupita"),
        ("William", "Bill"),
        ("Francisco", "Paco"),
        ("Mohammed", "Muhammad"),
        ("Yesenia", "Jesenia"),
        ("Walter", "Walt"),
        ("Bob", "Rob"),
        ("María Fernanda", "Fernanda"),
    ],
)
def test_short_forms_and_spellings_at_one_number_are_certain(first: str, other: str) -> None:
    one = replace(LUPE, first=first)
    assert compare(one, replace(one, key=2, first=other)).is_certain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"suffix": "Sr."}, {"suffix": "Jr."}),
        ({}, {"suffix": "Jr."}),
        ({"last": "Ruiz Jr."}, {"last": "Ruiz III"}),
        ({"first": "Guadalupe"}, {"first": "Héctor"}),
        ({"first": "Alan"}, {"first": "Albert"}),
        ({"middle": "Elena"}, {"middle": "Rosa"}),
    ],
)
def test_who_shares_phone_mail_and_home_is_not_joined(one: dict[str, str], other: dict[str, str]) -> None:
    """Parent and child of one name, and people of one household."""
    pair = replace(LUPE, **one), replace(LUPE, key=2, **other)
    assert not compare(*pair).is_certain


def test_a_household_at_one_number_is_not_even_asked_about() -> None:
    family = [replace(LUPE, key=number, first=name, emails=()) for number, name in enumerate(("Ana", "Luis", "Rosa"))]
    assert list(find_pairs(family)) == []


def test_colleagues_at_an_office_address_are_not_even_asked_about() -> None:
    names = ("Ana Ruiz", "Kwame Mensah", "Linh Pham", "Rosa Ibarra")
    colleagues = [
        Record(
            number, first=name.split()[0], last=name.split()[1], emails=("info@example.org",), phones=("+13125550100",)
        )
        for number, name in enumerate(names)
    ]
    assert list(find_pairs(colleagues)) == []


def test_strangers_of_one_common_name_are_not_joined() -> None:
    crowd = [Record(number, first="José", last="García", phones=(f"+131255501{number:02d}",)) for number in range(40)]
    assert not any(pair.likeness.is_certain for pair in find_pairs(crowd))


def test_a_rare_name_says_more_than_a_common_one() -> None:
    others = [Record(number, first="José", last="García", city="Chicago") for number in range(200)]
    pairs = [Record(900, first="José", last="García", city="Chicago"), Record(901, first="Xóchitl", last="Quetzalapa")]
    people = [*others, *pairs, Record(902, first="Xóchitl", last="Quetzalapa")]
    found = [{pair.one, pair.other} for pair in find_pairs(people)]
    assert found == [{901, 902}]


def test_the_order_of_two_changes_nothing() -> None:
    people = Inventor(3).invent(60).records
    dice = random.Random(1)
    for _try in range(400):
        one, other = dice.sample(people, 2)
        assert compare(one, other).score == compare(other, one).score
        assert set(compare(one, other).reasons) == set(compare(other, one).reasons)


def test_the_order_of_the_list_changes_nothing() -> None:
    people = Inventor(4).invent(150).records
    found = {(pair.one, pair.other): pair.likeness.is_certain for pair in find_pairs(people)}
    assert {(pair.one, pair.other): pair.likeness.is_certain for pair in find_pairs(people[::-1])} == found
    assert found and all(one < other for one, other in found)


def test_every_pair_of_a_cluster_is_found() -> None:
    chain = [
        replace(LUPE, phones=()),
        replace(LUPE, key=2),
        Record(3, first="Lupe", last="Soto", phones=LUPE.phones),
    ]
    assert {(pair.one, pair.other) for pair in find_pairs(chain)} == {(1, 2), (1, 3), (2, 3)}


def test_what_more_of_a_record_agrees_never_speaks_against_it() -> None:
    bare = Record(1, first="Imani", last="Boateng", emails=("imani@example.org",))
    fuller = replace(bare, phones=("+13125550117",))
    assert compare(fuller, replace(fuller, key=2)).score > compare(bare, replace(bare, key=2)).score


def test_others_than_those_learned_from_are_told_apart_as_well() -> None:
    figures = judge(Inventor(71).invent(700))
    assert figures.f1 >= 0.92
    assert figures.certain_precision >= 0.99
    assert figures.certain_recall >= 0.55


@pytest.mark.skipif(not FOLDER.exists(), reason="the example sets do not lie beside the project")
def test_the_example_sets_are_told_apart_with_one_setting() -> None:
    figures = judge(organizing())
    assert figures.f1 >= 0.94
    assert figures.certain_precision >= 0.995
    assert figures.certain_recall >= 0.6
    assert figures.joined_lookalikes <= 10
    assert judge(febrl(1)).f1 >= 0.93
    assert judge(febrl(3)).f1 >= 0.9
