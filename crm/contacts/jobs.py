"""What runs later in this room: reading everybody's values of a custom field by its kind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crm.contacts.models import CustomField
from crm.contacts.service.settling import JOB, settle_some
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.jobs import handlers, is_stopping, sweeps
from crm.core.scope import everywhere, find_owned


def settle_field(_organization_id: int, field_id: int) -> None:
    """Read all values of a field, one unit of work for each batch; begun again from the start when it was cut short."""
    after: int | None = 0
    with unit_of_work():
        field = find_owned(CustomField, field_id)
        if field is not None:
            field.misfit_count, field.misfits = 0, []
    while after is not None and not is_stopping():
        with unit_of_work():
            field = find_owned(CustomField, field_id)
            if field is None:
                return
            after = settle_some(field, after)
            if after is None:
                field.settled_at = utc_now()


def unsettled(_now: datetime) -> list[tuple[str, int, int]]:
    """The fields whose values are still to be read, in every organization."""
    with everywhere("a sweep looks for fields whose values nobody reads any more"):
        query = select(CustomField.organization_id, CustomField.id)
        waiting = query.where(CustomField.settled_at.is_(None), CustomField.archived_at.is_(None))
        return [(JOB, organization_id, field_id) for organization_id, field_id in db.session.execute(waiting)]


def install() -> None:
    """Register the work of this room."""
    handlers.register(JOB, settle_field)
    sweeps.register(JOB, unsettled)
