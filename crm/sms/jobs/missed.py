"""Texts whose webhook never reached us: once an hour the provider's own list is compared with what we have."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.core.claims import locked
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.sms.jobs.line import line_to
from crm.sms.jobs.receiving import keep
from crm.sms.jobs.sending import sender_of
from crm.sms.jobs.world import Clock, organizations_with, world
from crm.sms.models import InboundLook, SenderAccount, SenderKind, SenderNumber, WebhookKind
from crm.sms.provider.choose import Sender
from crm.sms.provider.port import IncomingText, ProviderSilent, SmsProvider

log = logging.getLogger(__name__)
EVERY = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=10)
"""After a list that could not be read, and how long one worker has for it before another may try."""
OVERLAP = timedelta(hours=2)
FIRST = timedelta(days=1)
AT_MOST = 2_000
"""Of one number in one look; more than that came in since the last one only when we were gone for days."""


def look_for_missed(real_now: datetime) -> int:
    """Compare with the provider's list where it is time; how many texts were found that we did not have."""
    waiting = organizations_with(SenderAccount, SenderAccount.kind == SenderKind.TWILIO)
    return sum(_look(organization_id, Clock(real_now)) for organization_id in waiting)


def _look(organization_id: int, clock: Clock) -> int:
    with in_organization(organization_id):
        with unit_of_work():
            since = _claim(clock.real())
        sender = sender_of(organization_id) if since is not None else None
        if since is None or sender is None or sender.is_practice:
            return 0
        asked_at = clock.real()
        try:
            texts = _listed(sender, since)
        except ProviderSilent as error:
            log.warning("the list of what came in could not be read: %s", error)
            return 0
        with unit_of_work():
            found = sum(
                keep(WebhookKind.INBOUND, organization_id, text.fields, None, clock.real()) for text in reversed(texts)
            )
            _note(asked_at, found)
        if found:
            log.warning("%s texts had come in without reaching us; they are taken in now", found)
        return found


def _claim(real_now: datetime) -> datetime | None:
    """Since when to look, if it is time and nobody else is looking; None otherwise."""
    account_id = db.session.scalars(
        select(SenderAccount.id).where(SenderAccount.kind == SenderKind.TWILIO).order_by(SenderAccount.id).limit(1)
    ).first()
    query = select(InboundLook).where(InboundLook.account_id == account_id)
    row = db.session.scalars(locked(query)).one_or_none()
    if row is None:
        if db.session.scalars(query).one_or_none() is not None:
            return None
        row = InboundLook(account_id=account_id, found=0)
        db.session.add(row)
    if row.look_after is not None and row.look_after > real_now:
        return None
    row.look_after = real_now + AGAIN_AFTER
    db.session.flush()
    return (row.looked_until or real_now - FIRST) - OVERLAP


def _listed(sender: Sender, since: datetime) -> list[IncomingText]:
    """What the provider lists of each of the account's numbers, the newest first; outside of any transaction."""
    provider = line_to(sender, world()).provider
    return [text for number in _numbers(provider) for text in provider.list_incoming(number, since, AT_MOST)]


def _numbers(provider: SmsProvider) -> Sequence[str]:
    with unit_of_work():
        known = list(db.session.scalars(select(SenderNumber.phone).order_by(SenderNumber.id)))
    return known or provider.check().numbers


def _note(asked_at: datetime, found: int) -> None:
    for row in db.session.scalars(select(InboundLook)):
        row.looked_until, row.look_after, row.found = asked_at, asked_at + EVERY, row.found + found
