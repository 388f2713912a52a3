"""People who were written down at a door by mistake: a slip made them, was taken back, and nothing else knows them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select

from crm.contacts.queries import get_contact
from crm.contacts.service.archiving import archive_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.signins.models import SignIn, Slip


def put_away_mistake(actor: Actor, now: datetime, slip: Slip) -> None:
    """Put the person away whom a slip that was taken back had made, unless anything else speaks of her."""
    if slip.withdrawn_at is None or not slip.is_new_person or slip.contact_id is None:
        return
    person = get_contact(slip.contact_id)
    is_touched = person.id != slip.contact_id or person.owner_user_id or person.last_contact_at
    others = exists().where(Slip.contact_id == person.id, Slip.withdrawn_at.is_(None))
    here = exists().where(SignIn.contact_id == person.id)
    if is_touched or db.session.scalars(select(Slip.id).where(Slip.id == slip.id, or_(others, here))).first():
        return
    archive_contact(actor, now, person.id)
