"""An action under way, with every door to it open: what is seen only in the hours around it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.signins.models import DoorKind
from crm.signins.queries.doors import token_of
from crm.signins.service import SignInMethod, record_sign_in
from crm.signins.service.doors import open_door, open_host_door
from crm.turnout.links import PersonLink, person_token
from tests.support.factories import Factory


def tonight(actor: Actor, now: datetime) -> dict[str, list[Any]]:
    """A house meeting and a webinar that began ten minutes ago; the tokens of their doors, as addresses name them."""
    make, begun = Factory(now), now - timedelta(minutes=10)
    meeting = make.action(kind="house_meeting", title="House meeting", title_es="Reunión en casa", starts_at=begun)
    webinar = make.action(kind="webinar", title="Webinar", starts_at=begun, online_url="https://example.org/call")
    people = list(db.session.scalars(select(Contact.id).order_by(Contact.id).limit(8)))
    for contact_id in people:
        promise = {"kind": CommitmentKind.ATTEND, "answer": Answer.YES, "asked_at": begun}
        make.add(Commitment(contact_id=contact_id, action_id=meeting.id, **promise))
    record_sign_in(actor, now, people[0], meeting.id, method=SignInMethod.DOOR_TAP)
    host = token_of(open_host_door(actor, now, meeting.id, "Keisha"))
    return {
        "host_token": [host],
        "kiosk_token": [token_of(open_door(actor, now, meeting.id, DoorKind.KIOSK))],
        "self_code": [token_of(open_door(actor, now, meeting.id, DoorKind.SELF))],
        "join_token": [person_token(PersonLink(actor.organization_id, webinar.id, people[0]))],
    }
