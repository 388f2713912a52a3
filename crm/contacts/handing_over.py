"""What an organizer holds of people, and where it goes: turf by turf, and what is about a person after her new organizer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from crm.accounts.handovers import HandOver, Holding, Part, handovers
from crm.audit.moving import move_rows
from crm.contacts.models import Contact, Turf
from crm.contacts.queries.people import owners_of
from crm.contacts.service.turf import keep_history
from crm.core.database import db
from crm.core.errors import N_

PEOPLE = "people"


def by_new_owner(plan: HandOver, rows: Iterable[tuple[int, int | None]]) -> dict[int, list[int]]:
    """Who takes over rows given as (row id, contact id): her organizer now, if he is among those who take over.

    Gives the ids of the rows by user; what is about nobody goes to the one who takes over in general.
    """
    pairs = list(rows)
    owners = owners_of(contact_id for _row_id, contact_id in pairs if contact_id is not None)
    found: dict[int, list[int]] = {}
    for row_id, contact_id in pairs:
        owner = owners.get(contact_id or 0)
        found.setdefault(owner if owner in plan.receivers else plan.to_user_id, []).append(row_id)
    return found


def _people_by_turf(user_id: int, _now: datetime) -> list[Part]:
    """How many people a user looks after, turf by turf; turf she has without looking after anybody in it too."""
    query = select(Contact.turf_id, func.count(Contact.id)).where(Contact.owner_user_id == user_id)
    counts = {row[0] or 0: row[1] for row in db.session.execute(query.group_by(Contact.turf_id))}
    own = set(db.session.scalars(select(Turf.id).where(Turf.organizer_user_id == user_id)))
    named = select(Turf.id, Turf.name).where(Turf.id.in_({*counts, *own} - {0})).order_by(Turf.name)
    parts = [Part(_key(row.id), row.name, counts.get(row.id, 0)) for row in db.session.execute(named)]
    return [*parts, Part(_key(0), "", counts[0])] if counts.get(0) else parts


def _move_people(plan: HandOver) -> int:
    moved = 0
    for part in _people_by_turf(plan.from_user_id, plan.batch.created_at):
        turf_id = int(part.key.partition(":")[2]) or None
        ids = select(Contact.id).where(Contact.owner_user_id == plan.from_user_id, Contact.turf_id == turf_id)
        people = list(db.session.scalars(ids))
        moved += move_rows(plan.batch, Contact, "owner_user_id", people, plan.receiver(PEOPLE, part.key))
        if turf_id is not None:
            _give_turf(plan, turf_id, plan.receiver(PEOPLE, part.key))
    return moved


def _give_turf(plan: HandOver, turf_id: int, user_id: int) -> None:
    own = select(Turf.id).where(Turf.id == turf_id, Turf.organizer_user_id == plan.from_user_id)
    if move_rows(plan.batch, Turf, "organizer_user_id", list(db.session.scalars(own)), user_id):
        db.session.expire_all()
        keep_history(plan.batch.created_at, [turf_id])


def _key(turf_id: int) -> str:
    return f"turf:{turf_id}"


def install() -> None:
    """Register what this room hands over; first of all rooms, so that what is about a person can follow her."""
    handovers.register(PEOPLE, Holding(N_("People and turf"), _people_by_turf, _move_people))
