"""Asking for people by the places they live in, and by fields whose headers hold any letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from crm.accounts.models import Organization
from crm.contacts.models import FieldKind
from crm.contacts.queries.segments import count_people, people_in, problems, why
from crm.contacts.segments.grammar import Op, Step
from crm.contacts.service import fields
from crm.contacts.service.fields import FieldWords
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


def test_places_are_asked_and_said_why(app: Flask, actor: Actor, make: Factory, now: datetime) -> None:
    ada, bob, eve = make.contact().id, make.contact(city="Chicago", state="IL").id, make.contact().id
    places.add_divisions(actor, now, CHICAGO, [("ward:1", "Ward 1")])
    places.say_places(actor, now, ada, [f"{CHICAGO}/ward:1"])
    places.place_by_address(now, [(bob, CHICAGO, None)])
    with app.test_request_context():
        assert found(now, "lives_in", how="in", place="Ward 1 Chicago") == {ada}
        assert found(now, "lives_in", how="in", place=CHICAGO) == {ada, bob}
        assert found(now, "lives_in", how="out", place="Illinois") == {eve}
        step = Step(Op.NARROW, "lives_in", {"how": "in", "place": f"{CHICAGO}/ward:1"})
        assert "Ward 1, Chicago, IL" in str(why([step], ada, now))
        bad = Step(Op.NARROW, "lives_in", {"how": "in", "place": "springfield"})
        assert "Several places" in str(problems([bad], now)[0])


@pytest.mark.parametrize("label", ["¿Talla de camisa?", "What's it, “x”?", "Shirt size"])
def test_a_field_may_be_called_anything(app: Flask, actor: Actor, make: Factory, now: datetime, label: str) -> None:
    many = fields.create_field(actor, now, FieldWords(label, FieldKind.MANY_CHOICES, choices=["Chica", "Pequeña"]))
    ids = [make.contact(custom=custom).id for custom in ({label: ["Pequeña", "Chica"]}, {label: ["Chica"]}, {})]
    with app.test_request_context():
        assert found(now, "custom", field=many.key, match="is", text="Pequeña") == {ids[0]}
        assert found(now, "custom", field=many.key, match="filled", text="") == {ids[0], ids[1]}
        assert found(now, "custom", field=many.key, match="empty", text="") == {ids[2]}
