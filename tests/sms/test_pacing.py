"""Texts leave no faster and no more a day than their sender may; the plan shown before is what the workers then do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.database import db
from crm.sms.models import Message, MessageStatus, NumberKind, SenderAccount, SenderDay, ThroughputClass
from crm.sms.plan_words import plan_sentence
from crm.sms.provider.choose import Sender, World
from crm.sms.queries.paces import next_carrier_day, pace_of
from crm.sms.queries.pacing import plan
from crm.sms.queries.quiet_hours import place_key
from crm.sms.service.senders import find_sender
from crm.sms.service.sending import hand_over
from tests.support.factories import Factory
from tests.support.texting import live_at, member, twilio_account, write_to

DENVER = place_key("+13035550101", "", "")
NEW_YORK = place_key("+12125550101", "", "")
OUTSIDE = World(public_url="https://reinvest.example.org")


@pytest.fixture
def account(app: Flask, organization: Organization, now: datetime) -> Iterator[SenderAccount]:
    """A registered long code of the lowest class: 75 segments a minute, 2,000 a day."""
    twilio_account()
    live_at(organization, now)
    row = db.session.scalars(select(SenderAccount)).one()
    row.number_kind, row.throughput_class, row.brand_score = NumberKind.TEN_DLC, ThroughputClass.LOW_VOLUME, 20
    db.session.commit()
    yield row


def _sender() -> Sender:
    sender = find_sender(is_practice=False)
    assert sender is not None
    return sender


@pytest.mark.parametrize(
    ("kind", "throughput", "score", "pace"),
    [
        (NumberKind.UNSTATED, None, None, (None, None)),
        (NumberKind.LONG_CODE, None, None, (60, None)),
        (NumberKind.TOLL_FREE, None, None, (180, None)),
        (NumberKind.SHORT_CODE, None, None, (600, None)),
        (NumberKind.TEN_DLC, None, None, (75, 2_000)),
        (NumberKind.TEN_DLC, ThroughputClass.A_B, 80, (4_500, 200_000)),
        (NumberKind.TEN_DLC, ThroughputClass.C_D, 60, (2_400, 40_000)),
        (NumberKind.TEN_DLC, ThroughputClass.E_F, 30, (240, 10_000)),
        (NumberKind.TEN_DLC, ThroughputClass.LOW_VOLUME, 0, (75, 1_000)),
    ],
)
def test_the_kind_of_number_sets_the_pace(
    account: SenderAccount,
    now: datetime,
    kind: NumberKind,
    throughput: ThroughputClass | None,
    score: int | None,
    pace: tuple[int | None, int | None],
) -> None:
    account.number_kind, account.throughput_class, account.brand_score = kind, throughput, score
    found = pace_of(account, now)
    assert (found.a_minute, found.a_day) == pace
    account.segments_per_minute, account.segments_per_day = 12, 34
    assert (pace_of(account, now).a_minute, pace_of(account, now).a_day) == (12, 34)


def test_workers_together_keep_the_pace(
    account: SenderAccount, organization: Organization, make: Factory, now: datetime
) -> None:
    """Each look at the queue is as another worker's: what they share is in the database."""
    for _ in range(12):
        person, phone = member(make, organization)
        write_to(organization, now, person, phone, body="á" * 100)  # two segments each
    sender, real, left = _sender(), now, 0
    for _ in range(40):
        left += len(hand_over(sender, OUTSIDE, now, real, at_most=5).texts)
        db.session.commit()
        real += timedelta(milliseconds=250)
    # Ten seconds at 75 a minute are 12.5 segments, after a second's worth at once.
    assert left == 7
    waiting = db.session.scalars(select(Message.status)).all().count(MessageStatus.QUEUED)
    assert waiting == 5


def test_a_full_day_lets_answers_through_and_blasts_go_tomorrow(
    account: SenderAccount, organization: Organization, make: Factory, now: datetime
) -> None:
    account.segments_per_day, account.segments_per_minute = 100, 60_000
    db.session.add(SenderDay(account_id=account.id, day=date(2026, 11, 24), segments=95))
    (one, phone), (other, other_phone) = member(make, organization), member(make, organization)
    answer = write_to(organization, now, one, phone)
    asked = write_to(organization, now, other, other_phone, origin="blast")
    handed = hand_over(_sender(), OUTSIDE, now, now, at_most=10)
    assert [text.message_id for text in handed.texts] == [answer.id]
    later = next_carrier_day(now) + timedelta(hours=9)
    assert [text.message_id for text in hand_over(_sender(), OUTSIDE, later, later, 10).texts] == [asked.id]


