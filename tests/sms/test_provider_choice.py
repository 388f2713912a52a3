"""A practice organization cannot reach the world, and a working one never texts simulated phones."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from crm.core.database import db
from crm.core.errors import Refused
from crm.core.scope import in_organization
from crm.sms.models import SenderAccount, SenderKind, SenderNumber, SimulatedText
from crm.sms.provider.choose import Sender, World, provider_for
from crm.sms.provider.simulated import SimulatedProvider
from crm.sms.provider.twilio_api import TwilioProvider
from crm.sms.service.senders import COLUMN, Credentials, ensure_from_environment, find_sender, token_of
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, NUMBERS
from tests.support.factories import Factory
from tests.support.texting import go_round, live_at, member, speak_to, statuses, twilio_account, write_to


def test_practice_comes_before_everything_else() -> None:
    sender = Sender(1, True, 0, SenderKind.TWILIO, ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID)
    assert isinstance(provider_for(sender, World(api_url="")), SimulatedProvider)
    assert AUTH_TOKEN not in repr(sender)


def test_a_working_organization_has_no_simulated_phones() -> None:
    with pytest.raises(Refused):
        provider_for(Sender(1, False, 0, SenderKind.SIMULATED, ACCOUNT_SID, AUTH_TOKEN), World())
    assert isinstance(
        provider_for(Sender(1, False, 0, SenderKind.TWILIO, ACCOUNT_SID, AUTH_TOKEN), World()), TwilioProvider
    )


def test_practice_texts_stay_on_simulated_phones_whatever_the_environment_says(
    app: Flask, make: Factory, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reach_the_world(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a practice organization reached the world")

    monkeypatch.setattr("requests.Session.send", reach_the_world)
    speak_to(app, "", TWILIO_ACCOUNT_SID=ACCOUNT_SID, TWILIO_AUTH_TOKEN=AUTH_TOKEN)
    practice = make.organization(is_practice=True)
    with in_organization(practice.id):
        twilio_account()
        live_at(practice, now)
        person, phone = member(make, practice)
        write_to(practice, now, person, phone)
        go_round()
        go_round()
        assert statuses() == {phone: "delivered"}
        assert db.session.scalars(select(SimulatedText.phone)).all() == [phone]
        simulated = db.session.scalars(select(SenderAccount).where(SenderAccount.kind == SenderKind.SIMULATED)).one()
        numbers = select(SenderNumber.phone).where(SenderNumber.account_id == simulated.id)
        assert simulated.account_sid.startswith("AC")
        assert db.session.scalars(numbers).one().startswith("+171755501")


def test_the_first_working_organization_gets_the_environments_account(app: Flask, make: Factory) -> None:
    practice, first, second = make.organization(is_practice=True), make.organization(), make.organization()
    given = Credentials(ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, NUMBERS[0])
    ensure_from_environment(given)
    ensure_from_environment(given)
    for organization, expected in ((practice, 0), (first, 1), (second, 0)):
        with in_organization(organization.id):
            given_out = select(SenderAccount).where(SenderAccount.kind == SenderKind.TWILIO)
            assert len(db.session.scalars(given_out).all()) == expected
    with in_organization(first.id):
        account = db.session.scalars(select(SenderAccount)).one()
        assert AUTH_TOKEN not in account.sealed_token and token_of(account) == AUTH_TOKEN
        assert COLUMN == "sender_accounts.sealed_token"
        sender = find_sender(is_practice=False)
        assert sender is not None and sender.from_phone == NUMBERS[0]
    ensure_from_environment(Credentials(ACCOUNT_SID, "e" * 32, MESSAGING_SERVICE_SID))
    with in_organization(first.id):
        assert token_of(db.session.scalars(select(SenderAccount)).one()) == "e" * 32
