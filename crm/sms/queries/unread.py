"""Texts that came in and are not understood yet: nothing is sent to their numbers before they are."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, exists, select

from crm.core.database import db
from crm.sms.models import WebhookEvent, WebhookKind

_PHONES: BindParameter[str] = bindparam("phones", expanding=True)
UNREAD = select(WebhookEvent.phone).where(
    WebhookEvent.processed_at.is_(None), WebhookEvent.phone != "", WebhookEvent.phone.in_(_PHONES)
)


def unread_phones(phones: Collection[str]) -> set[str]:
    """Of some numbers, those with a text that may be a stop for all anybody knows; one read of the few rows that wait."""
    return set(db.session.scalars(UNREAD, {"phones": list(phones)})) if phones else set()


def older_waits(event: WebhookEvent) -> bool:
    """Whether an earlier text of the same number is about to be understood, so that this one keeps its place.

    One that failed is not waited for: it is shown to a person, and until then holds back every text to the number.
    """
    query = select(
        exists().where(
            WebhookEvent.kind == WebhookKind.INBOUND,
            WebhookEvent.organization_id == event.organization_id,
            WebhookEvent.processed_at.is_(None),
            WebhookEvent.phone == event.phone,
            WebhookEvent.phone != "",
            WebhookEvent.id < event.id,
            WebhookEvent.tries == 0,
        )
    )
    return bool(db.session.scalar(query))
