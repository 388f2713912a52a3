"""Who brought whom: said at the door by a person's id or by the reference of a slip that may still be on its way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import or_, select

from crm.contacts.queries import get_contact
from crm.contacts.queries.people import current_ids
from crm.core.database import db
from crm.core.errors import NotFound
from crm.signins.models import SignIn, Slip
from crm.signins.service.presence_of_slips import AS_STORED


def current_person(contact_id: int) -> int | None:
    """The person that a device's list named, merges followed; None for one who is no longer here."""
    try:
        person = get_contact(contact_id)
    except NotFound:
        return None
    return None if person.archived_at else person.id


def current_people(contact_ids: Collection[int]) -> dict[int, int | None]:
    """The same of many at once: merges are rare, so that one read answers for most."""
    current = current_ids(contact_ids)
    return {one: one if one in current else current_person(one) for one in contact_ids}


def say_who_brought(action_id: int, slips: Collection[Slip]) -> None:
    """Keep who brought the people of these slips, and whom they brought, as far as both are known.

    Of several who are named the one named by the earliest slip counts; nobody brought herself.
    """
    refs = [slip.client_ref for slip in slips]
    contact_ids = {slip.contact_id for slip in slips if slip.contact_id is not None}
    query = select(Slip).where(
        Slip.action_id == action_id,
        Slip.brought_by != "",
        Slip.withdrawn_at.is_(None),
        or_(Slip.brought_by.in_(refs), Slip.contact_id.in_(contact_ids)),
    )
    bringers: dict[int, int] = {}
    for slip in db.session.scalars(query.order_by(Slip.arrived_at, Slip.client_ref), execution_options=AS_STORED):
        bringer = _bringer(slip.brought_by)
        if slip.contact_id is not None and bringer is not None and bringer != slip.contact_id:
            bringers.setdefault(slip.contact_id, bringer)
    rows = select(SignIn).where(SignIn.action_id == action_id, SignIn.contact_id.in_(bringers))
    for row in db.session.scalars(rows) if bringers else ():
        row.brought_by_id = bringers[row.contact_id]
    _keep_recruiters(action_id, bringers)
    db.session.flush()


def _keep_recruiters(action_id: int, bringers: Mapping[int, int]) -> None:
    """Whoever became known to us at this action came to us through who brought her."""
    query = select(Slip.contact_id).where(
        Slip.action_id == action_id, Slip.contact_id.in_(bringers), Slip.is_new_person.is_(True)
    )
    for contact_id in db.session.scalars(query) if bringers else ():
        person = get_contact(contact_id or 0)
        if person.recruited_by_id is None:
            person.recruited_by_id = bringers[person.id]


def _bringer(named: str) -> int | None:
    """Who is meant; None while that is not known."""
    if named.isdecimal():
        return current_person(int(named)) if len(named) < 10 else None
    try:
        ref = str(UUID(named))
    except ValueError:
        return None
    return db.session.scalars(select(Slip.contact_id).where(Slip.client_ref == ref)).one_or_none()
