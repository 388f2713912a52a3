"""The cards that this room puts on a person's page."""

from __future__ import annotations

from flask import render_template

from crm.contacts.models import Contact
from crm.contacts.queries.tags import find_tags, tags_of
from crm.core.slots import fill

OFFERED = 6
"""How many tags a person's card offers before anything is typed."""


def tags_card(contact: Contact, problem: str = "") -> str:
    """A person's tags, each with what takes it off, and a field for one more."""
    held = tags_of([contact.id]).get(contact.id, [])
    ids = {tag.id for tag in held}
    offered = [tag for tag in find_tags("", OFFERED + len(held)) if tag.id not in ids][:OFFERED]
    return render_template("contacts/_tags_card.html", contact=contact, held=held, offered=offered, problem=problem)


def install() -> None:
    """Put the cards into the person page's slot."""
    fill("person_cards", "tags", tags_card)
