"""Writing down what somebody or her guardian answered; for a minor only a parent's or guardian's yes counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crm.audit.service import record
from crm.contacts.models import Permission, PermissionFor, PermissionHow
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.text import clean_line


@dataclass(frozen=True, slots=True)
class NewPermission:
    """An answer: what was asked in which words, whether it was a yes, who gave it ("" for the person herself) and how."""

    about: PermissionFor
    is_given: bool
    words: str
    guardian: str = ""
    how: PermissionHow = PermissionHow.SPOKEN


def record_permission(actor: Actor, now: datetime, contact_id: int, new: NewPermission) -> Permission:
    """Keep an answer, and let or stop texts to a minor by it; Refused for a minor's yes that no guardian gave."""
    contact, guardian = get_contact(contact_id), clean_line(new.guardian, 100)
    if new.about is PermissionFor.TEXTS and not contact.is_minor:
        raise Refused(N_("Who is grown agrees to texts herself: write that down under consent."))
    if contact.is_minor and new.is_given and not guardian:
        raise Refused(N_("Write the name of the parent or guardian: a minor’s own yes is not enough."))
    row = Permission(
        contact_id=contact.id,
        about=new.about,
        is_given=new.is_given,
        guardian=guardian,
        how=new.how,
        words=new.words,
        at=now,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    if new.about is PermissionFor.TEXTS:
        contact.has_guardian_consent = new.is_given
    record(actor, "asked_guardian", "contact", contact.id, now, about=new.about.value, is_given=new.is_given)
    db.session.flush()
    return row
