"""Everybody whom the rows of a file may be, in few statements and past the ORM, which costs as much as the reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Table, select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.queries import external_owners
from crm.contacts.service.points import PointBook
from crm.core.database import db
from crm.core.scope import is_ours
from crm.core.upsert import among
from crm.imports.incoming import Incoming
from crm.imports.matching import NO_IDS, Somebody

FILLED_FIELDS = ("street", "city", "state", "postal_code", "suffix", "pronouns")
"""The fields of a known person that a file may fill when they are empty."""
External = tuple[str, str]
_PEOPLE = cast(Table, Contact.__table__)
_POINTS = cast(Table, ContactPoint.__table__)
_LINKS = cast(Table, ContactPointLink.__table__)
_NAMES = ("id", "first_name", "middle_name", "last_name", "chosen_name")
_REST = ("preferred_language", "custom", "external_system", "external_id", *FILLED_FIELDS)
_COLUMNS = [_PEOPLE.c[name] for name in (*_NAMES, *_REST)]


@dataclass(slots=True)
class Person:
    """Somebody we know, with what a file could add to."""

    somebody: Somebody
    fields: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)
    primary_phone: str = ""
    external: External | None = None


def load_people(rows: Sequence[Incoming], points: PointBook) -> dict[int, Person]:
    """Everybody who shares an e-mail, a phone, the full name or a number elsewhere with a row, by id.

    Which of the numbers and addresses of the rows are known at all is left in `points`.
    """
    points.look_up(PointKind.PHONE, {phone for row in rows for phone in row.phones})
    points.look_up(PointKind.EMAIL, {email for row in rows for email in row.emails})
    ids = _ids_at(points.known_ids()) | _ids_of_names({row.key for row in rows} - {""})
    owners = external_owners({row.external[1] for row in rows if row.external})
    return _read_people(ids | {contact_id for _external, contact_id in owners}, owners)


def people_by_id(ids: Collection[int]) -> dict[int, Person]:
    """Some people by id, with their phones and e-mails."""
    return _read_people(set(ids), ())


def _ids_at(point_ids: Collection[int]) -> set[int]:
    if not point_ids:
        return set()
    query = select(_LINKS.c.contact_id).where(
        among(_LINKS.c.point_id, point_ids), _LINKS.c.past_at.is_(None), is_ours(_LINKS)
    )
    return set(db.session.scalars(query))


def _ids_of_names(keys: Collection[str]) -> set[int]:
    """The people who carry the first and last name of some row."""
    return set(db.session.scalars(select(Contact.id).where(among(Contact.name_key, keys)))) if keys else set()


def _read_people(ids: set[int], owners: Iterable[tuple[External, int]]) -> dict[int, Person]:
    """The people of these ids who are not merged into others; `owners` says who has which number elsewhere."""
    if not ids:
        return {}
    phones, emails = _points_of(ids)
    externals = defaultdict[int, set[External]](set)
    for external, contact_id in owners:
        externals[contact_id].add(external)
    query = select(*_COLUMNS).where(among(_PEOPLE.c.id, ids), _PEOPLE.c.merged_into_id.is_(None), is_ours(_PEOPLE))
    return {
        row[0]: _person(row, phones.get(row[0], ()), emails.get(row[0], ()), externals.get(row[0], NO_IDS))
        for row in db.session.execute(query)
    }


def _points_of(ids: Collection[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The numbers and the addresses that reach people, the primary ones first."""
    query = (
        select(_LINKS.c.contact_id, _POINTS.c.kind, _POINTS.c.value)
        .join(_POINTS, _POINTS.c.id == _LINKS.c.point_id)
        .where(among(_LINKS.c.contact_id, ids), _LINKS.c.past_at.is_(None), is_ours(_LINKS))
        .order_by(_LINKS.c.is_primary.desc(), _LINKS.c.id)
    )
    phones: dict[int, list[str]] = {}
    emails: dict[int, list[str]] = {}
    for contact_id, kind, value in db.session.execute(query):
        (phones if kind == "phone" else emails).setdefault(contact_id, []).append(value)
    return phones, emails


def _person(
    row: Sequence[Any], phones: Sequence[str], emails: Sequence[str], externals: Collection[External]
) -> Person:
    contact_id, first, middle, last, chosen, language, custom, system, number, *places = row
    somebody = Somebody(
        contact_id, first, middle, last, chosen, frozenset(emails), frozenset(phones), frozenset(externals)
    )
    own = (system, number) if number else None
    fields = dict(zip(FILLED_FIELDS, places, strict=True))
    return Person(somebody, fields, language or "", custom, phones[0] if phones else "", own)
