"""Who is in a segment: what SQL finds is what Python finds, for random people and random steps, and why() agrees."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from crm.accounts.models import Organization
from crm.contacts.queries.segments import count_people, ids_in, list_in, people_in, why
from crm.contacts.segments.filters import segment_filters
from crm.contacts.segments.grammar import Op, Step
from crm.core.database import db
from crm.core.scope import in_organization
from tests.contacts.naive import FILTERS, World
from tests.contacts.random_people import Crowd
from tests.support.factories import Factory

ASKED_OTHERWISE = {
    "custom",
    "leadership_stage",
    "lives_in",
    "shares_phone",
    "turf",
    "household",
    "segment",
    "answered_blast",
    "import",
    "email_consent",
}
"""Filters with tests of their own."""


@pytest.mark.parametrize("seed", range(3))
def test_sql_finds_whom_python_finds(organization: Organization, make: Factory, now: datetime, seed: int) -> None:
    crowd = Crowd(make, organization, seed)
    world = World(now)
    for step in crowd.steps_of_every_filter():
        assert set(ids_in([step], now)) == world.people([step]), step
    for _ in range(15):
        steps = [crowd.step() for _ in range(crowd.chance.randrange(5))]
        found = ids_in(steps, now)
        assert set(found) == world.people(steps), steps
        assert count_people(steps, now) == len(found)


@pytest.mark.parametrize("seed", [7])
def test_why_agrees_with_who_is_in_it(organization: Organization, make: Factory, now: datetime, seed: int) -> None:
    crowd = Crowd(make, organization, seed)
    world = World(now)
    for _ in range(4):
        steps = [*(crowd.step() for _ in range(3)), Step(Op.LIMIT, "at_most", {"count": 5, "seed": 4})]
        found = set(ids_in(steps, now))
        for person in crowd.people:
            answer = why(steps, person.id, now)
            assert answer.is_in == (person.id in found)
            assert [reason.is_so for reason in answer.reasons[:-1]] == [world.is_found(s, person) for s in steps[:-1]]
            assert all(reason.words for reason in answer.reasons)


def test_every_filter_is_held_against_python(app: Flask) -> None:
    names = {name for name, _entry in segment_filters.items()}
    assert names == set(FILTERS) | ASKED_OTHERWISE


@pytest.mark.parametrize("order", ["random", "silent", "talked", "newest", "oldest"])
def test_a_limit_keeps_the_same_people_each_time(
    organization: Organization, make: Factory, now: datetime, order: str
) -> None:
    people = [make.contact(last_contact_at=now - timedelta(days=n) if n % 2 else None) for n in range(1, 21)]
    steps = [Step(Op.LIMIT, "at_most", {"count": 6, "order": order, "seed": 1})]
    found = ids_in(steps, now)
    assert len(found) == 6 == count_people(steps, now)
    assert found == ids_in(steps, now)
    ids = [person.id for person in people]
    talked_last = [person.id for person in people if person.last_contact_at][:6]
    never = [person.id for person in people if not person.last_contact_at][:6]
    expected = {"talked": talked_last, "silent": never, "newest": ids[-6:], "oldest": ids[:6]}
    assert found == sorted(expected.get(order, found))
    if order == "random":
        other = ids_in([Step(Op.LIMIT, "at_most", {"count": 6, "order": order, "seed": 2})], now)
        assert found not in (other, ids[:6], ids[-6:])


def test_a_page_stands_by_name_and_stays_in_bounds(organization: Organization, make: Factory, now: datetime) -> None:
    for number in range(60):
        make.contact(first_name="Ana", last_name=f"Name {number:02d}")
    page = list_in([], now, 2)
    assert (page.total, page.pages, page.page, len(page.rows)) == (60, 2, 2, 10)
    assert page.rows[0].name == "Ana Name 50"
    assert list_in([], now, 99).page == 2 and list_in([], now, 0).page == 1


def test_a_segment_is_a_select_that_other_statements_take(
    organization: Organization, make: Factory, now: datetime
) -> None:
    mine = make.contact(preferred_language="es")
    with in_organization(make.organization().id):
        theirs = make.contact(preferred_language="es")
    query = people_in([Step(Op.NARROW, "language", {"languages": ["es"]})], now)
    assert list(db.session.scalars(query)) == [mine.id] != [theirs.id]
