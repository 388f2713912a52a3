"""Receipts applied by the hundred end as they would one by one: forward only, out of order, twice, some too early."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from crm.accounts.models import Organization
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.jobs.receiving import keep
from crm.sms.models import Message, MessageStatus, WebhookEvent, WebhookKind
from crm.sms.service import receipt_batches
from crm.sms.service.receipts import RANK, status_of
from tests.support.emulator import NUMBERS
from tests.support.factories import Factory
from tests.support.texting import fresh, go_round, live_at, member, status_fields, write_to

WORDS = ("queued", "sending", "sent", "delivered", "undelivered", "failed", "a word of tomorrow")
_numbers = count(1)


def _texts(make: Factory, organization: Organization) -> list[Message]:
    """Three texts: taken by the provider, being handed over, and one that came in."""
    rows = []
    for status in (MessageStatus.SENT, MessageStatus.CLAIMED, MessageStatus.ACCEPTED):
        person, phone = member(make, organization)
        row = write_to(organization, make.now, person, phone)
        number = next(_numbers)
        row.status, row.attempt_id, row.our_phone = status, f"attempt-{number}", ""
        row.provider_sid = None if status is MessageStatus.CLAIMED else f"SMbatch{number}"
        row.handed_over_at = utc_now()
        rows.append(row)
    db.session.commit()
    return rows


def _keep(fields: dict[str, str], attempt_id: str | None) -> bool:
    lists = {name: [value] for name, value in fields.items()}
    return keep(WebhookKind.STATUS, current_organization_id(), lists, attempt_id, utc_now())


def _furthest(before: MessageStatus, words: list[str]) -> MessageStatus:
    now = before
    for status in filter(None, map(status_of, words)):
        now = status if RANK[status] > RANK[now] else now
    return now


@given(told=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(WORDS)), max_size=20))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_batch_ends_as_its_receipts_would_one_by_one(
    app: Flask, make: Factory, organization: Organization, now: datetime, told: list[tuple[int, str]]
) -> None:
    live_at(organization, now)
    rows = _texts(make, organization)
    sids = [row.provider_sid or f"SMbatch{next(_numbers)}" for row in rows]
    heard: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for which, word in told:
        if _keep(status_fields(sids[which], word), rows[which].attempt_id):
            heard[which].append(word)
    before = [row.status for row in rows]
    expected = [_furthest(row.status, heard[which]) for which, row in enumerate(rows)]
    go_round("take_in_receipts")
    assert [fresh(row).status for row in rows] == expected
    for which, row in enumerate(map(fresh, rows)):
        assert row.our_phone == (NUMBERS[0] if row.status is not before[which] else row.our_phone)
        assert (row.delivered_at is not None) == (row.status is MessageStatus.DELIVERED)
        assert (row.error_code is not None) == (row.status in receipt_batches.REFUSED)
    assert _waiting() == 0


def _waiting() -> int:
    query = select(func.count()).where(WebhookEvent.processed_at.is_(None))
    return db.session.scalar(query) or 0


def test_one_that_cannot_be_applied_holds_up_no_other(
    make: Factory, organization: Organization, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_at(organization, now)
    good, early, bad = _texts(make, organization)
    for row, word in ((good, "delivered"), (bad, "failed")):
        _keep(status_fields(str(row.provider_sid), word, ErrorCode="30007"), row.attempt_id)
    _keep(status_fields("SMnobodys", "sent"), None)
    right, bad_sid = receipt_batches.take_receipt, bad.provider_sid

    def fail(params: dict[str, Any], *rest: Any) -> bool:
        if params["MessageSid"] == bad_sid:
            raise ValueError("not this one")
        return right(params, *rest)

    monkeypatch.setattr(receipt_batches, "take_receipt", fail)
    assert go_round("take_in_receipts") == 3 and go_round("take_in_receipts") == 0
    assert fresh(good).status is MessageStatus.DELIVERED and fresh(bad).status is MessageStatus.ACCEPTED
    errors = dict(
        db.session.execute(select(WebhookEvent.error, WebhookEvent.tries).where(WebhookEvent.tries > 0)).all()
    )
    assert set(errors) == {"ValueError", "no text of ours has that SID or attempt yet"}
    monkeypatch.undo()
    early = fresh(early)
    early.provider_sid = "SMnobodys"
    db.session.commit()
    assert go_round("take_in_receipts", real_now=utc_now() + timedelta(seconds=5)) == 2
    assert fresh(early).status is MessageStatus.SENT and fresh(bad).status is MessageStatus.FAILED and _waiting() == 0
