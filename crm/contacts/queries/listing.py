"""The list of people, page by page, or those found by what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from crm.accounts.queries import names_of_users
from crm.contacts.models import Contact, ListMember, Tagging
from crm.contacts.queries.cards import phones_of
from crm.contacts.queries.people import is_current
from crm.contacts.queries.search import search_contacts
from crm.core.database import db

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list; `phone` is E.164, "" when there is none."""

    id: int
    name: str
    initials: str
    language: str | None
    phone: str
    owner: str
    last_contact_at: datetime | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people; `total` counts everyone of the list, `mine` those of the asking user, `known` all."""

    rows: list[PersonRow]
    total: int
    known: int
    mine: int
    page: int
    pages: int


def list_people(
    text: str = "",
    owner_user_id: int | None = None,
    user_id: int | None = None,
    page: int = 1,
    tag_id: int | None = None,
    list_id: int | None = None,
) -> PeoplePage:
    """Those found by a text (one page, the best first), or everyone (of one owner, tag or list) by family name."""
    known, mine = _counts(user_id)
    if text.strip():
        found = search_contacts(text, PAGE_SIZE)
        return PeoplePage(_rows(found), len(found), known, mine, 1, 1)
    total = mine if owner_user_id is not None and owner_user_id == user_id else known
    chosen = _chosen(tag_id, list_id)
    if chosen:
        total = db.session.scalars(select(func.count(Contact.id)).where(is_current(), *chosen)).one()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    query = _everyone(owner_user_id).where(*chosen).offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)
    return PeoplePage(_rows(list(db.session.scalars(query))), total, known, mine, page, pages)


def _chosen(tag_id: int | None, list_id: int | None) -> list[ColumnElement[bool]]:
    """The terms that narrow the people to a tag and to a list, where they are given."""
    of_tag = select(Tagging.contact_id).where(Tagging.tag_id == tag_id)
    of_list = select(ListMember.contact_id).where(ListMember.list_id == list_id)
    return [Contact.id.in_(ids) for wanted, ids in ((tag_id, of_tag), (list_id, of_list)) if wanted is not None]


def _everyone(owner_user_id: int | None) -> Select[Contact]:
    query = select(Contact).where(is_current())
    if owner_user_id is not None:
        query = query.where(Contact.owner_user_id == owner_user_id)
    nameless_last = (Contact.last_name == "") & (Contact.first_name == "")
    return query.order_by(nameless_last, func.lower(Contact.last_name), func.lower(Contact.first_name), Contact.id)


def _counts(user_id: int | None) -> tuple[int, int]:
    query = select(
        func.count(Contact.id).label("known"),
        func.count(Contact.id).filter(Contact.owner_user_id == user_id).label("mine"),
    ).where(is_current())
    row = db.session.execute(query).one()
    return row.known, row.mine


def _rows(contacts: list[Contact]) -> list[PersonRow]:
    phones = phones_of(contact.id for contact in contacts)
    owners = names_of_users({contact.owner_user_id for contact in contacts})
    return [
        PersonRow(
            id=contact.id,
            name=contact.full_name,
            initials=contact.initials,
            language=contact.preferred_language,
            phone=next(iter(phones.get(contact.id, ())), ""),
            owner=owners.get(contact.owner_user_id or 0, ""),
            last_contact_at=contact.last_contact_at,
        )
        for contact in contacts
    ]
