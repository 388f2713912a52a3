"""Making people, one or thousands, with their numbers, addresses, ids, tags and the words they are found by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.contacts.models import Contact, ContactNote, ContactPointLink, MemberStatus, PointKind, Tag, Tagging
from crm.contacts.names import name_key, sort_key
from crm.contacts.queries import get_contact
from crm.contacts.service.indexing import index_new
from crm.contacts.service.placing import place_people
from crm.contacts.service.points import ids_of_values, read_email
from crm.contacts.tokens import name_tokens
from crm.core import phones
from crm.core.actor import Actor
from crm.core.bulk import insert_columns, insert_tuples, reserve_ids
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line
from crm.core.upsert import insert_missing

NAME_FIELDS = ("first_name", "middle_name", "last_name", "chosen_name", "name_phonetic")
LINE_LIMITS = {
    **dict.fromkeys(NAME_FIELDS, 100),
    "suffix": 20,
    "pronouns": 40,
    "source": 200,
    "street": 200,
    "city": 100,
    "state": 40,
    "postal_code": 20,
    "external_system": 40,
    "external_id": 100,
}
GIVEN = (
    "is_minor",
    "owner_user_id",
    "recruited_by_id",
    "member_status",
    "client_ref",
)
AT_ONCE = 5_000
"""How many people are made by one set of statements."""


@dataclass(slots=True)
class NewContact:
    """A person to be made; one of name, phone and e-mail is needed.

    `phone` and `email` are cells as they were written (a cell may hold several numbers), `phones` and `emails` what was
    read before: E.164 and addresses, in order, the first one primary. `external_id` is her number in `external_system`.
    """

    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    suffix: str = ""
    chosen_name: str = ""
    name_phonetic: str = ""
    pronouns: str = ""
    preferred_language: str | None = None
    phone: str = ""
    email: str = ""
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    source: str = ""
    external_system: str = ""
    external_id: str = ""
    is_minor: bool | None = None
    owner_user_id: int | None = None
    recruited_by_id: int | None = None
    member_status: MemberStatus = MemberStatus.CONTACT
    tags: Sequence[str] = ()
    needs: Sequence[str] = ()
    client_ref: str | None = None
    custom: dict[str, Any] = field(default_factory=dict)


def create_contact(actor: Actor, now: datetime, new: NewContact) -> Contact:
    """Make one person; the same client_ref gives the one it became. Refused without a name, phone or e-mail."""
    if new.client_ref:
        known = db.session.scalars(select(Contact).where(Contact.client_ref == new.client_ref)).one_or_none()
        if known is not None:
            return get_contact(known.id)
    (contact_id,) = create_contacts(actor, now, [new])
    place_people(now, [contact_id])
    return get_owned(Contact, contact_id)


def create_contacts(actor: Actor, now: datetime, new: list[NewContact], batch_id: int | None = None) -> list[int]:
    """Make many people in a few statements and give their ids in the same order; `batch_id` lets it be undone.

    A phone or e-mail that cannot be read does not stop a person: the cell's text is kept as a ContactNote.
    """
    if not all(map(_is_somebody, new)):
        raise Refused(N_("A person needs a name, a phone number or an e-mail address."))
    region = get_organization(actor.organization_id).region
    made: list[int] = []
    for start in range(0, len(new), AT_ONCE):
        made += _create_many(actor, now, new[start : start + AT_ONCE], batch_id, region)
    return made


def _is_somebody(new: NewContact) -> bool:
    return bool(new.phones or new.emails) or any(
        text.strip() for text in (new.first_name, new.middle_name, new.last_name, new.chosen_name, new.phone, new.email)
    )


def _create_many(actor: Actor, now: datetime, new: list[NewContact], batch_id: int | None, region: str) -> list[int]:
    ids = reserve_ids(Contact, len(new))
    shared = {
        "organization_id": current_organization_id(),
        "created_at": now,
        "updated_at": now,
        "created_by_id": actor.user_id,
        "batch_id": batch_id,
    }
    lines = {name: _lines(list(map(attrgetter(name), new)), limit) for name, limit in LINE_LIMITS.items()}
    insert_columns(Contact, len(new), shared | {"id": ids} | lines | _keys(lines) | _given(new))
    _link(ids, new, region, shared)
    names = zip(*(lines[name] for name in NAME_FIELDS), strict=True)
    index_new([(contact_id, name_tokens(*name)) for contact_id, name in zip(ids, names, strict=True)])
    _tag_new(ids, new, shared)
    return ids


def _keys(lines: dict[str, list[str]]) -> dict[str, list[str]]:
    """What lists are ordered and the same names found by."""
    pairs = list(zip(lines["first_name"], lines["last_name"], strict=True))
    return {
        "sort_key": [sort_key(last, first) for first, last in pairs],
        "name_key": [name_key(first, last) for first, last in pairs],
    }


def _given(new: list[NewContact]) -> dict[str, list[Any]]:
    """What is taken as it is given."""
    taken = {name: list(map(attrgetter(name), new)) for name in GIVEN}
    return taken | {
        "preferred_language": [one.preferred_language or None for one in new],
        "needs": [list(one.needs) for one in new],
        "custom": [one.custom for one in new],
    }


def _lines(values: list[str], limit: int) -> list[str]:
    """Every value as it is kept, each different one cleaned once: in a column of many people most come again."""
    cleaned = {value: clean_line(value, limit) for value in set(values)}
    return list(map(cleaned.__getitem__, values))


def _link(ids: list[int], new: list[NewContact], region: str, shared: dict[str, Any]) -> None:
    """Reach the people at their numbers and addresses; cells that hold none are kept beside them."""
    phones_of = [one.phones or (phones.normalize_all(one.phone, region) if one.phone else ()) for one in new]
    emails_of = [one.emails or _addresses(one.email) for one in new]
    _link_points(PointKind.PHONE, ids, phones_of, shared)
    _link_points(PointKind.EMAIL, ids, emails_of, shared)
    notes = [
        (contact_id, kind.value, text)
        for contact_id, one, numbers, emails in zip(ids, new, phones_of, emails_of, strict=True)
        for kind, cell, read in ((PointKind.PHONE, one.phone, numbers), (PointKind.EMAIL, one.email, emails))
        if cell and not read and (text := clean_line(cell, 1000))
    ]
    insert_tuples(ContactNote, ("contact_id", "kind", "body"), notes, shared)


def _addresses(cell: str) -> tuple[str, ...]:
    email = read_email(cell) if cell else None
    return (email,) if email else ()


def _link_points(kind: PointKind, ids: list[int], values_of: list[Sequence[str]], shared: dict[str, Any]) -> None:
    """Link people to their values of one kind, each once, the first one primary."""
    found = ids_of_values(kind, set(chain.from_iterable(values_of)))
    contact_ids: list[int] = []
    point_ids: list[int] = []
    is_primary: list[bool] = []
    for contact_id, values in zip(ids, values_of, strict=True):
        for place, value in enumerate(dict.fromkeys(values) if len(values) > 1 else values):
            contact_ids.append(contact_id)
            point_ids.append(found[value])
            is_primary.append(place == 0)
    columns = {"contact_id": contact_ids, "point_id": point_ids, "is_primary": is_primary}
    insert_columns(ContactPointLink, len(contact_ids), {**shared, **columns})


def tag_people(pairs: list[tuple[int, str]], batch_id: int | None = None) -> None:
    """Put tags (by name, made when new) on people; a tag that is there already stays as it is."""
    cleaned = {(contact_id, clean_line(tag, 100)) for contact_id, tag in pairs}
    ids = _tag_ids({name for _id, name in cleaned if name})
    rows: list[dict[str, Any]] = [
        {
            "organization_id": current_organization_id(),
            "contact_id": contact_id,
            "tag_id": ids[name],
            "batch_id": batch_id,
        }
        for contact_id, name in sorted(cleaned)
        if name
    ]
    insert_missing(Tagging, rows, ("tag_id", "contact_id"))


def _tag_new(ids: list[int], new: list[NewContact], shared: dict[str, Any]) -> None:
    """Put tags on people who were just made and carry none."""
    given = [tuple(one.tags) for one in new]
    cleaned = {some: {clean_line(tag, 100) for tag in some} - {""} for some in set(given)}
    tags = _tag_ids(set().union(*cleaned.values()))
    if tags:
        tag_ids = {some: sorted(tags[name] for name in names) for some, names in cleaned.items()}
        rows = [(contact_id, tag_id) for contact_id, some in zip(ids, given, strict=True) for tag_id in tag_ids[some]]
        insert_tuples(Tagging, ("contact_id", "tag_id"), rows, shared)


def _tag_ids(names: set[str]) -> dict[str, int]:
    if not names:
        return {}
    query = select(Tag.name, Tag.id).where(Tag.name.in_(names))
    known = {row.name: row.id for row in db.session.execute(query)}
    missing = sorted(names - known.keys())
    if missing:
        rows = [{"organization_id": current_organization_id(), "name": name} for name in missing]
        insert_missing(Tag, rows, ("organization_id", "name"))
        known = {row.name: row.id for row in db.session.execute(query)}
    return known
