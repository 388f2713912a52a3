"""Understanding what was kept: texts that came in by the ten, receipts by the hundred; what fails is done again alone.

A text that came in holds back every text to its number until it is understood (`queries.unread`), so that a stop counts
from the moment its raw row is committed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update

from crm.accounts.queries import get_organization
from crm.core.claims import locked
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import everywhere, in_organization
from crm.sms.jobs.receiving import keep_call
from crm.sms.jobs.world import Clock
from crm.sms.models import WebhookEvent, WebhookKind
from crm.sms.provider.signatures import Fields
from crm.sms.queries.unread import held_up
from crm.sms.service.arriving import know
from crm.sms.service.inbound import keep_for_a_person, take_text
from crm.sms.service.receipt_batches import Receipt, as_receipt, take_receipts

log = logging.getLogger(__name__)
BATCH = 100
TEXTS_AT_ONCE = 10
"""How many texts share a transaction: few enough that nobody waits for its locks."""
RECEIPTS_AT_ONCE = 300
GIVE_UP_AFTER = timedelta(days=3)
LONGEST_WAIT_SECONDS = 900
TRIES_BEFORE_A_PERSON = 3
"""A text that cannot be understood is shown as it came, its number held, after so many failures: a minute at the most."""
NOT_OURS_YET = "no text of ours has that SID or attempt yet"


def receive(
    kind: WebhookKind, urls: Sequence[str], fields: Fields, signature: str, attempt_id: str | None, real_now: datetime
) -> bool:
    """Keep one call of the provider and understand it at once; False when it is not known or not signed."""
    organization_id = keep_call(kind, urls, fields, signature, attempt_id, real_now)
    if organization_id is None:
        return False
    (_take_texts if kind is WebhookKind.INBOUND else _take_receipts)(organization_id, real_now)
    return True


def take_in(real_now: datetime) -> int:
    """Understand the texts that came in, and do again those that failed; how many were dealt with."""
    return sum(_take_texts(one, real_now) for one in _organizations_waiting(WebhookKind.INBOUND, real_now))


def take_in_receipts(real_now: datetime) -> int:
    """Apply the receipts that wait; how many were dealt with."""
    return sum(_take_receipts(one, real_now) for one in _organizations_waiting(WebhookKind.STATUS, real_now))


def _organizations_waiting(kind: WebhookKind, real_now: datetime) -> list[int]:
    query = select(WebhookEvent.organization_id).where(*_due(kind, real_now)).distinct()
    with everywhere("the worker takes in what any organization's provider told"), reading_only(), unit_of_work():
        return sorted(db.session.scalars(query))


def _due(kind: WebhookKind, real_now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_time = or_(WebhookEvent.try_after.is_(None), WebhookEvent.try_after <= real_now)
    return WebhookEvent.kind == kind, WebhookEvent.processed_at.is_(None), is_time


def _take_texts(organization_id: int, real_now: datetime) -> int:
    query = select(WebhookEvent.id).where(*_due(WebhookKind.INBOUND, real_now)).order_by(WebhookEvent.id).limit(BATCH)
    with in_organization(organization_id):
        with reading_only(), unit_of_work():
            ids, now = list(db.session.scalars(query)), _now_of(organization_id, real_now)
        for start in range(0, len(ids), TEXTS_AT_ONCE):
            _take_together(ids[start : start + TEXTS_AT_ONCE], now, real_now)
    return len(ids)


def _take_together(event_ids: Sequence[int], now: datetime, real_now: datetime) -> None:
    """Understand some texts in one transaction; should it fail, each in one of its own, so that one holds up no other."""
    try:
        with unit_of_work():
            _understand(_lock(event_ids), now, real_now)
    except Exception:
        log.exception("texts that came in could not be taken in together; they are taken one by one")
        db.session.expunge_all()
        for event_id in event_ids:
            _take_text(event_id, now, real_now)
    db.session.expunge_all()


def _understand(events: Sequence[WebhookEvent], now: datetime, real_now: datetime) -> None:
    """Take texts in, in their order, but those of which an earlier one of the number is about to be taken in elsewhere."""
    late = held_up(events)
    ready = [event for event in events if event.id not in late]
    known = know([event.params for event in ready if event.tries < TRIES_BEFORE_A_PERSON], now)
    for event in ready:
        if event.tries < TRIES_BEFORE_A_PERSON:
            take_text(event.params, now, known)
        else:
            keep_for_a_person(event.params, now)
    _set(WebhookEvent.id.in_([event.id for event in ready]), processed_at=real_now, error="")


def _take_text(event_id: int, now: datetime, real_now: datetime) -> None:
    """Understand one text in a transaction of its own; what fails is noted and waits longer each time."""
    try:
        with unit_of_work():
            _understand(_lock([event_id]), now, real_now)
    except Exception as error:
        log.exception("webhook event %s could not be taken in; it will be tried again", event_id)
        with unit_of_work():
            for event in _lock([event_id]):
                event.tries, event.error = event.tries + 1, type(error).__name__
                event.try_after = real_now + _patience(event.tries)


def _now_of(organization_id: int, real_now: datetime) -> datetime:
    return Clock(real_now).shifted(get_organization(organization_id).clock_offset_seconds)


def _lock(event_ids: Sequence[int]) -> list[WebhookEvent]:
    """Those of these events that nobody else works on, in their order."""
    query = select(WebhookEvent).where(WebhookEvent.id.in_(event_ids), WebhookEvent.processed_at.is_(None))
    ordered = locked(query.order_by(WebhookEvent.id))
    return list(db.session.scalars(ordered, execution_options={"populate_existing": True}))


def _patience(tries: int) -> timedelta:
    return timedelta(seconds=min(2.0 ** min(tries, 10), LONGEST_WAIT_SECONDS))


_RECEIPT = (WebhookEvent.id, WebhookEvent.params, WebhookEvent.attempt_id, WebhookEvent.tries, WebhookEvent.received_at)


def _take_receipts(organization_id: int, real_now: datetime) -> int:
    """Apply a batch of receipts in one transaction; should it fail, each in one of its own, so that one holds up no other."""
    with in_organization(organization_id):
        try:
            with unit_of_work():
                return len(_apply(organization_id, real_now, RECEIPTS_AT_ONCE))
        except Exception:
            log.exception("a batch of receipts could not be taken in; they are taken one by one")
            db.session.expunge_all()
        return _take_receipts_singly(organization_id, real_now)


def _take_receipts_singly(organization_id: int, real_now: datetime) -> int:
    with reading_only(), unit_of_work():
        rows = _waiting_receipts(real_now, RECEIPTS_AT_ONCE)
    for row in rows:
        try:
            with unit_of_work():
                _apply(organization_id, real_now, 1, row.id)
        except Exception as error:
            log.exception("receipt %s could not be taken in; it will be tried again", row.id)
            with unit_of_work():
                _park([row], type(error).__name__, real_now)
    return len(rows)


def _waiting_receipts(real_now: datetime, limit: int, event_id: int | None = None) -> list[Row[Any]]:
    query = select(*_RECEIPT).where(*_due(WebhookKind.STATUS, real_now)).order_by(WebhookEvent.id).limit(limit)
    return list(db.session.execute(locked(query if event_id is None else query.where(WebhookEvent.id == event_id))))


def _apply(organization_id: int, real_now: datetime, limit: int, event_id: int | None = None) -> list[Row[Any]]:
    rows = _waiting_receipts(real_now, limit, event_id)
    receipts: list[Receipt] = [as_receipt(row.id, row.params, row.attempt_id) for row in rows]
    if receipts:
        early = take_receipts(receipts, _now_of(organization_id, real_now))
        _park([row for row in rows if row.id in early], NOT_OURS_YET, real_now)
        done = [row.id for row in rows if row.id not in early]
        _set(WebhookEvent.id.in_(done), processed_at=real_now, error="")
    return rows


def _park(rows: Sequence[Row[Any]], error: str, real_now: datetime) -> None:
    """Let receipts wait longer each time, those of the same patience at once, and give up on them after three days."""
    for tries in {row.tries + 1 for row in rows}:
        ids = [row.id for row in rows if row.tries + 1 == tries]
        _set(WebhookEvent.id.in_(ids), tries=tries, error=error[:500], try_after=real_now + _patience(tries))
    old = [row.id for row in rows if real_now - row.received_at > GIVE_UP_AFTER]
    if old:
        _set(WebhookEvent.id.in_(old), processed_at=real_now)


def _set(which: ColumnElement[bool], **values: Any) -> None:
    rows = update(WebhookEvent).where(which).values(values)
    db.session.execute(rows, execution_options={"synchronize_session": False})
