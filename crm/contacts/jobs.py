"""What runs later in this room: reading everybody's values of a custom field, placing people, joining certain pairs."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from crm.accounts.queries import list_organizations
from crm.audit.service import Batch, BatchKind
from crm.contacts.models import CustomField
from crm.contacts.queries.scans import is_scan_due
from crm.contacts.service import groups, scanning
from crm.contacts.service.placing import JOB as PLACE
from crm.contacts.service.placing import place_some
from crm.contacts.service.scanning import begin_scan, keep_found, likeliest_pairs
from crm.contacts.service.settling import JOB, settle_some
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, reading_only, unit_of_work
from crm.core.jobs import handlers, is_stopping, sweeps
from crm.core.scope import everywhere, find_owned, in_organization

LOOKED_BACK = timedelta(days=1)
"""Groups of merges that nobody touched for longer are left as they are."""


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


def place(_organization_id: int, after_id: int) -> None:
    """Place everybody with a higher id by the address, one unit of work for each batch."""
    following: int | None = after_id
    while following is not None and not is_stopping():
        with unit_of_work():
            following, _changed = place_some(utc_now(), following)


def unsettled(_now: datetime) -> list[tuple[str, int, int]]:
    """The fields whose values are still to be read, in every organization."""
    with everywhere("a sweep looks for fields whose values nobody reads any more"):
        query = select(CustomField.organization_id, CustomField.id)
        waiting = query.where(CustomField.settled_at.is_(None), CustomField.archived_at.is_(None))
        return [(JOB, organization_id, field_id) for organization_id, field_id in db.session.execute(waiting)]


def work_on_merges(_organization_id: int, batch_id: int) -> None:
    """Join or part the pairs of a group, one unit of work for a few; begun again, it goes on with those that are left."""
    is_more = True
    while is_more and not is_stopping():
        with unit_of_work():
            is_more = groups.work_on_group(batch_id, utc_now())


def unfinished_merges(now: datetime) -> list[tuple[str, int, int]]:
    """The groups of pairs that are still being joined or parted, in every organization."""
    with everywhere("a sweep looks for pairs that nobody joins any more"):
        lately = select(Batch).where(Batch.kind == BatchKind.MERGE, Batch.undone_at.is_(None))
        batches = db.session.scalars(lately.where(Batch.updated_at > now - LOOKED_BACK))
        return [(groups.JOB, one.organization_id, one.id) for one in batches if groups.is_under_way(one)]


def search_duplicates(organization_id: int, _subject_id: int) -> None:
    """Search everybody for duplicates: that it began is kept at once, and nobody waits for the database meanwhile."""
    with unit_of_work():
        scan_id = begin_scan(utc_now())
    with reading_only():
        found = likeliest_pairs()
        db.session.rollback()
    with unit_of_work():
        keep_found(system_actor(organization_id), utc_now(), scan_id, found)


def unsearched(now: datetime) -> list[tuple[str, int, int]]:
    """The organizations to search for duplicates: after an import, and each night at their place."""
    due: list[tuple[str, int, int]] = []
    for organization in list_organizations():
        with in_organization(organization.id):
            if is_scan_due(now, organization.time_zone):
                due.append((scanning.JOB, organization.id, 0))
    return due


def install() -> None:
    """Register the work of this room."""
    handlers.register(scanning.JOB, search_duplicates)
    sweeps.register(scanning.JOB, unsearched)
    handlers.register(groups.JOB, work_on_merges)
    sweeps.register(groups.JOB, unfinished_merges)
    handlers.register(JOB, settle_field)
    handlers.register(PLACE, place)
    sweeps.register(JOB, unsettled)
