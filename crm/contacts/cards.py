"""What this room puts on a person's page."""

from __future__ import annotations

from typing import Any

from flask import render_template

from crm.contacts.forms.permissions import PermissionForm, asked
from crm.contacts.models import Contact, PermissionFor
from crm.contacts.queries.fields import list_fields
from crm.contacts.queries.permissions import permissions_of
from crm.contacts.queries.tags import find_tags, tags_of
from crm.contacts.words import field_value
from crm.core.slots import fill
from crm.places.queries import divisions_of

NOTHING: tuple[Any, ...] = (None, "", [])
OFFERED = 6
"""How many tags a person's card offers before anything is typed."""


def tags_card(contact: Contact, problem: str = "") -> str:
    """A person's tags, each with what takes it off, and a field for one more."""
    held = tags_of([contact.id]).get(contact.id, [])
    ids = {tag.id for tag in held}
    offered = [tag for tag in find_tags("", OFFERED + len(held)) if tag.id not in ids][:OFFERED]
    return render_template("contacts/_tags_card.html", contact=contact, held=held, offered=offered, problem=problem)


def fields_card(contact: Contact) -> str:
    """What an organization asks of people beyond the usual, and what files brought under headers of their own."""
    fields = list_fields()
    known = {field.key for field in fields}
    values = [(field, contact.custom[field.key]) for field in fields if contact.custom.get(field.key) not in NOTHING]
    loose = [(key, value) for key, value in sorted(contact.custom.items()) if key not in known and value not in NOTHING]
    if not values and not loose:
        return ""
    return render_template(
        "contacts/_fields_card.html", contact=contact, values=values, loose=loose, field_value=field_value
    )


def places_card(contact: Contact) -> str:
    """The divisions a person lives in, and how that is known."""
    places = divisions_of([contact.id]).get(contact.id, [])
    return render_template("contacts/_places_card.html", contact=contact, places=places) if places else ""


def permissions_card(contact: Contact, problem: str = "", form: PermissionForm | None = None) -> str:
    """What a person, or a minor's guardian, allows: pictures, and texts to a minor; each with how to ask."""
    return render_template(
        "contacts/_permissions_card.html",
        contact=contact,
        held=permissions_of(contact.id),
        questions=asked(contact),
        form=form or PermissionForm(formdata=None),
        problem=problem,
        texts=PermissionFor.TEXTS,
    )


def install() -> None:
    """Fill the person page's slot."""
    fill("person_cards", "permissions", permissions_card)
    fill("person_cards", "places", places_card)
    fill("person_cards", "tags", tags_card)
    fill("person_cards", "fields", fields_card)
