"""What sharing shows on a person's page and on Today."""

from __future__ import annotations

from typing import Any

from flask import render_template

from crm.accounts.queries import get_organization, list_organizations
from crm.coalitions.queries.sharing import received_as, sharings_of, to_look_at
from crm.coalitions.sharing_words import CURRENT, sharing_words
from crm.contacts.queries import Contact
from crm.core.access import current_actor
from crm.core.actor import TEXTING
from crm.core.i18n import language
from crm.core.slots import fill


def sharing_card(contact: Contact) -> str:
    """Whom she may be shared with, by her own words, and from whom she came; nothing while there are no partners."""
    sharings, received = sharings_of(contact.id), received_as(contact.id)
    if not sharings and not received:
        return ""
    names = {one.id: one.name for one in list_organizations()}
    ours = get_organization(current_actor().organization_id).name
    spoken = contact.preferred_language or language()
    words = {
        one.partner_id: {
            kind: sharing_words(version, spoken, ours, names[one.partner_id])[0] for kind, version in CURRENT.items()
        }
        for one in sharings
    }
    return render_template(
        "coalitions/_sharing_card.html",
        contact=contact,
        sharings=sharings,
        received=received,
        names=names,
        words=words,
        spoken=spoken,
    )


def today_card(user: Any) -> str:
    """Who was shared with us and waits, and who took her yes back, for those who see to lists."""
    rows = to_look_at() if user.role in TEXTING else []
    return render_template("coalitions/_today_card.html", rows=rows) if rows else ""


def install() -> None:
    """Fill the slots."""
    fill("person_cards", "coalitions", sharing_card)
    fill("today_cards", "coalitions", today_card)
