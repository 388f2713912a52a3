"""One person by id, and people by a number or an address."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, MemberStatus, PointKind
from crm.core.database import db
from crm.core.scope import get_owned
from crm.core.upsert import among, chunks

LONGEST_MERGE_CHAIN = 20


def is_current() -> ColumnElement[bool]:
    """The condition that a record is neither merged into another nor archived."""
    return and_(Contact.merged_into_id.is_(None), Contact.archived_at.is_(None))


def is_reached() -> ColumnElement[bool]:
    """The condition that a number or address is still somebody's: links that are past are history alone."""
    return ContactPointLink.past_at.is_(None)


def current_ids(contact_ids: Iterable[int]) -> set[int]:
    """Of some people, those who are neither archived nor merged into another."""
    found: set[int] = set()
    for some in chunks(sorted(set(contact_ids))):
        found.update(db.session.scalars(select(Contact.id).where(Contact.id.in_(some), is_current())))
    return found


def askable_ids(contact_ids: Iterable[int]) -> set[int]:
    """Of some people, those who are current and did not say that they want no contact."""
    found: set[int] = set()
    asked = is_current(), Contact.member_status != MemberStatus.DO_NOT_CONTACT
    for some in chunks(sorted(set(contact_ids))):
        found.update(db.session.scalars(select(Contact.id).where(Contact.id.in_(some), *asked)))
    return found


def owners_of(contact_ids: Iterable[int]) -> dict[int, int]:
    """Who stays in touch with each of these people, by id; those without an organizer are left out."""
    found: dict[int, int] = {}
    for some in chunks(sorted(set(contact_ids))):
        query = select(Contact.id, Contact.owner_user_id).where(Contact.id.in_(some))
        found.update({row[0]: row[1] for row in db.session.execute(query) if row[1] is not None})
    return found


def select_minors() -> Select[int]:
    """The ids of everybody under 18, to be asked inside another statement."""
    return select(Contact.id).where(Contact.is_minor.is_(True))


def minors_among(contact_ids: Iterable[int]) -> set[int]:
    """Of some people, those who are under 18."""
    found: set[int] = set()
    for some in chunks(sorted(set(contact_ids))):
        found.update(db.session.scalars(select(Contact.id).where(Contact.id.in_(some), Contact.is_minor.is_(True))))
    return found


def get_contact(contact_id: int) -> Contact:
    """The person with that id, or the one the record was merged into; NotFound otherwise."""
    contact = get_owned(Contact, contact_id)
    for _step in range(LONGEST_MERGE_CHAIN):
        if contact.merged_into_id is None:
            break
        contact = get_owned(Contact, contact.merged_into_id)
    return contact


def find_by_phone(e164: str) -> list[Contact]:
    """Everyone reached at that number, the earliest known first."""
    return _find_by_point(PointKind.PHONE, e164)


def find_by_phones(phones: Collection[str]) -> dict[str, list[Contact]]:
    """Everyone reached at each of some numbers, the earliest known first; a number that nobody has is left out."""
    found: dict[str, list[Contact]] = {}
    for phone, contact in db.session.execute(_AT_PHONES, {"phones": list(phones)}):
        found.setdefault(phone, []).append(contact)
    return found


def find_by_email(email: str) -> list[Contact]:
    """Everyone reached at that address, whatever its case, the earliest known first."""
    return _find_by_point(PointKind.EMAIL, email.strip().lower())


def people_sharing(phone: str) -> list[int]:
    """The ids of everyone reached at that number (E.164)."""
    return [contact.id for contact in find_by_phone(phone)]


def people_at(phones: Collection[str]) -> set[int]:
    """The ids of everyone reached at one of these numbers (E.164), however many numbers there are."""
    query = (
        select(Contact.id)
        .join(ContactPointLink, ContactPointLink.contact_id == Contact.id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPoint.kind == PointKind.PHONE, among(ContactPoint.value, phones), is_current(), is_reached())
    )
    return set(db.session.scalars(query))


def sharers_of(contact_id: int) -> dict[str, list[int]]:
    """Who else is reached at each number of this person: ids by E.164, only numbers that somebody shares."""
    own = aliased(ContactPointLink)
    query = (
        select(ContactPoint.value, Contact.id)
        .join(own, own.point_id == ContactPoint.id)
        .join(ContactPointLink, ContactPointLink.point_id == ContactPoint.id)
        .join(Contact, Contact.id == ContactPointLink.contact_id)
        .where(
            own.contact_id == contact_id,
            own.past_at.is_(None),
            Contact.id != contact_id,
            ContactPoint.kind == PointKind.PHONE,
            is_current(),
            is_reached(),
        )
        .order_by(Contact.id)
    )
    shared: dict[str, list[int]] = {}
    for phone, other_id in db.session.execute(query):
        shared.setdefault(phone, []).append(other_id)
    return shared


def list_brought_by(contact_id: int, limit: int = 20) -> list[Contact]:
    """The people this person brought to us, the newest first."""
    query = select(Contact).where(Contact.recruited_by_id == contact_id, is_current())
    return list(db.session.scalars(query.order_by(Contact.id.desc()).limit(limit)))


_PHONES: BindParameter[str] = bindparam("phones", expanding=True)
# Asked of all the texts that come in: built once.
_AT_PHONES = (
    select(ContactPoint.value, Contact)
    .join(ContactPointLink, ContactPointLink.contact_id == Contact.id)
    .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
    .where(ContactPoint.kind == PointKind.PHONE, ContactPoint.value.in_(_PHONES), is_current(), is_reached())
    .order_by(Contact.id)
)


def _find_by_point(kind: PointKind, value: str) -> list[Contact]:
    query = (
        select(Contact)
        .join(ContactPointLink, ContactPointLink.contact_id == Contact.id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPoint.kind == kind, ContactPoint.value == value, is_current(), is_reached())
        .order_by(Contact.id)
    )
    return list(db.session.scalars(query))
