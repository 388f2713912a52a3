"""Reading custom fields, and the columns that files brought without there being a field for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import String, Subquery, cast, func, select, true

from crm.contacts.field_values import guess_kind, read_value
from crm.contacts.models import Contact, CustomField, FieldKind
from crm.contacts.queries.cards import names_of
from crm.contacts.queries.people import is_current
from crm.core.database import db
from crm.core.errors import Refused
from crm.core.json_entries import json_entries
from crm.core.scope import get_owned

LOOKED_THROUGH = 100_000
"""How many of the newest people are looked through for columns of files."""
SAMPLED = 500
"""The people from whose values the kind of a column is guessed."""
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column that files brought and no field is for: how many people have it, what it seems to be, some values."""

    key: str
    people: int
    kind: FieldKind
    samples: list[str]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Somebody whose value does not fit the kind of the field."""

    contact_id: int
    name: str
    value: str


def get_field(field_id: int) -> CustomField:
    """The custom field with that id; NotFound otherwise."""
    return get_owned(CustomField, field_id)


def list_fields(with_archived: bool = False) -> list[CustomField]:
    """The organization's custom fields in their order."""
    query = select(CustomField).order_by(CustomField.position, CustomField.id)
    return list(db.session.scalars(query if with_archived else query.where(CustomField.archived_at.is_(None))))


def find_field(key: str) -> CustomField | None:
    """The field of that key (the header of files), or None; an archived one is found too."""
    return db.session.scalars(select(CustomField).where(CustomField.key == key)).one_or_none()


def find_columns() -> list[FoundColumn]:
    """The columns of files without a field, the most common first, among the newest people."""
    holders = _holders(LOOKED_THROUGH)
    entries = json_entries(holders.c.custom)
    known = {field.key for field in list_fields(with_archived=True)}
    counted = (
        select(entries.c.key, func.count().label("people"))
        .select_from(holders.join(entries, true()))
        .group_by(entries.c.key)
        .order_by(func.count().desc(), entries.c.key)
        .limit(MOST_COLUMNS + len(known))
    )
    samples = read_samples()
    return [
        FoundColumn(key, people, guess_kind(samples.get(key, [])), list(dict.fromkeys(samples.get(key, [])))[:4])
        for key, people in db.session.execute(counted)
        if key not in known
    ][:MOST_COLUMNS]


def read_samples() -> dict[str, list[str]]:
    """Values by column of the newest people who have any."""
    samples: dict[str, list[str]] = {}
    for custom in db.session.scalars(select(_holders(SAMPLED).c.custom)):
        for key, value in custom.items():
            if isinstance(value, str) and value.strip():
                samples.setdefault(key, []).append(value)
    return samples


def list_misfits(field: CustomField) -> list[Misfit]:
    """The people known to have a value that does not fit the field, and still have it."""
    query = select(Contact.id, Contact.custom).where(Contact.id.in_(field.misfits[:200]))
    held = {contact_id: custom.get(field.key) for contact_id, custom in db.session.execute(query)}
    wrong = {contact_id: str(value) for contact_id, value in held.items() if value and not is_fitting(field, value)}
    names = names_of(wrong)
    return [Misfit(contact_id, names.get(contact_id, ""), value) for contact_id, value in sorted(wrong.items())]


def is_fitting(field: CustomField, value: object) -> bool:
    """Whether a kept value is one that the field can hold."""
    try:
        read_value(field.kind, field.choices, value)
    except Refused:
        return False
    return True


def _holders(limit: int) -> Subquery:
    """The newest people who have anything in `custom`."""
    has_any = cast(Contact.custom, String).not_in(("{}", "null"))
    query = select(Contact.id, Contact.custom).where(is_current(), has_any)
    return query.order_by(Contact.id.desc()).limit(limit).subquery()
