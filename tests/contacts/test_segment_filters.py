"""The filters of people that are told by an example each: own fields, turf, households, shared phones, odd letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from crm.accounts.models import Organization
from crm.contacts.models import (
    ContactPoint,
    ContactPointLink,
    CustomField,
    FieldKind,
    Household,
    HouseholdMember,
    PointKind,
    Tag,
    Tagging,
    Turf,
)
from crm.contacts.queries.segments import ids_in
from crm.contacts.segments.grammar import Op, Step
from tests.support.factories import Factory


@pytest.mark.parametrize(
    ("kind", "match", "text", "found"),
    [
        (FieldKind.TEXT, "is", "red", ["red"]),
        (FieldKind.TEXT, "contains", "E", ["red", "blue"]),
        (FieldKind.TEXT, "empty", "", [None]),
        (FieldKind.NUMBER, "at_least", "10", [10, 12.5]),
        (FieldKind.NUMBER, "at_most", "10", [9, 10]),
        (FieldKind.DATE, "at_least", "2026-02-01", ["2026-02-01", "2026-10-05"]),
        (FieldKind.DATE, "at_most", "2026-02-01", ["2026-01-31", "2026-02-01"]),
        (FieldKind.YES_NO, "yes", "", [True]),
        (FieldKind.YES_NO, "no", "", [False]),
        (FieldKind.MANY_CHOICES, "is", "Río", [["Río", "Sur"]]),
        (FieldKind.MANY_CHOICES, "filled", "", [["Río", "Sur"], ["Norte"]]),
    ],
)
def test_a_field_of_ones_own_is_asked_by_its_kind(
    make: Factory, organization: Organization, now: datetime, kind: FieldKind, match: str, text: str, found: list[Any]
) -> None:
    values: dict[FieldKind, list[Any]] = {
        FieldKind.TEXT: ["red", "blue", None],
        FieldKind.NUMBER: [9, 10, 12.5, "many", None],
        FieldKind.DATE: ["2026-01-31", "2026-02-01", "2026-10-05", None],
        FieldKind.YES_NO: [True, False, None],
        FieldKind.MANY_CHOICES: [["Río", "Sur"], ["Norte"], None],
    }
    make.add(CustomField(key="Own field", label="Own", kind=kind, choices=["Río", "Sur", "Norte"]))
    held = {make.contact(custom={} if value is None else {"Own field": value}).id: value for value in values[kind]}
    step = Step(Op.NARROW, "custom", {"field": "Own field", "match": match, "text": text})
    assert [held[contact_id] for contact_id in ids_in([step], now)] == found


def test_turf_households_and_shared_phones(make: Factory, organization: Organization, now: datetime) -> None:
    turf = make.add(Turf(name="Ward 1"))
    one, other, alone = (make.contact(turf_id=turf.id if number == 0 else None) for number in range(3))
    home = make.add(Household(name="Luna", young_children=2))
    point = make.add(ContactPoint(kind=PointKind.PHONE, value=make.phone()))
    for person in (one, other):
        make.add(HouseholdMember(household_id=home.id, contact_id=person.id))
        make.add(ContactPointLink(contact_id=person.id, point_id=point.id))
    both = [one.id, other.id]
    assert ids_in([Step(Op.NARROW, "turf", {"turfs": [str(turf.id)]})], now) == [one.id]
    assert ids_in([Step(Op.NARROW, "turf", {"turfs": ["none"]})], now) == [other.id, alone.id]
    assert ids_in([Step(Op.NARROW, "household", {"how": "any"})], now) == both
    assert ids_in([Step(Op.NARROW, "household", {"how": "youth"})], now) == both
    assert ids_in([Step(Op.NARROW, "household", {"how": "none"})], now) == [alone.id]
    assert ids_in([Step(Op.NARROW, "shares_phone", {})], now) == both


def test_names_with_marks_of_sql_are_only_text(make: Factory, organization: Organization, now: datetime) -> None:
    odd = make.contact(source="100% O'Neil_x")
    make.contact(source="100 O Neil x")
    step = Step(Op.NARROW, "field", {"field": "source", "match": "contains", "text": "% o'neil_"})
    assert ids_in([step], now) == [odd.id]


def test_a_tagging_counts_once(make: Factory, organization: Organization, now: datetime) -> None:
    tags = [make.add(Tag(name=name)) for name in ("One", "Two")]
    person = make.contact()
    for tag in tags:
        make.add(Tagging(tag_id=tag.id, contact_id=person.id))
    assert ids_in([Step(Op.NARROW, "tag", {"how": "any", "tags": [str(tag.id) for tag in tags]})], now) == [person.id]
