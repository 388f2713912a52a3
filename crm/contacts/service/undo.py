"""Taking back the people a batch made, but for those whom people have since worked with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, delete, exists, func, select

from crm.audit.queries import ids_with_entry
from crm.contacts.models import (
    Contact,
    ContactNote,
    ContactPoint,
    ContactPointLink,
    DuplicateSuggestion,
    ExternalId,
    Household,
    HouseholdMember,
    Tagging,
)
from crm.contacts.service.indexing import drop_index
from crm.core.database import Model, db
from crm.core.scope import current_organization_id
from crm.core.upsert import among

STRETCH = 1_000
"""How many people are taken back at a time."""
SPAN = 50_000
"""How many ids of rows are gone over at a time."""
OTHERS = (ContactPointLink, ContactNote, HouseholdMember, Tagging, ExternalId, DuplicateSuggestion)
"""What a batch puts on people."""
INDEX_ONLY = ("duplicate_suggestions",)
"""Tables whose rows say nothing that a person did."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many people were taken out, and how many were kept because something happened with them since."""

    removed: int
    kept: int
    kept_ids: tuple[int, ...] = ()


def undo_created(batch_id: int) -> Undone:
    """Remove the people a batch made, and the numbers, notes and tags it put on others; see `undo_people`."""
    removed, kept, after = 0, list[int](), 0
    while (stretch := undo_people(batch_id, after)) is not None:
        removed, kept, after = removed + stretch.removed, kept + stretch.kept_ids, stretch.last_id
    for model in OTHERS:
        place: int | None = 0
        while place is not None:
            place = take_from_others(batch_id, model, place)
    drop_empty_households(batch_id)
    return Undone(removed, len(kept), tuple(kept))


@dataclass(frozen=True, slots=True)
class Stretch:
    """How many people of a stretch were removed, who was kept, and where the next stretch begins."""

    removed: int
    kept_ids: list[int]
    last_id: int


def undo_people(batch_id: int, after: int, most: int = STRETCH) -> Stretch | None:
    """Remove the next people a batch made, those with ids after one; None when there are no more.

    A person is kept when any row that is not of this batch points at her (a one-on-one, a message, a sign-in, another
    import), or she was changed by hand or joined with another record. Rows of other rooms that the batch made are
    theirs to remove, before this. An opt-out belongs to the number and is not touched.
    """
    made = select(Contact.id).where(Contact.batch_id == batch_id, Contact.id > after).order_by(Contact.id).limit(most)
    ids = list(db.session.scalars(made))
    if not ids:
        return None
    kept = _worked_with(ids, batch_id)
    kept |= ids_with_entry("contact", ids, "updated") | ids_with_entry("contact", ids, "merged")
    gone = [contact_id for contact_id in ids if contact_id not in kept]
    points = _points_of(gone)
    drop_index(gone)
    db.session.execute(delete(Contact).where(among(Contact.id, gone)))
    _drop_unused(points)
    return Stretch(len(gone), sorted(kept), ids[-1])


def take_from_others(batch_id: int, model: Any, after: int) -> int | None:
    """Take what a batch put on people it did not make, among rows with ids after one; None when there are no more.

    Those of its own people who were kept keep theirs. Rows are gone over in spans of ids, so that none takes long.
    """
    last = db.session.scalars(select(func.max(model.id))).one()
    if last is None or after >= last:
        return None
    of_others = (
        select(model)
        .join(Contact, Contact.id == model.contact_id)
        .where(model.batch_id == batch_id, model.id > after, model.id <= after + SPAN)
        .where(Contact.batch_id.is_distinct_from(batch_id))
    )
    rows = list(db.session.scalars(of_others))
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    _drop_unused({row.point_id for row in rows if isinstance(row, ContactPointLink)})
    return after + SPAN


def _worked_with(ids: list[int], batch_id: int) -> set[int]:
    """Those of the people at whom a row outside the batch points, in whichever room's table."""
    found: set[int] = set()
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            if _points_at_people(table, column):
                found |= _pointed_at(table, column, ids, batch_id)
    return found


def _points_at_people(table: Table, column: Column[int]) -> bool:
    """Whether a column holds a person for good; one that is emptied when she goes (SET NULL) does not hold her."""
    return table.name not in INDEX_ONLY and any(
        key.column.table.name == Contact.__tablename__ and key.ondelete != "SET NULL" for key in column.foreign_keys
    )


def _pointed_at(table: Table, column: Column[int], ids: list[int], batch_id: int) -> set[int]:
    query = select(column).where(table.c.organization_id == current_organization_id(), among(column, ids))
    if "batch_id" in table.c:
        query = query.where(table.c.batch_id.is_distinct_from(batch_id))
    return set(db.session.scalars(query.distinct()))


def _points_of(contact_ids: list[int]) -> set[int]:
    query = select(ContactPointLink.point_id).where(among(ContactPointLink.contact_id, contact_ids))
    return set(db.session.scalars(query))


def drop_empty_households(batch_id: int) -> None:
    """Remove the households a batch made in which nobody lives any more."""
    lived_in = exists().where(
        HouseholdMember.household_id == Household.id, HouseholdMember.organization_id == current_organization_id()
    )
    empty = delete(Household).where(Household.batch_id == batch_id, ~lived_in)
    db.session.execute(empty)


def _drop_unused(point_ids: set[int]) -> None:
    """Remove numbers and addresses at which nobody is reached any more."""
    if not point_ids:
        return
    used = exists().where(
        ContactPointLink.point_id == ContactPoint.id,
        ContactPointLink.organization_id == current_organization_id(),
    )
    unused = delete(ContactPoint).where(among(ContactPoint.id, point_ids), ~used)
    db.session.execute(unused)
