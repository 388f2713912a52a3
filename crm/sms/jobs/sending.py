"""Worker steps that move texts out: send what is due, find out about the uncertain, close blasts."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from crm.accounts.queries import get_organization
from crm.core.database import unit_of_work
from crm.core.scope import get_owned, in_organization
from crm.sms.jobs.world import Clock, credentials, organizations_with, world
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.provider.choose import Sender, World, provider_for
from crm.sms.provider.error_codes import Remedy, remedy_for
from crm.sms.provider.port import Declined, NotNow, ProviderSilent, SendResult, SmsProvider
from crm.sms.service import reconcile, sending
from crm.sms.service.senders import ensure_from_environment, find_sender


def send_due(real_now: datetime) -> int:
    """Send a batch of due texts for each organization; how many were handed over."""
    waiting = organizations_with(Message, Message.status == MessageStatus.QUEUED)
    return sum(_send_for(organization_id, Clock(real_now)) for organization_id in waiting)


def _send_for(organization_id: int, clock: Clock) -> int:
    outside = world()
    with in_organization(organization_id):
        sender = sender_of(organization_id)
        if sender is None:
            return 0
        with unit_of_work():
            ids = sending.claim(clock.shifted(sender.clock_offset_seconds), clock.real(), outside.lease)
        done = 0
        while ids:
            result = _send_one(ids.pop(0), sender, outside, clock)
            done += result is not None
            if _must_pause(result):
                break
        with unit_of_work():
            sending.release(ids)
        return done


def sender_of(organization_id: int) -> Sender | None:
    """From where the organization in scope texts now, the environment's account given to it first if it is due to it."""
    with unit_of_work():
        organization = get_organization(organization_id)
        if not organization.is_practice:
            ensure_from_environment(credentials())
        return find_sender(organization.is_practice, organization.clock_offset_seconds)


def _send_one(message_id: int, sender: Sender, outside: World, clock: Clock) -> SendResult | None:
    """One text through gate, call and result; None when the gate kept it."""
    offset = sender.clock_offset_seconds
    with unit_of_work():
        text = sending.hand_over(message_id, sender, outside, clock.shifted(offset), clock.real())
    if text is None:
        return None
    result = _provider(sender, outside).send(text)
    with unit_of_work():
        sending.note_result(message_id, result, sender.account_sid, clock.shifted(offset), clock.real())
    return result


def _must_pause(result: SendResult | None) -> bool:
    """Whether the rest of the batch should wait: the provider asked for patience, or refuses the whole account."""
    if isinstance(result, NotNow):
        return True
    return isinstance(result, Declined) and remedy_for(result.code) in (Remedy.HALT, Remedy.WAIT, Remedy.STOP_BLAST)


@lru_cache(maxsize=16)
def _provider(sender: Sender, outside: World) -> SmsProvider:
    """One carrier for each account, so that its connections are kept."""
    return provider_for(sender, outside)


def reconcile_uncertain(real_now: datetime) -> int:
    """Sweep up after workers that died, and look for texts whose fate is not known; how many were decided or freed."""
    open_states = (MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)
    waiting = organizations_with(Message, Message.status.in_(open_states))
    return sum(_reconcile_for(organization_id, Clock(real_now)) for organization_id in waiting)


def _reconcile_for(organization_id: int, clock: Clock) -> int:
    outside = world()
    with in_organization(organization_id):
        with unit_of_work():
            offset = get_organization(organization_id).clock_offset_seconds
            freed = reconcile.sweep_lapsed(clock.shifted(offset), clock.real())
            ids = reconcile.take_uncertain(clock.real(), outside.grace)
        sender = sender_of(organization_id) if ids else None
        if sender is not None:
            for message_id in ids:
                _look_for(message_id, sender, outside, clock)
        return freed


def _look_for(message_id: int, sender: Sender, outside: World, clock: Clock) -> None:
    with unit_of_work():
        message = get_owned(Message, message_id)
        text, since = sending.as_outgoing(message, sender, outside), reconcile.looked_for_since(message)
    try:
        found = _provider(sender, outside).find_sent(text, since)
    except ProviderSilent:
        return
    with unit_of_work():
        now = clock.shifted(sender.clock_offset_seconds)
        reconcile.settle(message_id, found, outside.grace, now, clock.real())


def finish_blasts(real_now: datetime) -> int:
    """Start blasts whose time has come and close those that are through, by each organization's clock."""
    waiting = organizations_with(Blast, Blast.status.in_((BlastStatus.SENDING, BlastStatus.SCHEDULED)))
    done = 0
    for organization_id in waiting:
        with in_organization(organization_id), unit_of_work():
            offset = get_organization(organization_id).clock_offset_seconds
            done += reconcile.advance_blasts(Clock(real_now).shifted(offset))
    return done
