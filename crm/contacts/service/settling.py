"""Reading everybody's values of a custom field by its kind: text of files becomes numbers, days, choices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, Table, bindparam, cast, select, update

from crm.contacts.field_values import read_value
from crm.contacts.models import Contact, CustomField
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.jobs import enqueue
from crm.core.scope import current_organization_id

JOB = "contacts.settle_field"
AT_ONCE = 2000
"""How many people are read in one go; an organization with no more is settled at once, a larger one in the background."""
MOST_MISFITS = 200


def settle_soon(field: CustomField, now: datetime) -> None:
    """Read everybody's values of a field: now when they are few, else in the background."""
    field.settled_at, field.misfit_count, field.misfits = None, 0, []
    db.session.flush()
    if settle_some(field, 0) is None:
        field.settled_at = now
        db.session.flush()
    else:
        enqueue(JOB, current_organization_id(), field.id)


def unsettle_fields() -> None:
    """Have all fields read anew in the background, after a file brought values as text."""
    for field in db.session.scalars(select(CustomField).where(CustomField.archived_at.is_(None))):
        field.settled_at, field.misfit_count, field.misfits = None, 0, []
        enqueue(JOB, current_organization_id(), field.id)
    db.session.flush()


def settle_some(field: CustomField, after_id: int) -> int | None:
    """Read the values of the next people by id; the last id looked at, or None when that was everybody."""
    has_any = cast(Contact.custom, String).not_in(("{}", "null"))
    query = select(Contact.id, Contact.custom).where(Contact.id > after_id, has_any).order_by(Contact.id).limit(AT_ONCE)
    rows = [(row.id, row.custom) for row in db.session.execute(query)]
    changed: list[dict[str, Any]] = []
    wrong: list[int] = []
    for contact_id, custom in rows:
        try:
            value = read_value(field.kind, field.choices, custom.get(field.key))
        except Refused:
            wrong.append(contact_id)
            continue
        if value is not None and (value != custom[field.key] or type(value) is not type(custom[field.key])):
            changed.append({"row_id": contact_id, "custom": {**custom, field.key: value}})
    _save(changed)
    if wrong:
        field.misfit_count += len(wrong)
        field.misfits = [*field.misfits, *wrong][:MOST_MISFITS]
    db.session.flush()
    return rows[-1][0] if len(rows) == AT_ONCE else None


def _save(changed: list[dict[str, Any]]) -> None:
    table: Table = Contact.__table__  # type: ignore[assignment]
    own = update(table).where(table.c.id == bindparam("row_id"), table.c.organization_id == current_organization_id())
    if changed:
        db.session.execute(own.values(custom=bindparam("custom")), changed)
        db.session.expire_all()
