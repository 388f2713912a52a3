"""Who the person of a row is: evidence must agree with the name, and what is not sure is asked."""

from __future__ import annotations

import pytest

from crm.imports.matching import (
    CLOSE_NAME,
    SAME_EMAIL,
    SAME_NAME,
    SAME_PHONE,
    SAME_ROW,
    SEVERAL,
    SHARED_MAILBOX,
    SHARED_PHONE,
    Known,
    Somebody,
    Verdict,
    match,
    names_agree,
)

PHONE, MAIL = "+13035550101", "lupe@example.org"


def person(number: int, first: str, last: str, phone: str = "", email: str = "") -> Somebody:
    return Somebody(number, first, "", last, "", frozenset(filter(None, [email])), frozenset(filter(None, [phone])))


def verdict(row: Somebody, *known: Somebody) -> tuple[Verdict, str, int | None]:
    index = Known()
    for one in known:
        index.add(one)
    found = match(row, index)
    return found.verdict, found.reason, found.person.id if found.person else None


LUPE = person(1, "Guadalupe", "Martínez Soto", PHONE, MAIL)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (person(-9, "Lupe", "Martinez", "", MAIL), (Verdict.KNOWN, SAME_EMAIL, 1)),
        (person(-9, "Guadalupe", "Ruiz", "", MAIL), (Verdict.KNOWN, SAME_EMAIL, 1)),
        (person(-9, "", "", "", MAIL), (Verdict.KNOWN, SAME_EMAIL, 1)),
        (person(-9, "Ernesto", "Martínez", "", MAIL), (Verdict.REVIEW, SHARED_MAILBOX, 1)),
        (person(-9, "G", "Martínez", PHONE), (Verdict.KNOWN, SAME_PHONE, 1)),
        (person(-9, "Martínez Soto", "Guadalupe", PHONE), (Verdict.KNOWN, SAME_PHONE, 1)),
        (person(-9, "Lupita", "Martinez", PHONE, "new@example.org"), (Verdict.KNOWN, SAME_PHONE, 1)),
        (person(-9, "Ana", "Martínez", PHONE), (Verdict.REVIEW, CLOSE_NAME, 1)),
        (person(-9, "Minh", "Trần", PHONE), (Verdict.NEW, SHARED_PHONE, 1)),
        (person(-9, "Guadalupe", "Martinez Soto"), (Verdict.REVIEW, SAME_NAME, 1)),
        (person(-9, "Guadalupe", "Martinez Soto", "+13035550199"), (Verdict.NEW, "", None)),
        (person(-9, "Guadalupe", "Martinez Soto", "", "other@example.org"), (Verdict.NEW, "", None)),
        (person(-9, "Rosa", "Delgado", "+13035550199"), (Verdict.NEW, "", None)),
    ],
)
def test_the_verdict_follows_evidence_and_name(row: Somebody, expected: tuple[Verdict, str, int | None]) -> None:
    found = verdict(row, LUPE)
    assert (found[0], found[2]) == (expected[0], expected[2])
    assert not expected[1] or found[1] == expected[1]


def test_of_a_family_at_one_phone_each_is_herself() -> None:
    family = [person(1, "Ana", "Ruiz", PHONE), person(2, "Berta", "Ruiz", PHONE), person(3, "Carla", "Ruiz", PHONE)]
    assert verdict(person(-1, "Berta", "Ruiz", PHONE), *family) == (Verdict.KNOWN, SAME_PHONE, 2)


def test_two_records_that_both_agree_are_asked() -> None:
    twins = [person(1, "José", "Ruiz", PHONE), person(2, "Jose", "Ruiz", PHONE)]
    assert verdict(person(-1, "Pepe", "Ruiz", PHONE), *twins)[:2] == (Verdict.REVIEW, SEVERAL)


def test_a_row_of_the_file_counts_as_somebody() -> None:
    assert verdict(person(-7, "Ana", "Ruiz", "", MAIL), person(-3, "Ana", "Ruiz", "", MAIL))[1] == SAME_ROW


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("María José", "de la Cruz"), ("Maria", "Delacruz"), True),
        (("Bob", "O'Neil"), ("Robert", "ONeil"), True),
        (("Daniel", "Soto"), ("Daniela", "Soto"), False),
        (("Ana", "S."), ("Ana", "Soto"), True),
        (("Ana", "Soto"), ("Ana", "Ruiz"), False),
    ],
)
def test_names_agree(one: tuple[str, str], other: tuple[str, str], agree: bool) -> None:
    assert names_agree(person(1, *one), person(2, *other)) is agree
    assert names_agree(person(2, *other), person(1, *one)) is agree
