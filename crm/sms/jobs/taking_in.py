"""What the provider tells us: checked, kept raw and committed first, then understood; what fails is done again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from crm.accounts.queries import get_organization
from crm.core.claims import locked
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import everywhere, in_organization
from crm.core.upsert import insert_new
from crm.sms.jobs.world import Clock, credentials
from crm.sms.models import SenderAccount, WebhookEvent, WebhookKind
from crm.sms.provider.signatures import Fields, is_signed
from crm.sms.queries.senders import find_account_called
from crm.sms.service.inbound import take_text
from crm.sms.service.receipts import take_receipt
from crm.sms.service.senders import ensure_from_environment, token_of

log = logging.getLogger(__name__)
BATCH = 200
GIVE_UP_AFTER = timedelta(days=3)
LONGEST_WAIT_SECONDS = 900
NOT_OURS_YET = "no text of ours has that SID or attempt yet"


def receive(
    kind: WebhookKind, urls: Sequence[str], fields: Fields, signature: str, attempt_id: str | None, real_now: datetime
) -> bool:
    """Take one call of the provider in; False when the account is not known or the signature is wrong.

    `urls` are the addresses we may have been called by. A call that was taken in before changes nothing and is True.
    What goes wrong after the raw row is committed never fails the call: the worker does it again.
    """
    account = _account_called(kind, fields)
    if account is None or not is_signed(urls, fields, signature, token_of(account)):
        return False
    row = {
        "organization_id": account.organization_id,
        "kind": kind,
        "dedupe_key": _dedupe_key(kind, fields),
        "attempt_id": attempt_id[:36] if attempt_id else None,
        "params": {name: values[0] if len(values) == 1 else list(values) for name, values in fields.items()},
        "received_at": real_now,
        "tries": 0,
        "error": "",
    }
    with in_organization(account.organization_id):
        with unit_of_work():
            made = insert_new(WebhookEvent, [row])
        for event_id in made:
            _take(account.organization_id, event_id, real_now)
    return True


def take_in(real_now: datetime) -> int:
    """Do again what waits: events whose processing failed or never began; how many were dealt with."""
    due = or_(WebhookEvent.try_after.is_(None), WebhookEvent.try_after <= real_now)
    query = (
        select(WebhookEvent.id, WebhookEvent.organization_id)
        .where(WebhookEvent.processed_at.is_(None), due)
        .order_by(WebhookEvent.id)
        .limit(BATCH)
    )
    with everywhere("the worker takes in what any organization's provider told"), reading_only(), unit_of_work():
        waiting = [(row[0], row[1]) for row in db.session.execute(query)]
    for event_id, organization_id in waiting:
        with in_organization(organization_id):
            _take(organization_id, event_id, real_now)
    return len(waiting)


def _account_called(kind: WebhookKind, fields: Fields) -> SenderAccount | None:
    ours = "To" if kind is WebhookKind.INBOUND else "From"
    called = (_first(fields, "AccountSid"), _first(fields, "MessagingServiceSid"), _first(fields, ours))
    with reading_only(), unit_of_work():
        account = find_account_called(*called)
    given = credentials()
    if account is None and called[0] and called[0] == given.account_sid:
        with unit_of_work():
            ensure_from_environment(given)
        with reading_only(), unit_of_work():
            account = find_account_called(*called)
    return account


def _take(organization_id: int, event_id: int, real_now: datetime) -> None:
    """Understand one event in a transaction of its own; what fails is noted and waits longer each time."""
    try:
        with unit_of_work():
            event = _lock(event_id)
            if event is not None:
                _understand(event, organization_id, real_now)
    except Exception as error:
        log.exception("webhook event %s could not be taken in; it will be tried again", event_id)
        with unit_of_work():
            event = _lock(event_id)
            if event is not None:
                _postpone(event, f"{type(error).__name__}", real_now)


def _understand(event: WebhookEvent, organization_id: int, real_now: datetime) -> None:
    now = Clock(real_now).shifted(get_organization(organization_id).clock_offset_seconds)
    if event.kind is WebhookKind.INBOUND:
        take_text(event.params, now)
    elif not take_receipt(event.params, event.attempt_id, now):
        _postpone(event, NOT_OURS_YET, real_now)
        return
    event.processed_at, event.error = real_now, ""


def _postpone(event: WebhookEvent, error: str, real_now: datetime) -> None:
    event.tries += 1
    event.error = error[:500]
    event.try_after = real_now + timedelta(seconds=min(2.0 ** min(event.tries, 10), LONGEST_WAIT_SECONDS))
    if real_now - event.received_at > GIVE_UP_AFTER:
        event.processed_at = real_now


def _lock(event_id: int) -> WebhookEvent | None:
    query = select(WebhookEvent).where(WebhookEvent.id == event_id, WebhookEvent.processed_at.is_(None))
    return db.session.scalars(locked(query), execution_options={"populate_existing": True}).one_or_none()


def _dedupe_key(kind: WebhookKind, fields: Fields) -> str:
    """The SID, and for receipts the status: a repeated call is the same row."""
    sid = _first(fields, "MessageSid")
    if not sid:
        raw = json.dumps({name: list(values) for name, values in fields.items()}, sort_keys=True)
        return "none:" + hashlib.sha256(raw.encode()).hexdigest()
    return sid[:64] if kind is WebhookKind.INBOUND else f"{sid[:64]}:{_first(fields, 'MessageStatus')[:32]}"


def _first(fields: Fields, name: str) -> str:
    values = fields.get(name) or [""]
    return values[0]
