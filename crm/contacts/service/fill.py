"""Adding to many known people what a file knows and we do not: empty fields, further numbers and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from crm.audit.service import Batch, note_updated
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.service.change import OTHER_FIELDS
from crm.contacts.service.create import LINE_LIMITS
from crm.contacts.service.points import Point, point_ids
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.core.upsert import chunks, insert_rows


@dataclass(frozen=True, slots=True)
class Addition:
    """What to add to one person: values for fields that are empty, entries of `custom`, numbers (E.164), addresses."""

    contact_id: int
    fields: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()


def fill_in(now: datetime, additions: Sequence[Addition], batch: Batch) -> None:
    """Add to people what they lack and note it in the batch; what they have is never replaced."""
    by_id: dict[int, Addition] = {}
    for addition in additions:
        by_id[addition.contact_id] = _both(by_id.get(addition.contact_id), addition)
    for ids in chunks(sorted(by_id)):
        for contact in db.session.scalars(select(Contact).where(Contact.id.in_(ids))):
            before, after = _fill(contact, by_id[contact.id])
            if after:
                contact.updated_at = now
                note_updated(batch, "contact", contact.id, before, after)
        db.session.flush()
        _add_points([by_id[contact_id] for contact_id in ids], batch.id)


def _both(first: Addition | None, then: Addition) -> Addition:
    """Two additions to one person as one; of two values for a field the first counts."""
    if first is None:
        return then
    return Addition(
        then.contact_id,
        {**then.fields, **first.fields},
        {**then.custom, **first.custom},
        [*first.phones, *then.phones],
        [*first.emails, *then.emails],
    )


def _fill(contact: Contact, addition: Addition) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in addition.fields.items():
        if not getattr(contact, name) and value and (name in LINE_LIMITS or name in OTHER_FIELDS):
            before[name] = getattr(contact, name)
            after[name] = clean_line(value, LINE_LIMITS.get(name, 8))
            setattr(contact, name, after[name])
    missing = {key: value for key, value in addition.custom.items() if not contact.custom.get(key)}
    if missing:
        before["custom"] = dict(contact.custom)
        contact.custom = after["custom"] = {**contact.custom, **missing}
    return before, after


def _add_points(additions: Sequence[Addition], batch_id: int) -> None:
    wanted = {one.contact_id: _points(one) for one in additions if one.phones or one.emails}
    if not wanted:
        return
    ids = point_ids(point for points in wanted.values() for point in points)
    known = _links_of(list(wanted))
    rows: list[dict[str, Any]] = []
    for contact_id, points in wanted.items():
        held = known.get(contact_id, {})
        for point in points:
            if ids[point] not in held:
                is_first = point[0] not in held.values()
                rows.append({"contact_id": contact_id, "point_id": ids[point], "is_primary": is_first})
                held[ids[point]] = point[0]
    shared = {"organization_id": current_organization_id(), "batch_id": batch_id}
    insert_rows(ContactPointLink, [row | shared for row in rows])


def _points(one: Addition) -> list[Point]:
    phones: list[Point] = [(PointKind.PHONE, phone) for phone in one.phones]
    return phones + [(PointKind.EMAIL, email) for email in one.emails]


def _links_of(contact_ids: list[int]) -> dict[int, dict[int, PointKind]]:
    query = (
        select(ContactPointLink.contact_id, ContactPointLink.point_id, ContactPoint.kind)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id.in_(contact_ids))
    )
    held: dict[int, dict[int, PointKind]] = {}
    for contact_id, point_id, kind in db.session.execute(query):
        held.setdefault(contact_id, {})[point_id] = kind
    return held


def restore_fields(contact_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[int, int]:
    """Put the fields a batch filled back as they were, but for those changed since: (restored, kept)."""
    contact = db.session.scalars(select(Contact).where(Contact.id == contact_id)).one_or_none()
    restored = kept = 0
    for name, value in after.items():
        if contact is not None and getattr(contact, name) == value:
            setattr(contact, name, before.get(name))
            restored += 1
        elif contact is not None:
            kept += 1
    return restored, kept


def reset_attended(latest: Mapping[int, datetime | None]) -> None:
    """Say anew when each of these people last came to an action, after presences were taken back."""
    for moment in set(latest.values()):
        for ids in chunks([contact_id for contact_id, at in latest.items() if at == moment]):
            db.session.execute(update(Contact).where(Contact.id.in_(ids)).values(last_attended_at=moment))
