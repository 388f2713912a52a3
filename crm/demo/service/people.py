"""The demo's people: made in bulk, in the care of two organizers, most with the words by which they agreed to texts."""

from __future__ import annotations

from crm.contacts.service import NewContact, create_contacts
from crm.demo.names import KNOWN, Invented
from crm.demo.service.crew import Crew
from crm.sms.models import ConsentMethod
from crm.sms.service.consent import NewConsent, record_consents

WORDS = {
    "en": "Yes, Puente Abierto may text me about its campaigns. Msg & data rates may apply. STOP ends texts.",
    "es": "Sí, Puente Abierto puede enviarme mensajes sobre sus campañas. STOP termina los mensajes.",
}
SOURCES = (
    ("Sign-up sheet, spring assembly", ConsentMethod.PAPER_SHEET),
    ("Web form, Care in Our Schools", ConsentMethod.WEB_FORM),
    ("Asked in a one-on-one", ConsentMethod.VERBAL),
)


def make_people(crew: Crew) -> list[int]:
    """Make the people and their consents; the ids come in the order of KNOWN."""
    owners = (crew.users["rosa"].id, crew.users["rosa"].id, crew.users["imani"].id)
    new = [_new(one, owners[number % 3], SOURCES[number % 3][0]) for number, one in enumerate(KNOWN)]
    ids = create_contacts(crew.actor("rosa"), crew.days_ago(101), new)
    consents = [
        NewConsent(contact_id, one.phone, WORDS[one.language], *SOURCES[number % 3], crew.days_ago(100 - number))
        for number, (contact_id, one) in enumerate(zip(ids, KNOWN, strict=True))
        if agreed(number, one)
    ]
    record_consents(crew.actor("rosa"), crew.now, consents)
    return ids


def agreed(number: int, one: Invented) -> bool:
    """Whether this person agreed to be texted: all with a phone but every seventh."""
    return bool(one.phone) and number % 7 != 6


def _new(one: Invented, owner_user_id: int, source: str) -> NewContact:
    return NewContact(
        first_name=one.first,
        last_name=one.last,
        chosen_name=one.chosen,
        preferred_language=one.language,
        phone=one.phone,
        email=one.email,
        city=one.city,
        state="CO",
        postal_code=one.postal_code,
        source=source,
        owner_user_id=owner_user_id,
    )
