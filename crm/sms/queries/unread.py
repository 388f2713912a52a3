"""Texts that came in and are not understood yet: nothing is sent to their numbers before they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import BindParameter, bindparam, func, select

from crm.core.database import db
from crm.sms.models import WebhookEvent, WebhookKind

_PHONES: BindParameter[str] = bindparam("phones", expanding=True)
UNREAD = select(WebhookEvent.phone).where(
    WebhookEvent.processed_at.is_(None), WebhookEvent.phone != "", WebhookEvent.phone.in_(_PHONES)
)

_EARLIEST = (
    select(WebhookEvent.phone, func.min(WebhookEvent.id))
    .where(
        WebhookEvent.kind == WebhookKind.INBOUND,
        WebhookEvent.processed_at.is_(None),
        WebhookEvent.phone.in_(_PHONES),
        WebhookEvent.tries == 0,
        WebhookEvent.id.not_in(bindparam("together", expanding=True)),
    )
    .group_by(WebhookEvent.phone)
)


def unread_phones(phones: Collection[str]) -> set[str]:
    """Of some numbers, those with a text that may be a stop for all anybody knows; one read of the few rows that wait."""
    return set(db.session.scalars(UNREAD, {"phones": list(phones)})) if phones else set()


def held_up(events: Sequence[WebhookEvent]) -> set[int]:
    """Of texts taken in together, by id, those with an earlier one of their number elsewhere that is about to be understood.

    Each keeps its place so. One that failed is not waited for: it is shown to a person, and until then holds back every
    text to the number.
    """
    given = {"phones": [event.phone for event in events if event.phone], "together": [event.id for event in events]}
    rows = db.session.execute(_EARLIEST, given) if given["phones"] else ()
    earliest = {row[0]: row[1] for row in rows}
    return {event.id for event in events if earliest.get(event.phone, event.id) < event.id}
