"""Reading static lists: how many are on each, who put whom there and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from crm.accounts.queries import names_of_users
from crm.audit.service import Batch
from crm.contacts.models import Contact, ListMember, StaticList
from crm.contacts.queries.cards import ContactCard, cards_of
from crm.contacts.segments.compile import current
from crm.core.database import db
from crm.core.scope import get_owned

PAGE_SIZE = 50
SHOWN_BATCHES = 5


@dataclass(frozen=True, slots=True)
class ListedList:
    """One list in the index."""

    id: int
    name: str
    people: int
    last_added_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """One person on a list, who put her there and when; `added_by` is "" when nobody in particular did."""

    card: ContactCard
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class MembersPage:
    """One page of a list."""

    rows: list[Member]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Addition:
    """One bulk act that put people on a list, and how many of them are still on it."""

    batch: Batch
    people: int
    by: str


def get_list(list_id: int) -> StaticList:
    """The list with that id; NotFound otherwise."""
    return get_owned(StaticList, list_id)


def find_list(name: str) -> StaticList | None:
    """The list of that name, whatever its case, or None."""
    return db.session.scalars(select(StaticList).where(func.lower(StaticList.name) == name.lower())).first()


def list_lists() -> list[ListedList]:
    """The lists of the organization by name, with how many people are on each."""
    query = (
        select(
            StaticList.id,
            StaticList.name,
            func.count(Contact.id).label("people"),
            func.max(ListMember.created_at).label("last"),
        )
        .outerjoin(ListMember, ListMember.list_id == StaticList.id)
        .outerjoin(Contact, (Contact.id == ListMember.contact_id) & current())
        .group_by(StaticList.id, StaticList.name)
        .order_by(func.lower(StaticList.name), StaticList.id)
    )
    return [ListedList(row.id, row.name, row.people, row.last) for row in db.session.execute(query)]


def list_members(list_id: int, page: int = 1) -> MembersPage:
    """One page of the people on a list, the last added first."""
    of_list = (
        select(ListMember)
        .join(Contact, Contact.id == ListMember.contact_id)
        .where(ListMember.list_id == list_id, current())
    )
    total = db.session.scalars(of_list.with_only_columns(func.count(ListMember.id))).one()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    newest = of_list.order_by(ListMember.id.desc()).offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    rows = list(db.session.scalars(newest))
    cards, users = cards_of(row.contact_id for row in rows), names_of_users({row.created_by_id for row in rows})
    members = [Member(cards[row.contact_id], users.get(row.created_by_id or 0, ""), row.created_at) for row in rows]
    return MembersPage(members, total, page, pages)


def member_ids(list_id: int, contact_ids: list[int]) -> set[int]:
    """Of some people, those who are on a list."""
    query = select(ListMember.contact_id).where(ListMember.list_id == list_id, ListMember.contact_id.in_(contact_ids))
    return set(db.session.scalars(query))


def ids_on_list(list_id: int) -> list[int]:
    """Everybody on a list; NotFound when there is no such list."""
    query = select(ListMember.contact_id).where(ListMember.list_id == get_list(list_id).id)
    return list(db.session.scalars(query.order_by(ListMember.contact_id)))


def list_additions(list_id: int) -> list[Addition]:
    """The latest bulk acts whose people are still on a list, the newest first."""
    counts = (
        select(ListMember.batch_id, func.count(ListMember.id))
        .where(ListMember.list_id == list_id, ListMember.batch_id.is_not(None))
        .group_by(ListMember.batch_id)
        .order_by(ListMember.batch_id.desc())
        .limit(SHOWN_BATCHES)
    )
    people = {row[0]: row[1] for row in db.session.execute(counts) if row[0] is not None}
    batches = list(db.session.scalars(select(Batch).where(Batch.id.in_(people)).order_by(Batch.id.desc())))
    users = names_of_users({batch.created_by_id for batch in batches})
    return [Addition(batch, people[batch.id], users.get(batch.created_by_id or 0, "")) for batch in batches]
