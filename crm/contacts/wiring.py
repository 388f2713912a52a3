"""What contacts gives: filters and words to every template, its cards to the person's page, merges to the undo of batches."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, render_template
from flask_babel import gettext as _

from crm.audit.service import undo_handlers
from crm.contacts.forms_households import role_name
from crm.contacts.queries import get_contact, names_of, sharers_of
from crm.contacts.queries.deciding import find_open_of
from crm.contacts.queries.households import households_of, members_of
from crm.contacts.queries.merges import list_merged_into
from crm.contacts.service.merging import undo_merge
from crm.contacts.service.merging_rows import REPOINTER
from crm.contacts.service.repointing import repointers
from crm.contacts.words import language_name, need_name
from crm.core.phones import format_national
from crm.core.slots import fill


def _chip(contact: Any) -> str:
    """That a person may be here twice, leading to both side by side."""
    pair = find_open_of(contact.id)
    if pair is None:
        return ""
    other = get_contact(pair.other_id if pair.contact_id == contact.id else pair.contact_id)
    return render_template("contacts/person_chip.html", contact=contact, pair=pair, other=other)


def _act(contact: Any) -> str:
    return render_template("contacts/person_act.html", contact=contact)


def _cards(contact: Any) -> str:
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


def install(app: Flask) -> None:
    """Register what is done with merges, fill the slots of the person's page, give templates filters and words."""
    repointers.register("contacts", REPOINTER)
    undo_handlers.register("merge", undo_merge)
    fill("person_chips", "duplicates", _chip)
    fill("person_acts", "duplicates", _act)
    fill("person_cards", "households", _cards)
    app.jinja_env.filters.update(phone=format_national, language_name=language_name, need=need_name, reason=_)
    app.jinja_env.globals.update(household_role=role_name)
