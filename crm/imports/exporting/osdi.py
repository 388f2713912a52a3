"""The names of the Open Supporter Data Interface (OSDI 1.2) for what it knows: people, events, attendances, tags, taggings.

Identifiers are "system:id"; ours is "reinvest". Links between files name those identifiers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from crm.actions.models import Action, ActionStatus
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact, Tag, Tagging
from crm.core.database import db
from crm.imports.exporting.people import people
from crm.imports.exporting.reading import Taker, rows_in_order
from crm.signins.models import SignIn

Record = dict[str, Any]
_STATUS = {
    Answer.YES: "accepted",
    Answer.CONFIRMED: "accepted",
    Answer.MAYBE: "tentative",
    Answer.NO: "declined",
    Answer.CANCELLED: "cancelled",
}
_EVENT_STATUS = {ActionStatus.CANCELLED: "cancelled", ActionStatus.TENTATIVE: "tentative"}
_SUBSCRIBED = {"opted_in": "subscribed", "opted_out": "unsubscribed"}


@dataclass(frozen=True, slots=True)
class Resource:
    """One OSDI resource: the name of its file, OSDI's name for it, and its records."""

    key: str
    osdi: str
    records: Callable[[Taker], Iterator[Record]]


def identifier(row_id: int) -> str:
    """Our own identifier of a row."""
    return f"reinvest:{row_id}"


def osdi_people(taker: Taker) -> Iterator[Record]:
    """osdi:person of everyone the taker may take out."""
    for known in people(taker):
        yield _person(known)


def _person(known: Record) -> Record:
    outside = [f"{known.get('external_system') or 'external'}:{known['external_id']}"] if known["external_id"] else []
    street, city, state = known["street"], known["city"], known["state"]
    address = {"primary": True, "address_lines": [street] if street else [], "locality": city, "region": state}
    address["postal_code"] = known["postal_code"]
    return {
        "identifiers": [identifier(known["reinvest_id"]), *outside],
        "given_name": known["first_name"],
        "additional_name": known["middle_name"],
        "family_name": known["last_name"],
        "honorific_suffix": known["suffix"],
        "preferred_language": known["language"],
        "email_addresses": [
            {"primary": place == 0, "address": email, "status": _SUBSCRIBED.get(known["email_consent"], "unknown")}
            for place, email in enumerate(known["emails"])
        ],
        "phone_numbers": [
            {"primary": place == 0, "number": phone["number"], "sms_capable": phone["textable"]}
            | {"status": _SUBSCRIBED.get(known["sms_consent"], "unknown")}
            for place, phone in enumerate(known["phones"])
        ],
        "postal_addresses": [address] if any((street, city, state, known["postal_code"])) else [],
        "source": known["source"],
        "created_date": known["first_seen_at"],
        "custom_fields": known["custom"]
        | {"chosen_name": known["chosen_name"], "pronouns": known["pronouns"], "is_minor": known["is_minor"]},
    }


def osdi_events(_taker: Taker) -> Iterator[Record]:
    """osdi:event of every action."""
    query = select(Action.id, Action.title, Action.kind, Action.starts_at, Action.ends_at, Action.time_zone)
    for rows in rows_in_order(query.add_columns(Action.place, Action.online_url, Action.status), Action.id):
        for row in rows:
            yield {
                "identifiers": [identifier(row.id)],
                "name": row.title,
                "title": row.title,
                "type": row.kind,
                "start_date": row.starts_at,
                "end_date": row.ends_at,
                "timezone": row.time_zone,
                "location": {"venue": row.place},
                "browser_url": row.online_url,
                "status": _EVENT_STATUS.get(row.status, "confirmed"),
            }


def osdi_attendances(taker: Taker) -> Iterator[Record]:
    """osdi:attendance of every RSVP with whether she came, then of those who came without one."""
    came = select(SignIn.id).where(SignIn.action_id == Commitment.action_id, SignIn.contact_id == Commitment.contact_id)
    answers = select(Commitment.id, Commitment.contact_id, Commitment.action_id, Commitment.answer)
    answers = answers.add_columns(came.exists().label("attended")).where(
        Commitment.kind == CommitmentKind.ATTEND, *taker.whose(Commitment.contact_id)
    )
    for rows in rows_in_order(answers, Commitment.id):
        for row in rows:
            status = _STATUS.get(row.answer, "needs action")
            yield _attendance(f"reinvest:rsvp-{row.id}", row.contact_id, row.action_id, status, bool(row.attended))
    asked = select(Commitment.id).where(
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.action_id == SignIn.action_id,
        Commitment.contact_id == SignIn.contact_id,
    )
    walk_ins = select(SignIn.id, SignIn.contact_id, SignIn.action_id).where(
        ~asked.exists(), *taker.whose(SignIn.contact_id)
    )
    for rows in rows_in_order(walk_ins, SignIn.id):
        for row in rows:
            yield _attendance(f"reinvest:presence-{row.id}", row.contact_id, row.action_id, "accepted", True)


def _attendance(own: str, contact_id: int, action_id: int | None, status: str, attended: bool) -> Record:
    return {
        "identifiers": [own],
        "status": status,
        "attended": attended,
        "osdi:person": identifier(contact_id),
        "osdi:event": identifier(action_id) if action_id else None,
    }


def osdi_tags(_taker: Taker) -> Iterator[Record]:
    """osdi:tag of every tag."""
    for row in db.session.execute(select(Tag.id, Tag.name, Tag.group_name).order_by(Tag.id)):
        yield {"identifiers": [identifier(row.id)], "name": row.name, "description": row.group_name}


def osdi_taggings(taker: Taker) -> Iterator[Record]:
    """osdi:tagging of everyone who carries a tag."""
    query = select(Tagging.id, Tagging.tag_id, Tagging.contact_id, Tagging.created_at)
    query = query.join(Contact, Contact.id == Tagging.contact_id).where(*taker.whose(Tagging.contact_id))
    for rows in rows_in_order(query, Tagging.id):
        for row in rows:
            yield {
                "identifiers": [identifier(row.id)],
                "created_date": row.created_at,
                "item_type": "osdi:person",
                "osdi:person": identifier(row.contact_id),
                "osdi:tag": identifier(row.tag_id),
            }


RESOURCES = (
    Resource("people", "osdi:person", osdi_people),
    Resource("events", "osdi:event", osdi_events),
    Resource("attendances", "osdi:attendance", osdi_attendances),
    Resource("tags", "osdi:tag", osdi_tags),
    Resource("taggings", "osdi:tagging", osdi_taggings),
)
