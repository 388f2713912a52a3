"""The list of people, page by page from one person on, or those found by what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, tuple_

from crm.accounts.queries import names_of_users
from crm.contacts.models import Contact, ListMember, Tagging
from crm.contacts.names import full_name, initials
from crm.contacts.queries.cards import phones_of
from crm.contacts.queries.counts import count_people
from crm.contacts.queries.people import is_current
from crm.contacts.queries.search import search_contacts
from crm.core.database import db

PAGE_SIZE = 50
SHOWN = (
    *(Contact.id, Contact.first_name, Contact.middle_name, Contact.last_name, Contact.chosen_name, Contact.suffix),
    *(Contact.preferred_language, Contact.owner_user_id, Contact.last_contact_at),
)


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
    """One page of people; `total` counts everyone of the list, `mine` those of the asking user, `known` all.

    `before` and `after` are the ids that the pages beside this one are asked for by, None at an end; `is_cut` says that
    more may be found than are shown.
    """

    rows: list[PersonRow]
    total: int
    known: int
    mine: int
    before: int | None = None
    after: int | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after a person, or before one (by id), or at the top (0)."""

    after: int = 0
    before: int = 0


TOP = Place()


def list_people(
    text: str = "",
    owner_user_id: int | None = None,
    user_id: int | None = None,
    place: Place = TOP,
    tag_id: int | None = None,
    list_id: int | None = None,
) -> PeoplePage:
    """Those found by a text (one page, the best first), or everyone (of one owner, tag or list) by family name."""
    known = count_people("known")
    mine = count_people(f"of {user_id}", Contact.owner_user_id == user_id) if user_id is not None else 0
    if text.strip():
        found = search_contacts(text, PAGE_SIZE, user_id)
        return PeoplePage(_rows(found), len(found), known, mine, is_cut=len(found) == PAGE_SIZE)
    narrowed = _chosen(owner_user_id, tag_id, list_id)
    total = count_people(f"of {owner_user_id}, {tag_id}, {list_id}", *narrowed) if narrowed else known
    return _page(narrowed, place, total, known, mine)


def _chosen(owner_user_id: int | None, tag_id: int | None, list_id: int | None) -> list[ColumnElement[bool]]:
    """The terms that narrow the people to an owner, a tag and a list, where they are given."""
    of_tag = select(Tagging.contact_id).where(Tagging.tag_id == tag_id)
    of_list = select(ListMember.contact_id).where(ListMember.list_id == list_id)
    terms = (
        (owner_user_id, Contact.owner_user_id == owner_user_id),
        (tag_id, Contact.id.in_(of_tag)),
        (list_id, Contact.id.in_(of_list)),
    )
    return [term for wanted, term in terms if wanted is not None]


def _page(narrowed: list[ColumnElement[bool]], place: Place, total: int, known: int, mine: int) -> PeoplePage:
    is_back = bool(place.before)
    rows = list(db.session.execute(_from(select(*SHOWN).where(is_current(), *narrowed), place).limit(PAGE_SIZE + 1)))
    is_more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE][:: -1 if is_back else 1]
    has_before, has_after = (is_more, True) if is_back else (bool(place.after), is_more)
    return PeoplePage(
        _rows(rows),
        total,
        known,
        mine,
        before=rows[0].id if rows and has_before else None,
        after=rows[-1].id if rows and has_after else None,
    )


def _from(query: Select[*tuple[Any, ...]], place: Place) -> Select[*tuple[Any, ...]]:
    """The people from a place on in the order of the list, or before it in the order turned round."""
    order = tuple_(Contact.sort_key, Contact.id)
    anchor = db.session.execute(
        select(Contact.sort_key, Contact.id).where(Contact.id == (place.after or place.before))
    ).one_or_none()
    if place.before and anchor:
        return query.where(order < tuple(anchor)).order_by(Contact.sort_key.desc(), Contact.id.desc())
    if place.after and anchor:
        query = query.where(order > tuple(anchor))
    return query.order_by(Contact.sort_key, Contact.id)


def _rows(people: Sequence[Any]) -> list[PersonRow]:
    phones = phones_of(person.id for person in people)
    owners = names_of_users({person.owner_user_id for person in people})
    return [
        PersonRow(
            id=person.id,
            name=full_name(person),
            initials=initials(person),
            language=person.preferred_language,
            phone=next(iter(phones.get(person.id, ())), ""),
            owner=owners.get(person.owner_user_id or 0, ""),
            last_contact_at=person.last_contact_at,
        )
        for person in people
    ]
