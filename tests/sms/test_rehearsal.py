"""Rehearsals: a crowd that answers by the practice clock, the same evening for the same seed, and nobody real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.actor import Actor, Role, system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.sms.crowd import USUAL, Way, checked_mix, turn_of
from crm.sms.jobs.sending import send_due
from crm.sms.jobs.simulated_world import simulated_world
from crm.sms.jobs.taking_in import take_in, take_in_receipts
from crm.sms.models import Direction, Message, MessageStatus, OptOut, Rehearsal, SimulatedText
from crm.sms.replies import classify
from crm.sms.service.rehearsing import count_planned, find_rehearsal, start_rehearsal
from tests.sms.inbox_support import Visitor, ask, reach
from tests.support.factories import Factory

MIX = {way.value: share for way, share in USUAL.items()}
LOUD = {"yes": 40, "no": 20, "question": 15, "stop": 10, "silence": 5, "error": 10}


@pytest.fixture
def practice(make: Factory) -> Iterator[Organization]:
    """A practice organization at 1 pm on a Tuesday in Denver."""
    row = make.organization(is_practice=True)
    row.clock_offset_seconds = round((datetime(2026, 11, 24, 20, 1, tzinfo=UTC) - utc_now()).total_seconds())
    with in_organization(row.id):
        yield row


def work(rounds: int = 4) -> None:
    """Let the worker go round."""
    for _ in range(rounds):
        send_due(utc_now())
        simulated_world(utc_now())
        take_in(utc_now())
        take_in_receipts(utc_now())


def crowded(practice: Organization, make: Factory, now: datetime, people: int) -> None:
    """That many people are asked about a hearing."""
    action = make.action(starts_at=now + timedelta(days=9))
    for index in range(people):
        person = make.contact(preferred_language="es" if index % 2 else "en")
        phone = make.phone()
        reach(person, phone, now)
        ask(practice, person, phone, action.id, now).status = MessageStatus.QUEUED
    db.session.commit()


def answers() -> list[Message]:
    """What came in."""
    return list(db.session.scalars(select(Message).where(Message.direction == Direction.IN).order_by(Message.id)))


def test_the_same_seed_is_the_same_evening_and_the_shares_come_out() -> None:
    def evening(seed: int) -> list[object]:
        return [turn_of(seed, f"+1303555{n:04d}", 0, "es" if n % 2 else "en", MIX, 45) for n in range(2_000)]

    assert evening(7) == evening(7) != evening(8)
    shares = Counter(turn.way for turn in evening(7))  # type: ignore[attr-defined]
    assert all(abs(100 * shares[way] / 2_000 - share) < 4 for way, share in USUAL.items())
    assert all(0 <= turn.minutes <= 45 for turn in evening(7))  # type: ignore[attr-defined]


def test_whoever_stops_is_understood_in_both_languages() -> None:
    stops = {
        turn_of(3, f"+1303555{n:04d}", 0, language, {"stop": 100}, 45).words
        for n in range(300)
        for language in ("en", "es")
    }
    plain = [words for words in stops if classify(words).suppress or classify(words).hold]
    assert len(plain) / len(stops) > 0.9, stops - set(plain)


def test_an_evening_by_the_practice_clock(practice: Organization, make: Factory, now: datetime) -> None:
    start_rehearsal(system_actor(practice.id), now, LOUD, 60, 5)
    crowded(practice, make, now, 14)
    work(2)
    early, waiting = len(answers()), count_planned()
    assert waiting > 3
    practice.clock_offset_seconds += 61 * 60
    db.session.commit()
    work(2)
    assert len(answers()) == early + waiting and count_planned() <= 5
    failed = select(Message.error_code).where(Message.status == MessageStatus.UNDELIVERED)
    assert all(code in (30003, 30005, 30006, 30007, 30008) for code in db.session.scalars(failed))
    assert {one.intent for one in answers()} & {"yes_rsvp", "no_rsvp", "question"}
    closed = {one.phone for one in answers() if one.intent == "stop"}
    assert closed <= set(db.session.scalars(select(OptOut.phone)))


def test_it_cannot_touch_a_working_organization(
    client: FlaskClient, organization: Organization, make: Factory, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only a practice organization"):
        start_rehearsal(Actor(organization.id), now)
    visitor = Visitor(client, organization.id)
    visitor.sign_in(make.user(organization, Role.ADMIN))
    assert visitor.post("/practice/rehearsal", do="start", **LOUD).status_code == 404
    make.add(Rehearsal(seed=1, mix=LOUD, slowest_minutes=1, started_at=now))
    values = {"phone": "+13035550142", "sid": "SM1", "at": now, "status_callback": "https://example.org/status"}
    make.add(SimulatedText(is_from_phone=False, body="Hello", status="sent", **values))
    make.add(SimulatedText(is_from_phone=True, body="YES", status="planned", **(values | {"sid": "SM2"})))
    db.session.commit()
    assert simulated_world(utc_now()) == 0
    assert not answers() and {one.status for one in db.session.scalars(select(SimulatedText))} == {"sent", "planned"}


def test_the_page_starts_changes_and_ends_it(
    client: FlaskClient, practice: Organization, make: Factory, now: datetime
) -> None:
    visitor = Visitor(client, practice.id)
    visitor.sign_in(make.user(practice, Role.COORDINATOR))
    visitor.post("/practice/rehearsal", do="start", seed="9", slowest="30", **LOUD)
    going = find_rehearsal()
    assert going is not None and (going.seed, going.mix, going.slowest_minutes) == (9, LOUD, 30)
    visitor.post("/practice/rehearsal", do="start", **(LOUD | {"yes": 90}))
    assert "they make 150" in visitor.get("/practice/phones").text
    visitor.post("/practice/rehearsal", do="end")
    assert find_rehearsal() is None


@pytest.mark.parametrize("mix", [{"yes": 99}, {"yes": 101}, {"yes": 120, "no": -20}])
def test_shares_make_a_hundred(mix: dict[str, int]) -> None:
    with pytest.raises(Refused):
        checked_mix(mix)
    assert checked_mix({"yes": 100})[Way.NO] == 0
