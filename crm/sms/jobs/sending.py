"""Worker steps that move texts out: send what is due, find out about the uncertain, watch over blasts and close them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from crm.accounts.queries import get_organization
from crm.core.database import unit_of_work
from crm.core.scope import get_owned, in_organization
from crm.sms.jobs.line import concerns_all, line_to
from crm.sms.jobs.world import Clock, credentials, organizations_with, world
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus
from crm.sms.provider.choose import Sender, World
from crm.sms.provider.port import ProviderSilent
from crm.sms.service import breakers, reconcile
from crm.sms.service.results import Result, note_results
from crm.sms.service.senders import ensure_from_environment, find_sender
from crm.sms.service.sending import Group, hand_over, outgoing
from crm.sms.service.tallies import MOST_ROWS, fold_counts

TURN = timedelta(seconds=2)
"""How long one organization's texts leave before the worker takes in stops and serves the others."""
MANY = 500
"""How many are looked at together while none of those before may leave, as outside the hours for texting."""
TRIES_TO_NOTE = 5


def send_due(real_now: datetime) -> int:
    """Send due texts of each organization, for a while each; how many were called out."""
    waiting = organizations_with(Message, Message.status == MessageStatus.QUEUED)
    return sum(_send_for(organization_id, Clock(real_now)) for organization_id in waiting)


def _send_for(organization_id: int, clock: Clock) -> int:
    """Hand over a small group, call for all of it at once, write down what was said, and so on until the turn is over.

    As many are handed over as can be called at that very moment: the gate is never older than the call.
    """
    outside = world()
    with in_organization(organization_id):
        sender = sender_of(organization_id)
        if sender is None:
            return 0
        line, ends, sent, is_open = line_to(sender, outside), clock.real() + TURN, 0, True
        group = Group()
        while True:
            look_at = MANY if group.moved and not group.texts else 0
            group = _hand_over(line.free if is_open else 0, look_at, sender, outside, clock)
            if not group.moved and not line.is_busy:
                return sent
            line.call(group.texts)
            sent += len(group.texts)
            results = line.answers()
            _note(results, sender, clock)
            is_open = is_open and clock.real() < ends and not any(concerns_all(result) for _, result in results)


def _hand_over(at_most: int, look_at: int, sender: Sender, outside: World, clock: Clock) -> Group:
    if at_most == 0:
        return Group()
    with unit_of_work():
        return hand_over(sender, outside, clock.shifted(sender.clock_offset_seconds), clock.real(), at_most, look_at)


def _note(results: Sequence[Result], sender: Sender, clock: Clock) -> None:
    """Write down what was said; it is said once, so a database that is busy is asked again."""
    for tries_left in reversed(range(TRIES_TO_NOTE if results else 0)):
        try:
            with unit_of_work():
                note_results(results, sender, clock.shifted(sender.clock_offset_seconds), clock.real())
            return
        except OperationalError:
            if not tries_left:
                raise


def sender_of(organization_id: int) -> Sender | None:
    """From where the organization in scope texts now, the environment's account given to it first if it is due to it."""
    with unit_of_work():
        organization = get_organization(organization_id)
        if not organization.is_practice:
            ensure_from_environment(credentials())
        return find_sender(organization.is_practice, organization.clock_offset_seconds)


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
        text, since = outgoing(message, sender, outside), reconcile.looked_for_since(message)
    try:
        found = line_to(sender, outside).provider.find_sent(text, since)
    except ProviderSilent:
        return
    with unit_of_work():
        now = clock.shifted(sender.clock_offset_seconds)
        reconcile.settle(message_id, found, outside.grace, now, clock.real())


def finish_blasts(real_now: datetime) -> int:
    """Start blasts whose time has come, pause those that go wrong, and close those that are through; how many changed."""
    waiting = organizations_with(Blast, Blast.status.in_((BlastStatus.SENDING, BlastStatus.SCHEDULED)))
    done = 0
    for organization_id in waiting:
        with in_organization(organization_id), unit_of_work():
            now = Clock(real_now).shifted(get_organization(organization_id).clock_offset_seconds)
            done += breakers.check_running(now) + reconcile.advance_blasts(now)
            fold_counts(MOST_ROWS)
    return done
