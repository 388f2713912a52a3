"""Sharing one person with one partner: only by her own yes, only what reaches her, and no further once she takes it back."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.coalitions.models import ReceivedPerson, ReceivedState, SharingConsent, SharingHow
from crm.coalitions.queries.sharing import find_standing, partners_now
from crm.coalitions.service.receiving import receive
from crm.coalitions.sharing_words import CURRENT, sharing_words
from crm.contacts.queries import Contact, emails_of, get_contact, phones_of
from crm.core.actor import Actor, system_actor
from crm.core.database import db
from crm.core.errors import N_, Conflict, Refused
from crm.core.scope import in_organization


def share_person(
    actor: Actor, now: datetime, contact_id: int, partner_id: int, kind: str, language: str, how: SharingHow
) -> SharingConsent:
    """Write down that a person said yes to a partner, in the words of a kind (SHARE, or TEXTS too), and give her over.

    Refused for who is no partner now, for somebody under 18, and for somebody nobody could reach; Conflict when she said
    yes to that partner already.
    """
    person = get_contact(contact_id)
    partner = partners_now().get(partner_id)
    if partner is None or kind not in CURRENT:
        raise Refused(N_("That organization is in no coalition with us."))
    _refuse_unfit(person)
    standing = find_standing(person.id, partner_id)
    if standing is not None and standing.is_yes:
        raise Conflict(N_("She said yes to %(partner)s already."), partner=partner.name)
    ours = get_organization(actor.organization_id).name
    words, wording = sharing_words(CURRENT[kind], language, ours, partner.name)
    row = _say(actor, now, person.id, partner_id, secrets.token_hex(16), how)
    row.is_yes, row.words, row.wording = True, words, wording
    db.session.flush()
    record(actor, "shared_person", "contact", person.id, now, partner_id=partner_id, wording=wording)
    _give(actor, now, person, row)
    return row


def _refuse_unfit(person: Contact) -> None:
    if person.is_minor:
        raise Refused(N_("Somebody under 18 is not shared with another organization."))
    if not (phones_of([person.id]) or emails_of([person.id])):
        raise Refused(N_("Without a number or an address there is nothing to share."))


def _say(
    actor: Actor, now: datetime, contact_id: int, partner_id: int, share_key: str, how: SharingHow
) -> SharingConsent:
    row = SharingConsent(
        contact_id=contact_id,
        partner_id=partner_id,
        share_key=share_key,
        is_yes=False,
        how=how,
        said_at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    return row


def _give(actor: Actor, now: datetime, person: Contact, yes: SharingConsent) -> None:
    """Let the partner receive her name, first number, first address and language: nothing else leaves our rows."""
    given = ReceivedPerson(
        share_key=yes.share_key,
        from_id=actor.organization_id,
        name=person.display_name,
        phone=next(iter(phones_of([person.id]).get(person.id, [])), ""),
        email=next(iter(emails_of([person.id]).get(person.id, [])), ""),
        language=person.preferred_language,
        words=yes.words,
        wording=yes.wording,
        how=yes.how,
        state=ReceivedState.WAITING,
        received_at=now,
    )
    db.session.flush()
    with in_organization(yes.partner_id):
        receive(system_actor(yes.partner_id), now, given)


def take_back(actor: Actor, now: datetime, contact_id: int, partner_id: int, how: SharingHow) -> SharingConsent:
    """Write down that she took her yes back: nothing more goes over, and the partner is told. Conflict without a yes."""
    person = get_contact(contact_id)
    standing = find_standing(person.id, partner_id)
    if standing is None or not standing.is_yes:
        raise Conflict(N_("She has no yes to that organization that she could take back."))
    row = _say(actor, now, person.id, partner_id, standing.share_key, how)
    db.session.flush()
    record(actor, "took_sharing_back", "contact", person.id, now, partner_id=partner_id)
    db.session.flush()
    with in_organization(partner_id):
        _tell(now, standing.share_key)
    return row


def _tell(now: datetime, share_key: str) -> None:
    """Let the partner know; of somebody who still waits it forgets what was sent."""
    query = select(ReceivedPerson).where(ReceivedPerson.share_key == share_key)
    received = db.session.scalars(query).one_or_none()
    if received is None:
        return
    received.taken_back_at, received.seen_at = now, None
    if received.state is ReceivedState.WAITING:
        received.state = ReceivedState.DROPPED
        received.name = received.phone = received.email = ""
    db.session.flush()
    actor = system_actor(received.organization_id)
    record(actor, "sharing_taken_back", "contact", received.contact_id, now, partner_id=received.from_id)
    db.session.flush()
