"""Making people, one or thousands, with their numbers, addresses, ids, tags and the words they are found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import select

from crm.accounts.queries import get_organization
from crm.contacts.models import Contact, ContactNote, ContactPointLink, MemberStatus, PointKind, Tag, Tagging
from crm.contacts.names import LONGEST, name_key, sort_key
from crm.contacts.queries import get_contact
from crm.contacts.service.indexing import index_new
from crm.contacts.service.placing import place_people
from crm.contacts.service.points import PointBook, read_email
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
    **dict.fromkeys(NAME_FIELDS, LONGEST),
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
AT_ONCE = 10_000
"""How many people are made by one set of statements."""


Columns = Mapping[str, list[Any]]
"""People by their columns, named as the fields of `NewContact`; of one that is not named all have the default.

Who knows them already gives `sort_key`, `name_key` and `words` (what people are found by, `name_tokens`) with them; all
texts are clean lines then (`LINE_LIMITS`).
"""
NO_CUSTOM: Mapping[str, Any] = {}


class NewContact(NamedTuple):
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
    custom: Mapping[str, Any] = NO_CUSTOM


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before people are made: the region of numbers without a country, and numbers and addresses."""

    region: str
    points: PointBook


def create_contact(actor: Actor, now: datetime, new: NewContact) -> Contact:
    """Make one person; the same client_ref gives the one it became. Refused without a name, phone or e-mail."""
    if new.client_ref:
        known = db.session.scalars(select(Contact).where(Contact.client_ref == new.client_ref)).one_or_none()
        if known is not None:
            return get_contact(known.id)
    (contact_id,) = create_contacts(actor, now, [new])
    place_people(now, [contact_id])
    return get_owned(Contact, contact_id)


def create_contacts(
    actor: Actor, now: datetime, new: list[NewContact], batch_id: int | None = None, points: PointBook | None = None
) -> list[int]:
    """Make many people in a few statements and give their ids in the same order; `batch_id` lets it be undone.

    `points` says which numbers and addresses were looked up already. A phone or e-mail that cannot be read does not stop
    a person: the cell's text is kept as a ContactNote.
    """
    if not all(map(_is_somebody, new)):
        raise Refused(N_("A person needs a name, a phone number or an e-mail address."))
    given = dict(zip(NewContact._fields, map(list, zip(*new, strict=True)), strict=True)) if new else {}
    return create_from_columns(actor, now, given, batch_id, points)


def create_from_columns(
    actor: Actor, now: datetime, given: Columns, batch_id: int | None = None, points: PointBook | None = None
) -> list[int]:
    """Make the many people of some columns, each of whom has a name, a phone or an e-mail; see `create_contacts`."""
    known = Known(get_organization(actor.organization_id).region, points or PointBook())
    made: list[int] = []
    for start in range(0, len(next(iter(given.values()), ())), AT_ONCE):
        some = {name: values[start : start + AT_ONCE] for name, values in given.items()}
        made += _create_many(actor, now, some, batch_id, known)
    return made


def _is_somebody(new: NewContact) -> bool:
    return bool(new.phones or new.emails) or any(
        text.strip() for text in (new.first_name, new.middle_name, new.last_name, new.chosen_name, new.phone, new.email)
    )


def _create_many(actor: Actor, now: datetime, given: Columns, batch_id: int | None, known: Known) -> list[int]:
    ids = reserve_ids(Contact, len(next(iter(given.values()))))
    shared = {
        "organization_id": current_organization_id(),
        "created_at": now,
        "updated_at": now,
        "created_by_id": actor.user_id,
        "batch_id": batch_id,
    }
    is_ready = "sort_key" in given
    lines = {name: given[name] for name in LINE_LIMITS if name in given}
    lines = lines if is_ready else {name: _lines(values, LINE_LIMITS[name]) for name, values in lines.items()}
    keys = given if is_ready else _keys(lines)
    columns = shared | {"id": ids, "sort_key": keys["sort_key"], "name_key": keys["name_key"]} | lines | _taken(given)
    insert_columns(Contact, len(ids), columns)
    _link(ids, given, known, shared)
    index_new(list(zip(ids, keys["words"], strict=True)))
    if "tags" in given:
        _tag_new(ids, list(map(tuple, given["tags"])), shared)
    return ids


