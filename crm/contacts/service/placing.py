"""Where addresses put people: read from city and state, for one person or for everybody in batches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, or_, select

from crm.contacts.models import Contact
from crm.core.database import db
from crm.core.jobs import enqueue
from crm.core.scope import current_organization_id
from crm.core.upsert import chunks
from crm.places.queries import locate
from crm.places.service import place_by_address

JOB = "contacts.place"
AT_ONCE = 2000
ADDRESS = ("city", "state")
"""The fields of a person that say in which division an address is."""


def place_people(now: datetime, contact_ids: Iterable[int]) -> int:
    """Write down anew where the addresses of these people put them; how many changed."""
    return sum(_place(now, _addresses().where(Contact.id.in_(some))) for some in chunks(sorted(set(contact_ids))))


def place_later(after_id: int = 0) -> None:
    """Place everybody with a higher id in the background, as after an import."""
    enqueue(JOB, current_organization_id(), after_id)


def place_some(now: datetime, after_id: int) -> tuple[int | None, int]:
    """Place the next people by id: the last id looked at (None when that was everybody), and how many changed."""
    has_address = or_(Contact.state != "", Contact.city != "")
    following = select(Contact.id).where(Contact.id > after_id, has_address).order_by(Contact.id).limit(AT_ONCE)
    ids = list(db.session.scalars(following))
    changed = place_people(now, ids)
    return (ids[-1] if len(ids) == AT_ONCE else None), changed


def _addresses() -> Select[int, str, str, int | None]:
    return select(Contact.id, Contact.city, Contact.state, Contact.batch_id)


def _place(now: datetime, query: Select[int, str, str, int | None]) -> int:
    rows = db.session.execute(query)
    return place_by_address(now, ((row.id, locate(row.city, row.state), row.batch_id) for row in rows))
