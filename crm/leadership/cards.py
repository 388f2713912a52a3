"""What the ladder shows on a person's page: where she stands, what is suggested, who leads her and whom she leads."""

from __future__ import annotations

from flask import render_template, request

from crm.contacts.queries import Contact
from crm.core.slots import fill
from crm.leadership import queries, words
from crm.leadership.ladder import NAME_ON_LIST


def ladder_card(contact: Contact) -> str:
    """Her rung since when, the next ask, the suggested step, the history, and the people above and below her."""
    standing = queries.find_standing(contact.id)
    stages = queries.list_stages()
    return render_template(
        "leadership/_card.html",
        contact=contact,
        standing=standing,
        stage=stages[standing.stage if standing else NAME_ON_LIST],
        stages=stages,
        suggestion=queries.find_suggestion(contact.id),
        changes=queries.list_changes(contact.id, 5),
        leader=queries.find_leader(contact.id),
        led=queries.list_led_by(contact.id),
        possible=[one for one in queries.list_possible_leaders() if one.id != contact.id],
        words=words,
        back=request.path,
    )


def install() -> None:
    """Fill the person page's slot."""
    fill("person_cards", "leadership", ladder_card)