def _keys(lines: Columns) -> Columns:
    """What lists are ordered, the same names and people found by."""
    names = zip(*(lines[name] for name in NAME_FIELDS if name in lines), strict=True)
    pairs = list(zip(lines["first_name"], lines["last_name"], strict=True))
    return {
        "sort_key": [sort_key(last, first) for first, last in pairs],
        "name_key": [name_key(first, last) for first, last in pairs],
        "words": [name_tokens(*name) for name in names],
    }


def _taken(given: Columns) -> dict[str, list[Any]]:
    """What is kept as it is given."""
    kept: dict[str, list[Any]] = {name: given[name] for name in GIVEN if name in given}
    kept["preferred_language"] = [language or None for language in given["preferred_language"]]
    kept["custom"] = [dict(custom) if custom else {} for custom in given["custom"]]
    if "needs" in given:
        kept["needs"] = [list(needs) if needs else [] for needs in given["needs"]]
    return kept


def _lines(values: list[str], limit: int) -> list[str]:
    """Every value as it is kept, each different one cleaned once: in a column of many people most come again."""
    if not any(values):
        return values
    cleaned = {value: clean_line(value, limit) for value in set(values)}
    return list(map(cleaned.__getitem__, values))


def _link(ids: list[int], given: Columns, known: Known, shared: dict[str, Any]) -> None:
    """Reach the people at their numbers and addresses; cells that hold none are kept beside them."""
    read_phones = partial(phones.normalize_all, region=known.region)
    for kind, cells, values_of, read in (
        (PointKind.PHONE, given["phone"], given["phones"], read_phones),
        (PointKind.EMAIL, given.get("email") or [""] * len(ids), given["emails"], _addresses),
    ):
        read_of = [values or (read(cell) if cell else ()) for cell, values in zip(cells, values_of, strict=True)]
        _link_points(ids, read_of, known.points.ids_of(kind, set(chain.from_iterable(read_of))), shared)
        notes = [
            (contact_id, kind.value, text)
            for contact_id, cell, values in zip(ids, cells, read_of, strict=True)
            if cell and not values and (text := clean_line(cell, 1000))
        ]
        insert_tuples(ContactNote, ("contact_id", "kind", "body"), notes, shared)


def _addresses(cell: str) -> tuple[str, ...]:
    email = read_email(cell) if cell else None
    return (email,) if email else ()


def _link_points(
    ids: list[int], values_of: list[Sequence[str]], found: Mapping[str, int], shared: dict[str, Any]
) -> None:
    """Link people to their values of one kind, each once, the first one primary."""
    rows = [
        (contact_id, found[value], place == 0)
        for contact_id, values in zip(ids, values_of, strict=True)
        for place, value in enumerate(dict.fromkeys(values) if len(values) > 1 else values)
    ]
    insert_tuples(ContactPointLink, ("contact_id", "point_id", "is_primary"), rows, shared)


def tag_people(pairs: list[tuple[int, str]], batch_id: int | None = None) -> None:
    """Put tags (by name, made when new) on people; a tag that is there already stays as it is."""
    cleaned = {(contact_id, clean_line(tag, 100)) for contact_id, tag in pairs}
    ids = _tag_ids({name for _id, name in cleaned if name})
    rows = sorted((contact_id, ids[name]) for contact_id, name in cleaned if name)
    columns = {
        "organization_id": current_organization_id(),
        "batch_id": batch_id,
        "contact_id": [contact_id for contact_id, _tag_id in rows],
        "tag_id": [tag_id for _contact_id, tag_id in rows],
    }
    insert_columns(Tagging, len(rows), columns, skip_known=True)


def _tag_new(ids: list[int], given: list[tuple[str, ...]], shared: dict[str, Any]) -> None:
    """Put tags on people who were just made and carry none."""
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
