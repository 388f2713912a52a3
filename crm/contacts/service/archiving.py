"""Putting a record away that was written down by mistake and means nobody."""

from __future__ import annotations

from datetime import datetime

from crm.audit.service import record
from crm.contacts.models import Contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.scope import get_owned


def archive_contact(actor: Actor, now: datetime, contact_id: int) -> None:
    """Take a person off every list; her record stays, with what hangs on it."""
    contact = get_owned(Contact, contact_id)
    if contact.archived_at is None:
        contact.archived_at = now
        record(actor, "archived", "contact", contact.id, now)
        db.session.flush()
