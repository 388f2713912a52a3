"""Taking back the people a batch made, but for those whom people have since worked with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, Table, delete, exists, select

from crm.audit.queries import ids_with_entry
from crm.contacts.models import (
    Contact,
    ContactNote,
    ContactPoint,
    ContactPointLink,
    DuplicateSuggestion,
    Household,
    HouseholdMember,
    Tagging,
)
from crm.contacts.service.indexing import drop_index
from crm.core.database import Model, db
from crm.core.scope import current_organization_id
from crm.core.upsert import chunks

INDEX_ONLY = ("duplicate_suggestions",)
"""Tables whose rows say nothing that a person did."""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many people were taken out, and how many were kept because something happened with them since."""

    removed: int
    kept: int
    kept_ids: tuple[int, ...] = ()


def undo_created(batch_id: int) -> Undone:
    """Remove the people a batch made, and the numbers, notes and tags it put on others.

    A person is kept when any row that is not of this batch points at her (a one-on-one, a message, a sign-in, another
    import), or she was changed by hand or joined with another record. Rows of other rooms that the batch made are
    theirs to remove, before this. An opt-out belongs to the number and is not touched.
    """
    made = list(db.session.scalars(select(Contact.id).where(Contact.batch_id == batch_id)))
    kept: set[int] = set()
    for ids in chunks(made):
        kept |= _worked_with(ids, batch_id)
        kept |= ids_with_entry("contact", ids, "updated") | ids_with_entry("contact", ids, "merged")
    gone = [contact_id for contact_id in made if contact_id not in kept]
    points = _points_of(gone)
    for ids in chunks(gone):
        drop_index(ids)
        db.session.execute(delete(Contact).where(Contact.id.in_(ids)))
    points |= _take_from_others(batch_id, kept)
    _drop_unused(sorted(points))
    return Undone(len(gone), len(kept), tuple(sorted(kept)))


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
    query = select(column).where(table.c.organization_id == current_organization_id(), column.in_(ids))
    if "batch_id" in table.c:
        query = query.where(table.c.batch_id.is_distinct_from(batch_id))
    return set(db.session.scalars(query.distinct()))


def _points_of(contact_ids: list[int]) -> set[int]:
    points: set[int] = set()
    for ids in chunks(contact_ids):
        query = select(ContactPointLink.point_id).where(ContactPointLink.contact_id.in_(ids))
        points.update(db.session.scalars(query))
    return points


def _take_from_others(batch_id: int, kept: set[int]) -> set[int]:
    """Take the batch's numbers, notes, tags and households from people it did not make; the kept ones keep theirs."""
    query = select(ContactPointLink).where(
        ContactPointLink.batch_id == batch_id, ContactPointLink.contact_id.not_in(kept)
    )
    links = list(db.session.scalars(query))
    for link in links:
        db.session.delete(link)
    for model in (ContactNote, HouseholdMember, Tagging):
        rows = delete(model).where(model.batch_id == batch_id, model.contact_id.not_in(kept))
        db.session.execute(rows)
    lived_in = exists().where(
        HouseholdMember.household_id == Household.id, HouseholdMember.organization_id == current_organization_id()
    )
    empty = delete(Household).where(Household.batch_id == batch_id, ~lived_in)
    db.session.execute(empty)
    suggestions = delete(DuplicateSuggestion).where(DuplicateSuggestion.batch_id == batch_id)
    db.session.execute(suggestions)
    db.session.flush()
    return {link.point_id for link in links}


def _drop_unused(point_ids: list[int]) -> None:
    """Remove numbers and addresses at which nobody is reached any more."""
    for ids in chunks(point_ids):
        used = exists().where(
            ContactPointLink.point_id == ContactPoint.id,
            ContactPointLink.organization_id == current_organization_id(),
        )
        unused = delete(ContactPoint).where(ContactPoint.id.in_(ids), ~used)
        db.session.execute(unused)
