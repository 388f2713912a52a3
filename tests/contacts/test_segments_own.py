"""Asking for people by an organization's own fields, by turf, and by the places they live in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from crm.accounts.models import Organization
from crm.contacts.models import FieldKind
from crm.contacts.queries.segments import count_people, people_in, problems, why
from crm.contacts.segments.grammar import Op, Step
from crm.contacts.service import fields, turf
from crm.contacts.service.fields import FieldWords
from crm.contacts.service.turf import TurfWords
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.places import service as places
from tests.support.factories import Factory

CHICAGO = "ocd-division/country:us/state:il/place:chicago"


@pytest.fixture
def actor(organization: Organization, make: Factory) -> Actor:
    """A coordinator."""
    return make.actor(organization, Role.COORDINATOR)


def found(now: datetime, name: str, **config: Any) -> set[int]:
    step = Step(Op.NARROW, name, config)
    assert problems([step], now) == [None]
    ids = set(db.session.scalars(people_in([step], now)))
    assert count_people([step], now) == len(ids)
    return ids


KINDS: list[tuple[FieldKind, list[Any], list[tuple[str, str, list[int]]]]] = [
    (
        FieldKind.NUMBER,
        [3, 12, 2.5, "a lot", None],
        [("is", "12", [1]), ("at_least", "3", [0, 1]), ("at_most", "3", [0, 2]), ("is_not", "3", [1, 2, 3, 4])],
    ),
    (
        FieldKind.DATE,
        ["2026-01-31", "2025-12-01", "some day", None],
        [("at_least", "1/1/2026", [0]), ("at_most", "2026-01-31", [0, 1]), ("is", "12/1/2025", [1])],
    ),
    (FieldKind.CHOICE, ["S", "M", None], [("is", "s", [0]), ("is_not", "S", [1, 2])]),
    (
        FieldKind.MANY_CHOICES,
        [["S"], ["S", "M"], "M", None],
        [("is", "M", [1]), ("is", "S", [0, 1]), ("empty", "", [3]), ("is_not", "S", [2, 3])],
    ),
    (FieldKind.YES_NO, [True, False, None], [("is", "yes", [0]), ("is", "no", [1]), ("filled", "", [0, 1])]),
    (FieldKind.TEXT, ["Camión rojo", "", None], [("is", "camión rojo", [0]), ("empty", "", [1, 2])]),
]


@pytest.mark.parametrize(("kind", "values", "asked"), KINDS, ids=[kind.value for kind, _v, _a in KINDS])
def test_own_fields_are_asked_by_their_kind(
    app: Flask, actor: Actor, make: Factory, now: datetime, kind: FieldKind, values: list[Any], asked: list[Any]
) -> None:
    field = fields.create_field(actor, now, FieldWords("What's it, “x”?", kind, choices=["S", "M"]))
    ids = [make.contact(custom={} if value is None else {field.key: value}).id for value in values]
    with app.test_request_context():
        for how, value, expected in asked:
            assert found(now, "own_field", field=str(field.id), how=how, value=value) == {ids[n] for n in expected}, how


def test_a_value_that_makes_no_sense_is_said(app: Flask, actor: Actor, now: datetime) -> None:
    hours = fields.create_field(actor, now, FieldWords("Hours", FieldKind.NUMBER))
    size = fields.create_field(actor, now, FieldWords("Size", FieldKind.CHOICE, choices=["S"]))
    with app.test_request_context():
        for field, how, value, words in (
            (hours, "is", "many", "is not a number"),
            (hours, "is", "", "Write what it is"),
            (size, "at_least", "S", "Only a number or a day"),
        ):
            step = Step(Op.NARROW, "own_field", {"field": str(field.id), "how": how, "value": value})
            assert words in str(problems([step], now)[0])


def test_turf_and_places_are_asked_and_said_why(app: Flask, actor: Actor, make: Factory, now: datetime) -> None:
    west = turf.create_turf(actor, now, TurfWords("West"))
    ada, bob, eve = make.contact(turf_id=west.id).id, make.contact(city="Chicago", state="IL").id, make.contact().id
    places.add_divisions(actor, now, CHICAGO, [("ward:1", "Ward 1")])
    places.say_places(actor, now, ada, [f"{CHICAGO}/ward:1"])
    places.place_by_address(now, [(bob, CHICAGO, None)])
    with app.test_request_context():
        assert found(now, "turf", turf=[str(west.id)]) == {ada}
        assert found(now, "turf", turf=["none"]) == {bob, eve}
        assert found(now, "lives_in", how="in", place="Ward 1 Chicago") == {ada}
        assert found(now, "lives_in", how="in", place=CHICAGO) == {ada, bob}
        assert found(now, "lives_in", how="out", place="Illinois") == {eve}
        step = Step(Op.NARROW, "lives_in", {"how": "in", "place": f"{CHICAGO}/ward:1"})
        assert "Ward 1, Chicago, IL" in str(why([step], ada, now))
        bad = Step(Op.NARROW, "lives_in", {"how": "in", "place": "springfield"})
        assert "Several places" in str(problems([bad], now)[0])
