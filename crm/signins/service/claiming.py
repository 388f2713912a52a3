"""Joins of a webinar whose person was not clear: somebody says who it was, or that it was nobody to be counted."""

from __future__ import annotations

from datetime import datetime

from crm.actions.queries import get_action
from crm.contacts.names import split_name
from crm.contacts.queries import get_contact
from crm.contacts.service import NewContact, create_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.signins.models import SignInMethod, WebinarPresence
from crm.signins.service.recording import NewSignIn, outcome_of, record_sign_ins


def claim_join(actor: Actor, now: datetime, join_id: int, contact_id: int | None) -> WebinarPresence:
    """Say whose a join was: somebody we know, or (None) somebody new of the name it bears; she was there from then on.

    Refused for somebody new when the join bears no name.
    """
    join = get_owned(WebinarPresence, join_id)
    join.contact_id = get_contact(contact_id).id if contact_id else _new_person(actor, now, join)
    action = get_action(join.action_id)
    minutes = join.minutes or None
    row = NewSignIn(
        join.contact_id,
        action.id,
        outcome_of(minutes, action.minutes),
        SignInMethod.JOIN_LINK,
        join.joined_at or action.starts_at,
        join.left_at,
        minutes,
    )
    record_sign_ins(actor, now, action.id, [row])
    return join


def drop_join(join_id: int) -> int:
    """A join was nobody to be counted (a test, a second device): it goes; returns the id of its action."""
    join = get_owned(WebinarPresence, join_id)
    action_id = join.action_id
    db.session.delete(join)
    db.session.flush()
    return action_id


def _new_person(actor: Actor, now: datetime, join: WebinarPresence) -> int:
    if not join.raw_name:
        raise Refused(N_("Nobody new can be made of a join without a name."))
    first, last, suffix = split_name(join.raw_name)
    new = NewContact(first_name=first, last_name=last, suffix=suffix, phone=join.raw_phone or "")
    return create_contact(actor, now, new).id