def test_a_sender_that_rests_or_is_halted_hands_nothing_over(
    account: SenderAccount, organization: Organization, make: Factory, now: datetime
) -> None:
    person, phone = member(make, organization)
    write_to(organization, now, person, phone)
    sender, account.rests_until = _sender(), now + timedelta(minutes=1)
    db.session.commit()
    assert not hand_over(sender, OUTSIDE, now, now, 10).texts
    account.rests_until, account.is_halted = None, True
    db.session.commit()
    assert not hand_over(sender, OUTSIDE, now, now, 10).texts


def test_the_plan_knows_hours_zones_and_the_days_limit(account: SenderAccount, now: datetime) -> None:
    """One in the afternoon in Denver, three in New York, whose hours end at six in Denver."""
    today, tomorrow = date(2026, 11, 24), date(2026, 11, 25)
    quick = plan(account, {DENVER: 150}, 150, now, now)
    assert quick.finishes_at == now + timedelta(minutes=2) and quick.per_day == [(today, 150)]
    account.segments_per_day = 10_000
    split = plan(account, {NEW_YORK: 30_000}, 30_000, now, now)
    assert split.per_day[0] == (today, 9_500)  # a twentieth is kept for answers
    evening = now + timedelta(hours=5)  # eight in New York
    late = plan(account, {NEW_YORK: 10, DENVER: 20}, 30, evening, evening)
    assert late.per_day == [(today, 20), (tomorrow, 10)]
    assert (late.tomorrow, late.finishes_at) == (10, datetime(2026, 11, 25, 14, 0, 8, tzinfo=now.tzinfo))


def test_the_plan_is_said_in_a_sentence(app: Flask, account: SenderAccount, now: datetime) -> None:
    evening = now + timedelta(hours=5)
    late = plan(account, {NEW_YORK: 312, DENVER: 20}, 332, evening, evening)
    with app.test_request_context():
        assert "312 go tomorrow" in plan_sentence(late)
        assert "tomorrow" not in plan_sentence(plan(account, {DENVER: 20}, 20, now, now))


@pytest.mark.parametrize("kind", [None, NumberKind.UNSTATED, NumberKind.LONG_CODE])
def test_it_always_says_when_it_finishes(
    app: Flask, account: SenderAccount, organization: Organization, now: datetime, kind: NumberKind | None
) -> None:
    """Without a sender, or with one whose kind nobody said, it is reckoned with the slowest kind, and said so."""
    account.number_kind = kind or NumberKind.UNSTATED
    sender = account if kind else None
    with app.test_request_context():
        today, tomorrow = (
            plan_sentence(plan(sender, {DENVER: 60}, 60, at, now)) for at in (now, now + timedelta(days=2))
        )
        many = plan_sentence(plan(sender, {DENVER: 4_000}, 4_000, now, now))
        organization.is_practice = True
        practice = plan_sentence(plan(None, {DENVER: 60}, 60, now, now))
    assert today.startswith("The last text leaves at 8:01 PM.") and "on Thu Nov 26 at 8:01 PM" in tomorrow
    assert ("slowest kind" in today) is (kind is not NumberKind.LONG_CODE)
    assert ("after the first day" in many) is (kind is not NumberKind.LONG_CODE)
    assert practice.startswith("The last text leaves at 8:00 PM.") and "slowest" not in practice


def test_what_is_planned_is_what_the_workers_do(
    account: SenderAccount, organization: Organization, make: Factory, now: datetime
) -> None:
    account.segments_per_minute = 60
    for _ in range(25):
        person, phone = member(make, organization)
        write_to(organization, now, person, phone)
    planned = plan(account, {DENVER: 25}, 25, now, now).finishes_at
    sender, real, last = _sender(), now, now
    for _ in range(60):
        if hand_over(sender, OUTSIDE, now, real, at_most=5).texts:
            last = real
        real += timedelta(seconds=0.5)
    assert planned is not None and abs((planned - last).total_seconds()) <= 2
