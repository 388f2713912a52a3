"""Staff take somebody's presence at an action back, whichever way it came in: door, tablet, paper, link or file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crm.accounts.service import take_turn
from crm.audit.service import record
from crm.commitments.service import reopen_promises
from crm.contacts.queries import get_contact
from crm.contacts.service.fill import reset_attended
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.signins.models import Slip
from crm.signins.queries.presence import find_sign_in, last_came
from crm.signins.service.reviewing import withdraw
from crm.signins.signals import presence_changed


def take_back_sign_in(actor: Actor, now: datetime, action_id: int, contact_id: int) -> None:
    """Say that somebody was not there; her promise is open again, or broken where the action is closed.

    What phones saved of it and send later changes nothing. NotFound when she is not down as present.
    """
    take_turn(actor.organization_id)
    contact = get_contact(contact_id)
    if find_sign_in(action_id, contact.id) is None:
        raise NotFound(N_("She is not down as present here. Somebody may have taken it back already."))
    standing = select(Slip).where(
        Slip.action_id == action_id, Slip.contact_id == contact.id, Slip.withdrawn_at.is_(None)
    )
    for slip in db.session.scalars(standing, execution_options={"populate_existing": True}).all():
        withdraw(actor, now, slip)
    other = find_sign_in(action_id, contact.id)
    if other is not None:
        db.session.delete(other)
        db.session.flush()
        reopen_promises(action_id, [contact.id])
        presence_changed.send(action_id, now=now)
    reset_attended(last_came([contact.id]))
    record(actor, "took_back_presence", "contact", contact.id, now, action=action_id)
