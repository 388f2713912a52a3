"""Adding to many known people what a file knows and we do not: empty fields, further numbers and addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update

from crm.audit.service import Batch, BatchChange, ChangeKind, RowChange, note_changes
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, ExternalId, PointKind
from crm.contacts.queries import external_ids_of
from crm.contacts.service.change import OTHER_FIELDS
from crm.contacts.service.create import LINE_LIMITS
from crm.contacts.service.points import Point, PointBook, point_ids
from crm.core.bulk import insert_columns, insert_tuples
from crm.core.database import db
from crm.core.scope import current_organization_id, is_ours
from crm.core.text import clean_line
from crm.core.upsert import among, chunks

EXTERNAL = ("external_system", "external_id")
_PEOPLE = cast(Table, Contact.__table__)


@dataclass(frozen=True, slots=True)
class Addition:
    """What to add to one person: values for fields that are empty, entries of `custom`, numbers (E.164), addresses."""

    contact_id: int
    fields: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    external: tuple[str, str] | None = None


def fill_in(now: datetime, additions: Sequence[Addition], batch: Batch, book: PointBook | None = None) -> None:
    """Add to people what they lack and note it in the batch; what they have is never replaced.

    `book` says which numbers and addresses were looked up already.
    """
    by_id: dict[int, list[Addition]] = {}
    for addition in additions:
        by_id.setdefault(addition.contact_id, []).append(addition)
    if not by_id:
        return
    joined = {contact_id: reduce(_both, some) for contact_id, some in by_id.items()}
    fill_fields(now, {i: one for i, one in joined.items() if one.fields or one.custom or one.external}, batch)
    _add_points(list(joined.values()), batch.id, book)
    _add_externals(additions, batch.id)


def _both(first: Addition, then: Addition) -> Addition:
    """Two additions to one person as one; of two values for a field the first counts."""
    return Addition(
        then.contact_id,
        {**then.fields, **first.fields},
        {**then.custom, **first.custom},
        [*first.phones, *then.phones],
        [*first.emails, *then.emails],
        first.external or then.external,
    )


def fill_fields(now: datetime, additions: Mapping[int, Addition], batch: Batch) -> None:
    """Fill what is empty and note what each field held before; past the ORM, which costs several times as much."""
    names = {name for one in additions.values() for name in one.fields if name in LINE_LIMITS or name in OTHER_FIELDS}
    columns = [_PEOPLE.c[name] for name in ("id", "custom", *EXTERNAL, *sorted(names))]
    query = select(*columns).where(among(_PEOPLE.c.id, list(additions)), is_ours(_PEOPLE))
    changes: list[RowChange] = []
    for row in db.session.execute(query):
        before, after = _fill(dict(row._mapping), additions[row.id])
        if after:
            changes.append(RowChange("contact", row.id, ChangeKind.UPDATED, before, after))
    _write(now, changes)
    note_changes(batch.id, changes)


def _write(now: datetime, changes: Sequence[RowChange]) -> None:
    """Write what fields hold now, of those who get the same fields together."""
    alike = defaultdict[tuple[str, ...], list[RowChange]](list)
    for change in changes:
        alike[tuple(change.after)].append(change)
    for names, some in alike.items():
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names} | {"updated_at": now}
        rows = [{"contact": one.subject_id} | {f"new_{name}": one.after[name] for name in names} for one in some]
        ours = (_PEOPLE.c.id == bindparam("contact"), is_ours(_PEOPLE))
        db.session.execute(update(_PEOPLE).where(*ours).values(values), rows)
    changed = {change.subject_id for change in changes}
    for held in list(db.session.identity_map.values()):
        if isinstance(held, Contact) and held.id in changed:
            db.session.expire(held)


def _add_externals(additions: Sequence[Addition], batch_id: int) -> None:
    """Keep further numbers in other systems of people who have one already."""
    given = {(one.contact_id, *one.external) for one in additions if one.external}
    if not given:
        return
    held = external_ids_of({contact_id for contact_id, _system, _value in given})
    new = sorted(row for row in given if row[1:] not in held[row[0]])
    columns = {
        "organization_id": current_organization_id(),
        "batch_id": batch_id,
        "contact_id": [contact_id for contact_id, _system, _value in new],
        "system": [clean_line(system, 40) for _id, system, _value in new],
        "value": [clean_line(value, 100) for _id, _system, value in new],
    }
    insert_columns(ExternalId, len(new), columns, skip_known=True)


def _fill(held: Mapping[str, Any], addition: Addition) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of the fields that an addition fills what they hold, and what they are to hold."""
    after: dict[str, Any] = {
        name: clean_line(value, LINE_LIMITS.get(name, 8))
        for name, value in addition.fields.items()
        if value and name in held and not held[name]
    }
    if addition.external and not held["external_id"]:
        after |= zip(EXTERNAL, addition.external, strict=True)
    missing = {key: value for key, value in addition.custom.items() if not held["custom"].get(key)}
    if missing:
        after["custom"] = {**held["custom"], **missing}
    return {name: held[name] for name in after}, after


def _add_points(additions: Sequence[Addition], batch_id: int, book: PointBook | None) -> None:
    wanted = {one.contact_id: _points(one) for one in additions if one.phones or one.emails}
    if not wanted:
        return
    ids = point_ids((point for points in wanted.values() for point in points), book)
    known = _links_of(list(wanted))
    rows: list[tuple[int, int, bool]] = []
    for contact_id, points in wanted.items():
        held = known.get(contact_id, {})
        for point in points:
            if ids[point] not in held:
                rows.append((contact_id, ids[point], point[0] not in held.values()))
                held[ids[point]] = point[0]
    shared = {"organization_id": current_organization_id(), "batch_id": batch_id}
    insert_tuples(ContactPointLink, ("contact_id", "point_id", "is_primary"), rows, shared)


def _points(one: Addition) -> list[Point]:
    phones: list[Point] = [(PointKind.PHONE, phone) for phone in one.phones]
    return phones + [(PointKind.EMAIL, email) for email in one.emails]


def _links_of(contact_ids: list[int]) -> dict[int, dict[int, PointKind]]:
    links, points = cast(Table, ContactPointLink.__table__), cast(Table, ContactPoint.__table__)
    query = (
        select(links.c.contact_id, links.c.point_id, points.c.kind)
        .join(points, points.c.id == links.c.point_id)
        .where(among(links.c.contact_id, contact_ids), is_ours(links))
    )
    held: dict[int, dict[int, PointKind]] = {}
    for contact_id, point_id, kind in db.session.execute(query):
        held.setdefault(contact_id, {})[point_id] = kind
    return held


def restore_fields(changes: Sequence[BatchChange]) -> tuple[int, int]:
    """Put the fields that a batch filled back as they were, but for those changed since: (restored, kept)."""
    ids = {change.subject_id for change in changes}
    contacts = {row.id: row for row in db.session.scalars(select(Contact).where(among(Contact.id, ids)))}
    restored = kept = 0
    for change in changes:
        contact = contacts.get(change.subject_id)
        for name, value in change.after.items() if contact is not None else ():
            if getattr(contact, name) == value:
                setattr(contact, name, change.before.get(name))
                restored += 1
            else:
                kept += 1
    db.session.flush()
    return restored, kept


def reset_attended(latest: Mapping[int, datetime | None]) -> None:
    """Say anew when each of these people last came to an action, after presences were taken back."""
    for moment in set(latest.values()):
        for ids in chunks([contact_id for contact_id, at in latest.items() if at == moment]):
            db.session.execute(update(Contact).where(Contact.id.in_(ids)).values(last_attended_at=moment))
