"""What the provider tells us, kept raw and committed before anything else; what it means is understood afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from crm.core.database import db, unit_of_work
from crm.sms.jobs.callers import Called, Caller, find_caller, forget_caller
from crm.sms.models import WebhookEvent, WebhookKind
from crm.sms.provider.signatures import Fields, is_signed


def keep_call(
    kind: WebhookKind, urls: Sequence[str], fields: Fields, signature: str, attempt_id: str | None, real_now: datetime
) -> int | None:
    """Keep one call of the provider, committed; the organization it is for, None when it is not known or not signed.

    `urls` are the addresses we may have been called by. A call that is kept already changes nothing.
    """
    ours = "To" if kind is WebhookKind.INBOUND else "From"
    called = (first(fields, "AccountSid"), first(fields, "MessagingServiceSid"), first(fields, ours))
    caller = _caller_that_signed(called, urls, fields, signature)
    if caller is None:
        return None
    with unit_of_work():
        keep(kind, caller.organization_id, fields, attempt_id, real_now)
    return caller.organization_id


def keep(kind: WebhookKind, organization_id: int, fields: Fields, attempt_id: str | None, real_now: datetime) -> bool:
    """Write one call down as it came; False when it is there already."""
    row = {
        "organization_id": organization_id,
        "kind": kind,
        "dedupe_key": _dedupe_key(kind, fields),
        "attempt_id": attempt_id[:36] if attempt_id else None,
        "phone": first(fields, "From")[:20] if kind is WebhookKind.INBOUND else "",
        "params": {name: values[0] if len(values) == 1 else list(values) for name, values in fields.items()},
        "received_at": real_now,
        "created_at": real_now,
        "updated_at": real_now,
        "tries": 0,
        "error": "",
    }
    connection = db.session.connection()
    return connection.execute(_insert(connection.dialect.name), row).first() is not None


def first(fields: Fields, name: str) -> str:
    """The first value of a field, "" when it is missing."""
    values = fields.get(name) or [""]
    return values[0]


def _caller_that_signed(called: Called, urls: Sequence[str], fields: Fields, signature: str) -> Caller | None:
    """Who is called, if the signature is that account's; a remembered token that does not fit is looked up anew."""
    caller = find_caller(called)
    if caller is None or is_signed(urls, fields, signature, caller.token):
        return caller
    if not forget_caller(called):
        return None
    anew = find_caller(called)
    return anew if anew is not None and anew != caller and is_signed(urls, fields, signature, anew.token) else None


@cache
def _insert(dialect_name: str) -> Any:
    dialect_insert = sqlite_insert if dialect_name == "sqlite" else postgresql_insert
    table = cast(Table, WebhookEvent.__table__)
    return dialect_insert(table).on_conflict_do_nothing().returning(table.c.id)


def _dedupe_key(kind: WebhookKind, fields: Fields) -> str:
    """The SID, and for receipts the status: a repeated call is the same row."""
    sid = first(fields, "MessageSid")
    if not sid:
        raw = json.dumps({name: list(values) for name, values in fields.items()}, sort_keys=True)
        return "none:" + hashlib.sha256(raw.encode()).hexdigest()
    return sid[:64] if kind is WebhookKind.INBOUND else f"{sid[:64]}:{first(fields, 'MessageStatus')[:32]}"
