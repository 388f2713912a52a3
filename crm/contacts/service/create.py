"""Making people, one or thousands, with their numbers, addresses, tags and the words they are found by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.audit.service import note_created_rows
from crm.contacts.models import (
    Contact,
    ContactNote,
    ContactPointLink,
    MemberStatus,
    PointKind,
    Tag,
    Tagging,
)
from crm.contacts.queries import get_contact
from crm.contacts.service.indexing import index_new
from crm.contacts.service.placing import place_people
from crm.contacts.service.points import Point, point_ids, read_email
from crm.contacts.tokens import tokens_of_names
from crm.core import phones
from crm.core.actor import Actor
from crm.core.database import Model, db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id, get_owned
from crm.core.text import clean_line
from crm.core.upsert import CHUNK, insert_missing, insert_returning_ids, insert_rows

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
}


@dataclass(frozen=True, slots=True)
class NewContact:
    """A person to be made. `phone` is a cell as it was written or E.164; one of name, phone and e-mail is needed."""

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
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    source: str = ""
    is_minor: bool | None = None
    owner_user_id: int | None = None
    recruited_by_id: int | None = None
    member_status: MemberStatus = MemberStatus.CONTACT
    tags: tuple[str, ...] | list[str] = ()
    needs: tuple[str, ...] | list[str] = ()
    client_ref: str | None = None
    custom: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Reached:
    """What the phone and e-mail cells of one person hold: points in order, and texts that could not be used."""

    points: list[Point]
    notes: list[tuple[str, str]]


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
    if any(not _is_somebody(one) for one in new):
        raise Refused(N_("A person needs a name, a phone number or an e-mail address."))
    region = get_organization(actor.organization_id).region
    made: list[int] = []
    for start in range(0, len(new), CHUNK):
        made += _create_chunk(actor, now, new[start : start + CHUNK], batch_id, region)
    if batch_id is not None:
        note_created_rows(batch_id, "contact", made)
    return made


def _is_somebody(new: NewContact) -> bool:
    return any(
        text.strip() for text in (new.first_name, new.middle_name, new.last_name, new.chosen_name, new.phone, new.email)
    )


def _create_chunk(actor: Actor, now: datetime, new: list[NewContact], batch_id: int | None, region: str) -> list[int]:
    rows = [_row(actor, now, one, batch_id) for one in new]
    ids = insert_returning_ids(Contact, rows)
    reached = [_read_points(one, region) for one in new]
    ids_of_points = point_ids(point for one in reached for point in one.points)
    _insert(
        ContactPointLink,
        [
            {"contact_id": contact_id, "point_id": ids_of_points[point], "is_primary": is_first, "batch_id": batch_id}
            for contact_id, one in zip(ids, reached, strict=True)
            for point, is_first in _with_first(one.points)
        ],
    )
    _insert(
        ContactNote,
        [
            {"contact_id": contact_id, "kind": kind, "body": body, "batch_id": batch_id}
            for contact_id, one in zip(ids, reached, strict=True)
            for kind, body in one.notes
        ],
    )
    index_new([(contact_id, tokens_of_names(one)) for contact_id, one in zip(ids, new, strict=True)])
    tag_people([(contact_id, tag) for contact_id, one in zip(ids, new, strict=True) for tag in one.tags], batch_id)
    return ids


def _row(actor: Actor, now: datetime, new: NewContact, batch_id: int | None) -> dict[str, Any]:
    lines = {name: clean_line(getattr(new, name), limit) for name, limit in LINE_LIMITS.items()}
    return lines | {
        "organization_id": current_organization_id(),
        "created_at": now,
        "updated_at": now,
        "created_by_id": actor.user_id,
        "preferred_language": new.preferred_language or None,
        "is_minor": new.is_minor,
        "owner_user_id": new.owner_user_id,
        "recruited_by_id": new.recruited_by_id,
        "member_status": new.member_status,
        "needs": list(new.needs),
        "client_ref": new.client_ref,
        "custom": dict(new.custom),
        "batch_id": batch_id,
    }


def _read_points(new: NewContact, region: str) -> _Reached:
    """Read the phone cell (each number it holds) and the e-mail; what cannot be read becomes a note."""
    numbers = phones.normalize_all(new.phone, region) if new.phone.strip() else []
    email = read_email(new.email)
    points: list[Point] = [(PointKind.PHONE, number) for number in numbers]
    notes: list[tuple[str, str]] = []
    if email:
        points.append((PointKind.EMAIL, email))
    for kind, raw, is_read in (("phone", new.phone, bool(numbers)), ("email", new.email, email is not None)):
        text = clean_line(raw, 1000)
        if text and not is_read:
            notes.append((kind, text))
    return _Reached(points, notes)


def _with_first(points: list[Point]) -> list[tuple[Point, bool]]:
    seen: set[PointKind] = set()
    marked: list[tuple[Point, bool]] = []
    for point in points:
        marked.append((point, point[0] not in seen))
        seen.add(point[0])
    return marked


def tag_people(pairs: list[tuple[int, str]], batch_id: int | None = None) -> None:
    """Put tags (by name, made when new) on people; a tag that is there already stays as it is."""
    organization_id = current_organization_id()
    cleaned = {(contact_id, clean_line(tag, 100)) for contact_id, tag in pairs}
    names = sorted({name for _id, name in cleaned if name})
    if not names:
        return
    insert_missing(
        Tag,
        [{"organization_id": organization_id, "name": name} for name in names],
        (
            "organization_id",
            "name",
        ),
    )
    query = select(Tag.name, Tag.id).where(Tag.name.in_(names))
    ids = {row.name: row.id for row in db.session.execute(query)}
    rows: list[dict[str, Any]] = [
        {"organization_id": organization_id, "contact_id": contact_id, "tag_id": ids[name], "batch_id": batch_id}
        for contact_id, name in sorted(cleaned)
        if name
    ]
    insert_missing(Tagging, rows, ("tag_id", "contact_id"))


def _insert(model: type[Model], rows: list[dict[str, Any]]) -> None:
    organization_id = current_organization_id()
    insert_rows(model, [row | {"organization_id": organization_id} for row in rows])
