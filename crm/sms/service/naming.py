"""Who writes from a number: somebody new, or one of the people who share it; and asking her kindly, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.contacts.queries import find_by_phone, people_sharing
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import STAFF, Actor
from crm.core.database import db
from crm.core.errors import N_, NotAllowed, Refused
from crm.core.text import clean_line, words
from crm.sms.models import Consent, Conversation, Message
from crm.sms.queries.conversations import get_conversation
from crm.sms.queries.gate import closed_phones
from crm.sms.service.consent import NewConsent, record_consents
from crm.sms.service.outbox import queue_message

MOST_WORDS = 6
"""A text that says who writes is short: "Ana", "soy Ana", "It's Ana Ruiz"."""
WHO = (
    "Hi! More than one of us knows this phone as theirs. Who is writing? A first name is enough. "
    "¡Hola! Este teléfono es de varias personas. ¿Quién escribe? Basta con tu nombre. - {org}"
)
"""Both languages, since nobody knows whose it is; all inside GSM-7."""


def settle_who(actor: Actor, now: datetime, thread: Conversation, message: Message) -> bool:
    """Learn from a text who of several people writes, or ask once; True when it said who, and so was an answer.

    The question goes inside the hours for texting, as the gate sees to, and never to a number that is closed.
    """
    people = find_by_phone(thread.phone) if thread.contact_id is None else []
    if len(people) < 2 or closed_phones([thread.phone]):
        return False
    if thread.asked_who_at is not None:
        named = _named(message.body, {person.id: person.called for person in people})
        if named is not None:
            _is_hers(actor, now, thread, named)
        return named is not None
    thread.asked_who_at = now
    organization = get_organization(actor.organization_id)
    queue_message(
        actor,
        now,
        phone=thread.phone,
        contact_id=None,
        body=WHO.replace("{org}", organization.short_name or organization.name),
        language="en",
        submit_key=f"who:{thread.id}",
    )
    return False


def _named(body: str, names: Mapping[int, str]) -> int | None:
    """The one person whom a short text names, None when it names nobody or more than one."""
    said = words(body)
    found = [contact_id for contact_id, name in names.items() if set(words(name)) & set(said)]
    return found[0] if len(found) == 1 and len(said) <= MOST_WORDS else None


def name_person(actor: Actor, now: datetime, conversation_id: int, first_name: str, last_name: str) -> int:
    """Make a person of an unknown number; her id. What that number itself agreed to is hers."""
    thread = get_conversation(actor, conversation_id)
    _staff_only(actor)
    if not (clean_line(first_name) or clean_line(last_name)):
        raise Refused(N_("Write a name."))
    new = NewContact(
        first_name=first_name,
        last_name=last_name,
        phone=thread.phone,
        preferred_language=thread.language,
        source="text",
        owner_user_id=actor.user_id,
    )
    return _is_hers(actor, now, thread, create_contact(actor, now, new).id)


def pick_person(actor: Actor, now: datetime, conversation_id: int, contact_id: int) -> int:
    """Say which of the people who share a number is writing; her id. Refused for anybody else."""
    thread = get_conversation(actor, conversation_id)
    _staff_only(actor)
    if contact_id not in people_sharing(thread.phone):
        raise Refused(N_("That number belongs to somebody else."))
    return _is_hers(actor, now, thread, contact_id)


def _staff_only(actor: Actor) -> None:
    if actor.role not in STAFF:
        raise NotAllowed(N_("Ask a coordinator to say who this is."))


def _is_hers(actor: Actor, now: datetime, thread: Conversation, contact_id: int) -> int:
    thread.contact_id = contact_id
    nameless = (Message.conversation_id == thread.id, Message.contact_id.is_(None))
    db.session.execute(update(Message).where(*nameless).values(contact_id=contact_id))
    query = select(Consent).where(Consent.phone == thread.phone, Consent.contact_id.is_(None))
    acts = [
        NewConsent(contact_id, act.phone, act.words, act.source, act.method, act.at, act.state)
        for act in db.session.scalars(query)
    ]
    record_consents(actor, now, acts)
    record(actor, "named", "conversation", thread.id, now, contact_id=contact_id)
    db.session.flush()
    return contact_id
