"""Changing what is known of a person, and noting that two records may be one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from crm.audit.service import record
from crm.contacts.models import Contact, DuplicateStatus, DuplicateSuggestion
from crm.contacts.service.create import LINE_LIMITS, NAME_FIELDS
from crm.contacts.service.indexing import reindex
from crm.contacts.service.placing import ADDRESS, place_people
from crm.contacts.service.reach import change_reach
from crm.contacts.tokens import tokens_of_names
from crm.core.actor import Actor
from crm.core.bulk import insert_columns
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line
from crm.core.upsert import chunks

OTHER_FIELDS = (
    "preferred_language",
    "is_minor",
    "has_guardian_consent",
    "owner_user_id",
    "turf_id",
    "recruited_by_id",
    "member_status",
    "needs",
    "custom",
)


def update_contact(actor: Actor, now: datetime, contact_id: int, changes: dict[str, Any]) -> Contact:
    """Change fields of a person; `reach` (ReachChanges) says what changes of her numbers and addresses."""
    contact = get_owned(Contact, contact_id)
    known_by = tokens_of_names(contact)
    changed = _set_fields(contact, changes)
    if "reach" in changes:
        changed += change_reach(now, contact.id, changes["reach"])
    if not changed:
        return contact
    contact.updated_at = now
    db.session.flush()
    if set(NAME_FIELDS) & set(changed):
        reindex([contact.id], {contact.id: known_by})
    if set(ADDRESS) & set(changed):
        place_people(now, [contact.id])
    record(actor, "updated", "contact", contact.id, now, fields=sorted(changed))
    db.session.flush()
    return contact


def _set_fields(contact: Contact, changes: dict[str, Any]) -> list[str]:
    changed: list[str] = []
    for name, value in changes.items():
        if name == "reach":
            continue
        if name in LINE_LIMITS:
            value = clean_line(value, LINE_LIMITS[name])
        elif name not in OTHER_FIELDS:
            raise ValueError(f"{name} is no field of a person")
        if getattr(contact, name) != value:
            setattr(contact, name, value)
            changed.append(name)
    return changed


def suggest_duplicate(
    contact_id: int, other_id: int, reasons: list[str], batch_id: int | None = None
) -> DuplicateSuggestion:
    """Keep that two records may be one person, and why; a pair that was suggested before stays as it was decided."""
    first, second = sorted((contact_id, other_id))
    if first == second:
        raise Refused(N_("These two are the same record already."))
    query = select(DuplicateSuggestion).where(
        DuplicateSuggestion.contact_id == first, DuplicateSuggestion.other_id == second
    )
    known = db.session.scalars(query).one_or_none()
    if known is not None:
        return known
    get_owned(Contact, first)
    get_owned(Contact, second)
    row = DuplicateSuggestion(
        contact_id=first, other_id=second, reasons=list(reasons), status=DuplicateStatus.OPEN, batch_id=batch_id
    )
    db.session.add(row)
    db.session.flush()
    return row


def suggest_duplicates(pairs: Iterable[tuple[int, int, str]], batch_id: int) -> None:
    """Keep of many pairs that they may be one person, each with one reason; pairs suggested before stay as decided."""
    wanted = {(min(one, other), max(one, other)): reason for one, other, reason in pairs if one != other}
    if not wanted:
        return
    columns = {
        "organization_id": current_organization_id(),
        "contact_id": [first for first, _second in wanted],
        "other_id": [second for _first, second in wanted],
        "reasons": [[reason] for reason in wanted.values()],
        "status": DuplicateStatus.OPEN,
        "batch_id": batch_id,
    }
    insert_columns(DuplicateSuggestion, len(wanted), columns, skip_known=True)


def note_contacted(contact_ids: list[int], at: datetime) -> None:
    """Keep when somebody last talked or wrote with these people; an earlier moment changes nothing."""
    for ids in chunks(contact_ids):
        earlier = or_(Contact.last_contact_at.is_(None), Contact.last_contact_at < at)
        db.session.execute(update(Contact).where(Contact.id.in_(ids), earlier).values(last_contact_at=at))


def note_attended(contact_ids: list[int], at: datetime) -> None:
    """Keep when these people last came to an action; an earlier moment changes nothing."""
    for ids in chunks(contact_ids):
        earlier = or_(Contact.last_attended_at.is_(None), Contact.last_attended_at < at)
        db.session.execute(update(Contact).where(Contact.id.in_(ids), earlier).values(last_attended_at=at))
