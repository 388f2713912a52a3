"""Households: one by id, those found by a name, those of a person, and people who look like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select

from crm.contacts.models import (
    Contact,
    ContactPoint,
    ContactPointLink,
    Household,
    HouseholdMember,
    HouseholdRole,
    PointKind,
)
from crm.contacts.queries.people import is_current, is_reached
from crm.core.database import db
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import fold, words

PAGE_SIZE = 50
LOOKED_AT = 2_000
"""Among how many of the people written down last households are looked for."""
LARGEST = 8
"""More people than this at one address or number are a building, a shelter or an office, not a household."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lives in a household, by her name as it is said."""

    contact_id: int
    name: str
    role: HouseholdRole


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household in the list."""

    id: int
    name: str
    address: str
    people: int
    young_children: int


@dataclass(frozen=True, slots=True)
class Likely:
    """People who look like one household: where they live, or the number they share; "" for what they do not."""

    contact_ids: tuple[int, ...]
    names: tuple[str, ...]
    address: str
    phone: str


def get_household(household_id: int) -> Household:
    """The household with that id; NotFound otherwise."""
    return get_owned(Household, household_id)


def address_of(row: Household | Contact) -> str:
    """An address in one line."""
    return ", ".join(part for part in (row.street, row.city, row.state, row.postal_code) if part)


def members_of(household_ids: Iterable[int]) -> dict[int, list[Member]]:
    """Who lives in these households: adults first, then youth and children, each by name."""
    wanted = sorted(set(household_ids))
    if not wanted:
        return {}
    query = (
        select(HouseholdMember.household_id, HouseholdMember.role, Contact)
        .join(Contact, Contact.id == HouseholdMember.contact_id)
        .where(HouseholdMember.household_id.in_(wanted), is_current())
    )
    found: dict[int, list[tuple[int, str, Member]]] = {}
    for household_id, role, contact in db.session.execute(query):
        entry = (list(HouseholdRole).index(role), contact.sort_key, Member(contact.id, contact.full_name, role))
        found.setdefault(household_id, []).append(entry)
    return {one: [entry[2] for entry in sorted(entries, key=lambda e: e[:2])] for one, entries in found.items()}


def households_of(contact_id: int) -> list[Household]:
    """The households a person lives in."""
    query = select(Household).join(HouseholdMember, HouseholdMember.household_id == Household.id)
    return list(db.session.scalars(query.where(HouseholdMember.contact_id == contact_id).order_by(Household.name)))


def list_households(text: str = "", page: int = 1) -> tuple[list[HouseholdRow], int]:
    """One page of households by name, those whose name or street begins so when something is typed; and how many pages."""
    query = select(Household)
    if text:
        start = text.replace("%", "").replace("_", "")
        query = query.where(or_(Household.name.ilike(f"%{start}%"), Household.street.ilike(f"{start}%")))
    total = db.session.execute(
        select(func.count()).select_from(query.with_only_columns(Household.id).subquery())
    ).scalar_one()
    pages = max(1, -(-total // PAGE_SIZE))
    offset = (min(max(1, page), pages) - 1) * PAGE_SIZE
    rows = list(db.session.scalars(query.order_by(Household.name, Household.id).offset(offset).limit(PAGE_SIZE)))
    members = members_of(row.id for row in rows)
    return [
        HouseholdRow(row.id, row.name, address_of(row), len(members.get(row.id, ())), row.young_children)
        for row in rows
    ], pages


def list_likely(limit: int = 10) -> list[Likely]:
    """People among those written down last who live at one street and ZIP code, or share a number, and have no household."""
    lives = exists().where(
        HouseholdMember.contact_id == Contact.id, HouseholdMember.organization_id == current_organization_id()
    )
    query = select(Contact).where(is_current(), ~lives).order_by(Contact.id.desc()).limit(LOOKED_AT)
    people = {contact.id: contact for contact in db.session.scalars(query)}
    groups = [*_by_address(people.values()), *_by_phone(people)]
    found: list[Likely] = []
    seen: set[int] = set()
    for ids, address, phone in groups:
        if len(found) < limit and 1 < len(ids) <= LARGEST and not seen & set(ids):
            seen |= set(ids)
            found.append(Likely(tuple(ids), tuple(people[one].full_name for one in ids), address, phone))
    return found


def _by_address(people: Iterable[Contact]) -> list[tuple[list[int], str, str]]:
    groups: dict[tuple[str, ...], list[Contact]] = {}
    for contact in people:
        if contact.street:
            key = (" ".join(words(contact.street)), contact.postal_code[:5] or fold(contact.city))
            groups.setdefault(key, []).append(contact)
    return [(sorted(one.id for one in group), address_of(group[0]), "") for group in groups.values()]


def _by_phone(people: dict[int, Contact]) -> list[tuple[list[int], str, str]]:
    groups: dict[str, list[int]] = {}
    for phone, contact_id in _phone_links(sorted(people)):
        groups.setdefault(phone, []).append(contact_id)
    return [(sorted(ids), "", phone) for phone, ids in groups.items()]


def _phone_links(ids: Sequence[int]) -> Iterable[tuple[str, int]]:
    for start in range(0, len(ids), 500):
        query = (
            select(ContactPoint.value, ContactPointLink.contact_id)
            .join(ContactPointLink, ContactPointLink.point_id == ContactPoint.id)
            .where(
                ContactPointLink.contact_id.in_(ids[start : start + 500]),
                ContactPoint.kind == PointKind.PHONE,
                is_reached(),
            )
        )
        yield from ((row[0], row[1]) for row in db.session.execute(query))
