"""Taking in somebody whom a partner shares with us: found among our people, new, or left for staff to say."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.coalitions.models import ReceivedPerson, ReceivedState, SharingHow
from crm.coalitions.queries.sharing import get_received
from crm.coalitions.sharing_words import covers_texts
from crm.contacts.names import split_name
from crm.contacts.queries import find_by_email, get_contact
from crm.contacts.service import NewContact, add_email, add_phone, create_contact, update_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Conflict
from crm.core.phones import normalize
from crm.signins.models import SignInMethod
from crm.signins.service.matching import Match, match
from crm.signins.service.settling import ConsentGiven
from crm.signins.signals import consent_given

METHODS = {
    SharingHow.IN_PERSON: SignInMethod.DOOR_TAP,
    SharingHow.PHONE: SignInMethod.DOOR_TAP,
    SharingHow.PAPER: SignInMethod.PAPER,
}
"""How the ledger of texts hears of it: said aloud, or signed."""


def receive(actor: Actor, now: datetime, row: ReceivedPerson) -> ReceivedPerson:
    """Take somebody in as a door takes in who signs in: by number and first name, else new, else she waits for staff."""
    db.session.add(row)
    db.session.flush()
    found = _find(actor, row)
    if found.contact_id is not None or found.is_new:
        _take(actor, now, row, found.contact_id)
    record(actor, "received_person", "contact", row.contact_id, now, partner_id=row.from_id)
    db.session.flush()
    return row


def _find(actor: Actor, row: ReceivedPerson) -> Match:
    """As at a door; and nobody is new at an address that somebody of ours has."""
    found = match(row, get_organization(actor.organization_id).region)
    return Match() if found.is_new and row.email and find_by_email(row.email) else found


def settle_received(actor: Actor, now: datetime, received_id: int, contact_id: int | None) -> ReceivedPerson:
    """Say who somebody who waits is: one of ours, or (None) somebody new. Conflict when she waits no more."""
    row = get_received(received_id)
    if row.state is not ReceivedState.WAITING:
        raise Conflict(N_("Somebody has settled that already."))
    _take(actor, now, row, contact_id)
    record(actor, "settled_received", "contact", row.contact_id, now, partner_id=row.from_id)
    db.session.flush()
    return row


def drop_received(actor: Actor, now: datetime, received_id: int) -> ReceivedPerson:
    """Leave somebody who waits out, and forget what was sent."""
    row = get_received(received_id)
    if row.state is ReceivedState.WAITING:
        row.state, row.seen_at = ReceivedState.DROPPED, now
        row.name = row.phone = row.email = ""
        record(actor, "dropped_received", "contact", None, now, partner_id=row.from_id)
        db.session.flush()
    return row


def note_seen(now: datetime, received_id: int) -> ReceivedPerson:
    """Somebody here knows now that a yes was taken back."""
    row = get_received(received_id)
    row.seen_at = row.seen_at or now
    db.session.flush()
    return row


def _take(actor: Actor, now: datetime, row: ReceivedPerson, contact_id: int | None) -> None:
    """Make her one of our people, or give one of ours what is new; what was sent is emptied, it stands with her now."""
    region = get_organization(actor.organization_id).region
    phone = normalize(row.phone, region)
    source = get_organization(row.from_id).name
    if contact_id is None:
        first, last, suffix = split_name(row.name)
        new = NewContact(
            first_name=first,
            last_name=last,
            suffix=suffix,
            phone=row.phone,
            email=row.email,
            preferred_language=row.language,
            source=source,
        )
        contact_id = create_contact(actor, now, new).id
    else:
        contact_id = _add_to(actor, now, row, contact_id, phone)
    if phone and covers_texts(row.wording):
        said = f"{source}, wording {row.wording}"
        given = ConsentGiven(contact_id, phone, row.words, said, METHODS[row.how], row.received_at)
        consent_given.send(given, actor=actor, now=now)
    row.contact_id, row.state = contact_id, ReceivedState.TAKEN
    row.name = row.phone = row.email = ""
    db.session.flush()


def _add_to(actor: Actor, now: datetime, row: ReceivedPerson, contact_id: int, phone: str | None) -> int:
    person = get_contact(contact_id)
    if phone:
        add_phone(person.id, phone)
    if row.email:
        add_email(person.id, row.email)
    if row.language and not person.preferred_language:
        update_contact(actor, now, person.id, {"preferred_language": row.language})
    return person.id
