"""What this room puts on a person's page about other records: may she be here twice, with whom does she live."""

from __future__ import annotations

from flask import g, render_template

from crm.contacts.models import Contact
from crm.contacts.queries import get_contact, names_of, sharers_of
from crm.contacts.queries.deciding import find_open_of
from crm.contacts.queries.households import households_of, members_of
from crm.contacts.queries.merges import list_merged_into
from crm.core.slots import fill


def duplicate_chip(contact: Contact) -> str:
    """That a person may be here twice, leading to both side by side."""
    pair = find_open_of(contact.id)
    if pair is None:
        return ""
    other = get_contact(pair.other_id if pair.contact_id == contact.id else pair.contact_id)
    return render_template("contacts/person_chip.html", contact=contact, pair=pair, other=other)


def same_person_act(contact: Contact) -> str:
    """The way to a person's other record."""
    return render_template("contacts/person_act.html", contact=contact)


def household_card(contact: Contact) -> str:
    """Her household, or the offer of one to those who share her number; and the records joined into hers."""
    households = households_of(contact.id)
    sharers = {one for ids in sharers_of(contact.id).values() for one in ids} if not households else set()
    return render_template(
        "contacts/person_household.html",
        contact=contact,
        households=households,
        members=members_of(household.id for household in households),
        sharing=names_of(sharers),
        merged=list_merged_into(contact.id, g.now),
    )


def install() -> None:
    """Fill the slots of the person's page."""
    fill("person_chips", "duplicates", duplicate_chip)
    fill("person_acts", "duplicates", same_person_act)
    fill("person_cards", "households", household_card)
