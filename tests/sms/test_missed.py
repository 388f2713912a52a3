"""Texts whose webhook never came are found in the provider's list, over HTTP, once, each in its organization."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.jobs.line import line_to
from crm.sms.jobs.missed import AGAIN_AFTER, EVERY
from crm.sms.models import Direction, InboundLook, Message
from crm.sms.queries.gate import closed_phones
from tests.support.emulator import Emulator
from tests.support.factories import Factory
from tests.support.texting import fresh, go_round, live_at, speak_to, twilio_account

PHONE = "+13035550101"


def _looked(real_now: datetime) -> int:
    found = go_round("look_for_missed", real_now=real_now)
    go_round("take_in", real_now=real_now)
    return found


def test_what_never_reached_us_is_found_once(
    app: Flask,
    organization: Organization,
    make: Factory,
    now: datetime,
    start_emulator: Callable[[str], Emulator],
) -> None:
    twilio = start_emulator("http://127.0.0.1:9")  # where nobody listens: every webhook is lost
    speak_to(app, twilio.url)
    line_to.cache_clear()
    twilio_account(twilio.account_sid)
    live_at(organization, now)
    other = make.organization()
    with in_organization(other.id):
        twilio_account("AC" + "1" * 32, numbers=("+13125550177",))
    twilio.receive(PHONE, "please stop texting me")
    began = utc_now()
    assert _looked(began) == 1 and PHONE in closed_phones([PHONE])
    twilio.receive("+13035550102", "What time?")
    assert _looked(began + timedelta(minutes=5)) == 0
    assert _looked(began + EVERY + timedelta(minutes=1)) == 1
    assert _looked(began + 2 * EVERY + timedelta(minutes=2)) == 0
    assert list(
        db.session.scalars(select(Message.body).where(Message.direction == Direction.IN).order_by(Message.id))
    ) == ["please stop texting me", "What time?"]
    with in_organization(other.id):
        assert list(db.session.scalars(select(Message.id))) == []


def test_a_list_that_cannot_be_read_is_asked_again_from_where_it_was(
    app: Flask, organization: Organization, now: datetime
) -> None:
    speak_to(app, "http://127.0.0.1:9")
    line_to.cache_clear()
    twilio_account()
    live_at(organization, now)
    began = utc_now()
    assert _looked(began) == 0
    look = db.session.scalars(select(InboundLook)).one()
    look = fresh(look)
    assert look.looked_until is None and look.look_after is not None
    assert began + AGAIN_AFTER <= look.look_after < began + EVERY
