"""Reading people: one, by number or address, many as cards, and by a few letters of whatever is remembered."""

from crm.contacts.models import Contact
from crm.contacts.queries.alike import Alike, find_alike, likely_same, reasons_alike
from crm.contacts.queries.cards import ContactCard, cards_of, emails_of, names_of, notes_of, phones_of, reached_at
from crm.contacts.queries.external import external_ids_of, external_owners
from crm.contacts.queries.listing import PeoplePage, PersonRow, Place, list_people
from crm.contacts.queries.people import (
    current_ids,
    find_by_email,
    find_by_phone,
    find_by_phones,
    get_contact,
    is_reached,
    list_brought_by,
    minors_among,
    owners_of,
    people_at,
    people_sharing,
    select_minors,
    sharers_of,
)
from crm.contacts.queries.search import ContactHit, search, to_hits

__all__ = [
    "Alike",
    "Contact",
    "ContactCard",
    "ContactHit",
    "PeoplePage",
    "PersonRow",
    "Place",
    "cards_of",
    "current_ids",
    "emails_of",
    "external_ids_of",
    "external_owners",
    "find_alike",
    "find_by_email",
    "find_by_phone",
    "find_by_phones",
    "get_contact",
    "is_reached",
    "likely_same",
    "list_brought_by",
    "list_people",
    "minors_among",
    "names_of",
    "notes_of",
    "owners_of",
    "people_at",
    "people_sharing",
    "phones_of",
    "reached_at",
    "reasons_alike",
    "search",
    "select_minors",
    "sharers_of",
    "to_hits",
]
