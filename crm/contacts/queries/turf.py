"""Reading turf: all of it with its figures, one with its people and its organizers over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from crm.accounts.queries import names_of_users
from crm.contacts.models import Contact, Turf, TurfAssignment
from crm.contacts.queries.cards import ContactCard, cards_of
from crm.contacts.queries.people import is_current
from crm.core.database import db
from crm.core.scope import get_owned

PAGE_SIZE = 50
SILENT_DAYS = 60
"""After how many days without contact a person of a turf counts as not met."""
MOST_TURFS = 500
NOBODY = 0
"""Asks for what belongs to no organizer or no turf."""


@dataclass(frozen=True, slots=True)
class TurfLine:
    """A turf in the list, with how many people it has, how many have no organizer, and how many were not met lately."""

    turf: Turf
    organizer: str
    is_own: bool
    people: int
    without_owner: int
    not_met: int


@dataclass(frozen=True, slots=True)
class TurfPage:
    """One page of a turf's people by family name."""

    people: list[ContactCard]
    owners: dict[int, str]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Stint:
    """Who was the organizer of a turf, from when until when (None: still)."""

    name: str
    began_at: datetime
    ended_at: datetime | None


def get_turf(turf_id: int) -> Turf:
    """The turf with that id; NotFound otherwise."""
    return get_owned(Turf, turf_id)


def names_of_turfs(turf_ids: set[int | None]) -> dict[int, str]:
    """The names of some turf by id, in one read."""
    wanted = {turf_id for turf_id in turf_ids if turf_id is not None}
    if not wanted:
        return {}
    return dict(db.session.execute(select(Turf.id, Turf.name).where(Turf.id.in_(wanted))).all())


def of_whom(
    query: Select[*tuple[Any, ...]],
    person: ColumnElement[int] | InstrumentedAttribute[int],
    owner_id: int | None,
    turf_id: int | None,
) -> Select[*tuple[Any, ...]]:
    """Narrow rows about people to those that an organizer looks after, and to those of a turf.

    None narrows nothing; NOBODY asks for people without an organizer or a turf.
    """
    for column, wanted in ((Contact.owner_user_id, owner_id), (Contact.turf_id, turf_id)):
        if wanted is not None:
            query = query.where(person.in_(select(Contact.id).where(is_whose(column, wanted))))
    return query


def is_whose(column: InstrumentedAttribute[int | None], wanted: int) -> ColumnElement[bool]:
    """Whether a row is that user's or turf's, or nobody's."""
    return column.is_(None) if wanted == NOBODY else column == wanted


def find_turf(name: str) -> Turf | None:
    """The turf of that name, whatever its case, or None; one that was put away is found too."""
    return db.session.scalars(select(Turf).where(func.lower(Turf.name) == name.lower()).order_by(Turf.id)).first()


def list_turfs(with_archived: bool = False) -> list[Turf]:
    """The organization's turf by name."""
    query = select(Turf).order_by(func.lower(Turf.name), Turf.id).limit(MOST_TURFS)
    return list(db.session.scalars(query if with_archived else query.where(Turf.archived_at.is_(None))))


def list_turf_lines(user_id: int | None, now: datetime) -> list[TurfLine]:
    """All turf with its figures, the asking user's own first."""
    turfs = list_turfs()
    organizers = names_of_users({turf.organizer_user_id for turf in turfs})
    figures = _figures(now)
    lines = [
        TurfLine(
            turf,
            organizers.get(turf.organizer_user_id or 0, ""),
            turf.organizer_user_id is not None and turf.organizer_user_id == user_id,
            *figures.get(turf.id, (0, 0, 0)),
        )
        for turf in turfs
    ]
    return sorted(lines, key=lambda line: not line.is_own)


def count_without_turf() -> int:
    """How many people are in no turf."""
    return db.session.scalars(select(func.count(Contact.id)).where(Contact.turf_id.is_(None), is_current())).one()


def read_turf_page(turf_id: int, page: int) -> TurfPage:
    """A page of the people of a turf by family name; a page that is not there is the nearest one."""
    belongs = (Contact.turf_id == turf_id, Contact.turf_id.is_not(None), is_current())
    total = db.session.scalars(select(func.count(Contact.id)).where(*belongs)).one()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    query = select(Contact.id).where(*belongs).order_by(Contact.sort_key, Contact.id)
    ids = list(db.session.scalars(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)))
    cards = cards_of(ids)
    people = [cards[contact_id] for contact_id in ids]
    return TurfPage(people, names_of_users({card.owner_user_id for card in people}), total, page, pages)


def list_stints(turf_id: int) -> list[Stint]:
    """Who had a turf, the latest first."""
    query = select(TurfAssignment).where(TurfAssignment.turf_id == turf_id).order_by(TurfAssignment.id.desc()).limit(20)
    rows = list(db.session.scalars(query))
    names = names_of_users({row.user_id for row in rows})
    return [Stint(names.get(row.user_id, ""), row.began_at, row.ended_at) for row in rows]


def _figures(now: datetime) -> dict[int, tuple[int, int, int]]:
    """By turf: how many people, without an organizer, and without contact for 60 days."""
    long_ago = now - timedelta(days=SILENT_DAYS)
    silent = or_(Contact.last_contact_at.is_(None), Contact.last_contact_at < long_ago)
    query = (
        select(
            Contact.turf_id,
            func.count(Contact.id),
            func.count(Contact.id).filter(Contact.owner_user_id.is_(None)),
            func.count(Contact.id).filter(silent),
        )
        .where(Contact.turf_id.is_not(None), is_current())
        .group_by(Contact.turf_id)
    )
    return {row[0] or 0: (row[1], row[2], row[3]) for row in db.session.execute(query)}
