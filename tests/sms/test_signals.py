"""What texting tells the rooms above: a text was understood, and numbers were closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from blinker import NamedSignal

from crm.accounts.models import Organization
from crm.core.actor import system_actor
from crm.sms.models import Conversation, OptOutReason
from crm.sms.queries.gate import closed_phones
from crm.sms.replies import Intent
from crm.sms.service.consent import hold, opt_out, opt_out_many
from crm.sms.signals import opted_out, text_answered
from tests.sms.inbox_support import text_in

PHONE, OTHER = "+13035550101", "+13035550102"


@contextmanager
def _heard(signal: NamedSignal) -> Iterator[list[tuple[Any, dict[str, Any]]]]:
    calls: list[tuple[Any, dict[str, Any]]] = []

    def hear(sender: Any, **values: Any) -> None:
        calls.append((sender, values))

    with signal.connected_to(hear):
        yield calls


@pytest.mark.usefixtures("organization")
def test_a_text_is_told_once_when_its_consequences_are_written(now: datetime) -> None:
    closed_when_told: list[bool] = []

    def look(thread: Conversation, **_values: Any) -> None:
        closed_when_told.append(thread.phone in closed_phones([thread.phone]))

    with _heard(text_answered) as calls, text_answered.connected_to(look):
        text_in(PHONE, "please stop texting me", now)
    [(thread, values)] = calls
    assert (thread.phone, values["reply"].intent, values["message"].body) == (
        PHONE,
        Intent.STOP,
        "please stop texting me",
    )
    assert closed_when_told == [True]


def test_numbers_are_told_when_they_are_closed_and_not_again(organization: Organization, now: datetime) -> None:
    actor = system_actor(organization.id)
    with _heard(opted_out) as calls:
        hold(now, PHONE, "hmm")
        opt_out(now, PHONE, OptOutReason.STOP_REPLY, "stop")
        opt_out(now, PHONE, OptOutReason.STOP_REPLY, "stop")
        opt_out_many(actor, now, {PHONE, OTHER}, OptOutReason.IMPORT, "a list")
    assert [phones for phones, _ in calls] == [{PHONE}, {OTHER}]
