"""What other rooms show of many people at once, in a bounded number of reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import Select, Table, bindparam, select

from crm.contacts.models import Contact, ContactNote, ContactPoint, ContactPointLink, PointKind
from crm.core.database import db
from crm.core.scope import current_organization_id, of_organization
from crm.core.upsert import chunks


@dataclass(frozen=True, slots=True)
class ContactCard:
    """The little of a person that a list needs; `phone` and `email` are the primary ones, "" when there is none."""

    id: int
    name: str
    called: str
    initials: str
    language: str | None
    phone: str
    email: str
    is_minor: bool | None
    owner_user_id: int | None
    city: str
    state: str
    postal_code: str
    last_contact_at: datetime | None


def cards_of(ids: Iterable[int]) -> dict[int, ContactCard]:
    """The cards of these people by id; an id that is not here is left out."""
    wanted = sorted(set(ids))
    phones, emails = phones_of(wanted), emails_of(wanted)
    cards: dict[int, ContactCard] = {}
    for some in chunks(wanted):
        for contact in db.session.scalars(select(Contact).where(Contact.id.in_(some))):
            cards[contact.id] = ContactCard(
                id=contact.id,
                name=contact.display_name,
                called=contact.called,
                initials=contact.initials,
                language=contact.preferred_language,
                phone=next(iter(phones.get(contact.id, ())), ""),
                email=next(iter(emails.get(contact.id, ())), ""),
                is_minor=contact.is_minor,
                owner_user_id=contact.owner_user_id,
                city=contact.city,
                state=contact.state,
                postal_code=contact.postal_code,
                last_contact_at=contact.last_contact_at,
            )
    return cards


def reached_at(contact_id: int) -> tuple[list[str], list[str]]:
    """The numbers in E.164 and the e-mail addresses of one person, the primary ones first, in one read."""
    values = {"ours": current_organization_id(), "kinds": list(PointKind), "people": [contact_id]}
    rows = db.session.execute(_points(), values).all()
    return [row.value for row in rows if row.kind == PointKind.PHONE], [
        row.value for row in rows if row.kind == PointKind.EMAIL
    ]


def phones_of(ids: Iterable[int]) -> dict[int, list[str]]:
    """The numbers of these people in E.164, the primary one first; people without one are left out."""
    return _points_of(ids, PointKind.PHONE)


def emails_of(ids: Iterable[int]) -> dict[int, list[str]]:
    """The e-mail addresses of these people, the primary one first; people without one are left out."""
    return _points_of(ids, PointKind.EMAIL)


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """The names of these people as they are said, by id."""
    names: dict[int, str] = {}
    columns = (Contact.id, Contact.chosen_name, Contact.first_name, Contact.last_name, Contact.suffix)
    for some in chunks(sorted({contact_id for contact_id in ids if contact_id is not None})):
        for row in db.session.execute(select(*columns).where(Contact.id.in_(some))):
            called = row.chosen_name or row.first_name
            names[row.id] = " ".join(part for part in (called, row.last_name, row.suffix) if part)
    return names


def notes_of(contact_id: int) -> list[ContactNote]:
    """The cells of files that could not be used as they were, kept beside the person."""
    query = select(ContactNote).where(ContactNote.contact_id == contact_id).order_by(ContactNote.id)
    return list(db.session.scalars(query))


def _points_of(ids: Iterable[int], kind: PointKind) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for some in chunks(sorted(set(ids))):
        values = {"ours": current_organization_id(), "kinds": [kind], "people": some}
        for contact_id, value, _kind in db.session.execute(_points(), values):
            found.setdefault(contact_id, []).append(value)
    return found


@cache
def _points() -> Select[int, str, PointKind]:
    """The numbers or addresses of some people; made once, since nearly every page asks for them.

    People are found by the index of links: the plus keeps SQLite from reading a whole organization (is_ours() says why).
    """
    link, point = cast(Table, ContactPointLink.__table__), cast(Table, ContactPoint.__table__)
    return (
        select(link.c.contact_id, point.c.value, point.c.kind)
        .join(point, point.c.id == link.c.point_id)
        .where(
            link.c.contact_id.in_(bindparam("people", expanding=True)),
            of_organization(link),
            of_organization(point),
            point.c.kind.in_(bindparam("kinds", expanding=True)),
            link.c.past_at.is_(None),
        )
        .order_by(link.c.is_primary.desc(), link.c.id)
    )
