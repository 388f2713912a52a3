"""Settling slips: following merges, finding or making the person, and working out who is here.

Everything of an organization is settled one after the other, so that one walk-in written down on two phones is one person.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from crm.accounts.queries import get_organization
from crm.accounts.service import take_turn
from crm.actions.queries import Action, get_action
from crm.contacts.names import split_name
from crm.contacts.queries import Contact, get_contact
from crm.contacts.service import NewContact, add_phone, create_contact, update_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import DomainError
from crm.core.phones import normalize
from crm.signins.consent_words import consent_words, read_key
from crm.signins.models import SignInMethod, Slip, SlipState
from crm.signins.service.bringing import current_people, say_who_brought
from crm.signins.service.matching import match
from crm.signins.service.mistakes import put_away_mistake
from crm.signins.service.presence_of_slips import AS_STORED, work_out
from crm.signins.signals import consent_given

log = logging.getLogger(__name__)
AT_ONCE = 25
"""Slips settled in one transaction, so that nobody at a door waits long for the database."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """That somebody at a door agreed to be texted: the very words, in which version, how, and when."""

    contact_id: int
    phone: str
    words: str
    source: str
    method: SignInMethod
    at: datetime


def settle_waiting(actor: Actor, now: datetime) -> int:
    """Settle the organization's slips that nobody has looked at yet, some of them; returns how many.

    Devices write past the session, so what it holds of slips may be older than what is stored.
    """
    take_turn(actor.organization_id)
    waiting = select(Slip).where(Slip.state == SlipState.WAITING).order_by(Slip.id).limit(AT_ONCE)
    slips = list(db.session.scalars(waiting.with_for_update(skip_locked=True), execution_options=AS_STORED))
    if not _is_settled(actor, now, slips):
        for slip in slips:
            if not _is_settled(actor, now, [slip]):
                slip.state = SlipState.REVIEW
    return len(slips)


def _is_settled(actor: Actor, now: datetime, slips: Sequence[Slip]) -> bool:
    """Settle slips or leave them as they were: one that cannot be settled must not keep the others waiting."""
    try:
        with db.session.begin_nested():
            settle(actor, now, slips)
    except (DomainError, IntegrityError):
        log.exception("slips %s could not be settled together", [slip.id for slip in slips])
        return False
    return True


def settle(actor: Actor, now: datetime, slips: Sequence[Slip]) -> None:
    """Say of these slips whose they are, where that is clear, and let presence follow; the others wait for a person."""
    by_action: dict[int, list[Slip]] = {}
    tapped = current_people({slip.tapped_id for slip in slips if slip.tapped_id is not None})
    for slip in slips:
        if slip.withdrawn_at is None and slip.contact_id is None:
            slip.contact_id = _person_of(actor, now, slip) if slip.tapped_id is None else tapped[slip.tapped_id]
            if slip.contact_id is None:
                slip.state = SlipState.REVIEW
        if slip.contact_id is not None or slip.withdrawn_at is not None:
            slip.state = SlipState.SETTLED
            by_action.setdefault(slip.action_id, []).append(slip)
    db.session.flush()
    for action_id, known in by_action.items():
        work_out(actor, now, action_id, (slip.contact_id for slip in known if slip.contact_id is not None))
        say_who_brought(action_id, known)
    for slip in slips:
        put_away_mistake(actor, now, slip)


def settle_as(actor: Actor, now: datetime, slip: Slip, contact_id: int | None) -> None:
    """A person said whose slip it is: somebody we know, or (None) somebody new; what it says is kept with her."""
    before = slip.contact_id
    if contact_id is None:
        slip.contact_id = _new_person(actor, now, slip, get_action(slip.action_id))
    else:
        slip.contact_id = get_contact(contact_id).id
        _add_to_person(actor, now, slip, slip.contact_id)
    settle(actor, now, [slip])
    if before is not None and before != slip.contact_id:
        work_out(actor, now, slip.action_id, [before])


def _person_of(actor: Actor, now: datetime, slip: Slip) -> int | None:
    """Whose a slip is that somebody typed or wrote, known or made now; None when a person must say."""
    found = match(slip, _region(actor))
    if found.is_new:
        return _new_person(actor, now, slip, get_action(slip.action_id))
    if found.contact_id is not None:
        _add_to_person(actor, now, slip, found.contact_id)
    return found.contact_id


def _new_person(actor: Actor, now: datetime, slip: Slip, action: Action) -> int:
    first, last, suffix = split_name(slip.name)
    person = create_contact(
        actor,
        now,
        NewContact(
            first_name=first,
            last_name=last,
            suffix=suffix,
            phone=slip.phone,
            preferred_language=slip.language,
            is_minor=slip.is_minor or None,
            needs=slip.needs,
            source=action.title,
            client_ref=slip.client_ref,
        ),
    )
    slip.is_new_person = True
    _keep_consent(actor, now, slip, person)
    return person.id


def _add_to_person(actor: Actor, now: datetime, slip: Slip, contact_id: int) -> None:
    """Give a person we know what her slip adds: a number, a language, needs, and that she is under age."""
    person = get_contact(contact_id)
    changes = _news(slip, person)
    if changes:
        update_contact(actor, now, person.id, changes)
    phone = normalize(slip.phone, _region(actor))
    if phone:
        add_phone(person.id, phone)
    _keep_consent(actor, now, slip, person)


def _news(slip: Slip, person: Contact) -> dict[str, object]:
    """What a slip says of a person and nobody had written down before."""
    news: dict[str, object] = {}
    if slip.is_minor and person.is_minor is None:
        news["is_minor"] = True
    if slip.language and not person.preferred_language:
        news["preferred_language"] = slip.language
    if slip.tapped_id is None and not person.last_name and (last := split_name(slip.name)[1]):
        news["last_name"] = last
    if new_needs := [need for need in slip.needs if need not in person.needs]:
        news["needs"] = [*person.needs, *new_needs]
    return news


def _keep_consent(actor: Actor, now: datetime, slip: Slip, person: Contact) -> None:
    """Tell the ledger's room the words that were agreed to; without a number there is nothing to agree to."""
    key, phone = read_key(slip.consent), normalize(slip.phone, _region(actor))
    if key is None or phone is None:
        return
    version, language = key
    said = consent_words(language, get_organization(actor.organization_id).name, version)
    source = f"{get_action(slip.action_id).title}, {slip.method.value}, wording {version}"
    given = ConsentGiven(person.id, phone, said, source, slip.method, slip.arrived_at)
    consent_given.send(given, actor=actor, now=now)


def _region(actor: Actor) -> str:
    return get_organization(actor.organization_id).region
