"""People as records: what is known of each, put together from a few reads a chunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Row, Table, select

from crm.accounts.queries import names_of_users
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind, PointStatus, Tag, Tagging
from crm.contacts.queries import external_ids_of
from crm.contacts.queries.email_consents import email_states_of
from crm.core.database import db
from crm.core.scope import is_ours
from crm.core.upsert import among
from crm.imports.exporting.reading import AnySelect, Taker, people_chunks
from crm.sms.queries.standings import UNKNOWN, consent_records, standings_of

CONTACT_KEYS = (
    "external_id",
    "first_name",
    "last_name",
    "emails",
    "phones",
    "postal_code",
    "language",
    "tags",
    "sms_consent",
    "email_consent",
)
"""What a person is in JSON (issue 3, "Out")."""
CONTACT_COLUMNS = (
    "external_id",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "emails",
    "phones",
    "street",
    "city",
    "state",
    "postal_code",
    "language",
    "tags",
    "sms_consent",
    "consent_source",
    "consent_words",
    "email_consent",
)
"""What a person is in a table: everything another organization's import takes, under names it knows."""
ALL_COLUMNS = (
    *CONTACT_COLUMNS,
    "chosen_name",
    "pronouns",
    "is_minor",
    "member_status",
    "needs",
    "organizer",
    "source",
    "first_seen_at",
    "last_contact_at",
    "last_attended_at",
    "custom",
    "reinvest_id",
)
"""Everything that is known of a person."""
_NAMES = frozenset(ALL_COLUMNS)
_PLAIN = (
    Contact.id,
    Contact.first_name,
    Contact.middle_name,
    Contact.last_name,
    Contact.suffix,
    Contact.chosen_name,
    Contact.pronouns,
    Contact.preferred_language,
    Contact.is_minor,
    Contact.member_status,
    Contact.needs,
    Contact.owner_user_id,
    Contact.source,
    Contact.street,
    Contact.city,
    Contact.state,
    Contact.postal_code,
    Contact.custom,
    Contact.created_at,
    Contact.last_contact_at,
    Contact.last_attended_at,
)


@dataclass(slots=True)
class Reached:
    """How a person is reached, primary first; each phone says whether it can take texts at all."""

    emails: list[str] = field(default_factory=list)
    phones: list[dict[str, object]] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """Her numbers alone."""
        return [str(phone["number"]) for phone in self.phones]


def people(taker: Taker, among: AnySelect | None = None) -> Iterator[dict[str, object]]:
    """Every current person the taker may take out, in the order of ids, with all columns; `among` narrows them."""
    for ids in people_chunks(taker, among):
        yield from people_of(ids)


def people_of(ids: Sequence[int]) -> list[dict[str, object]]:
    """Some people with all columns and their further fields, in the order of their ids: a dozen reads."""
    rows = db.session.execute(select(*_PLAIN).where(Contact.id.in_(ids)).order_by(Contact.id)).all()
    reached, tags = reached_of(ids), _tags_of(ids)
    standings = standings_of({contact_id: reached[contact_id].numbers for contact_id in ids})
    records = consent_records(one.consent_id for one in standings.values() if one.consent_id is not None)
    externals, mailed = external_ids_of(ids), email_states_of({one: reached[one].emails for one in ids})
    owners = names_of_users({row.owner_user_id for row in rows})
    found = []
    for row in rows:
        standing = standings[row.id]
        consent = records.get(standing.consent_id or 0)
        found.append(
            _fields(row)
            | _known(row, owners)
            | {
                "external_id": next((value for _system, value in externals[row.id]), ""),
                "emails": reached[row.id].emails,
                "phones": reached[row.id].phones,
                "tags": tags.get(row.id, []),
                "sms_consent": standing.state,
                "consent_source": consent.source if consent else "",
                "consent_words": consent.words if consent else "",
                "email_consent": mailed.get(row.id, UNKNOWN),
            }
        )
    return found


def reached_of(ids: Collection[int]) -> Mapping[int, Reached]:
    """How some people are reached, by id; who is not reached at all is there too."""
    # Asked of the tables themselves, so that the few ids lead the search and not the whole organization's numbers.
    link, point = cast(Table, ContactPointLink.__table__), cast(Table, ContactPoint.__table__)
    query = (
        select(link.c.contact_id, point.c.kind, point.c.value, point.c.is_textable, point.c.status)
        .join(point, point.c.id == link.c.point_id)
        .where(among(link.c.contact_id, ids), is_ours(link), is_ours(point), link.c.past_at.is_(None))
        .order_by(link.c.contact_id, link.c.is_primary.desc(), link.c.id)
    )
    found: dict[int, Reached] = defaultdict(Reached)
    for contact_id, kind, value, is_textable, status in db.session.execute(query):
        if kind is PointKind.EMAIL:
            found[contact_id].emails.append(value)
        else:
            textable = is_textable and status is not PointStatus.BAD
            found[contact_id].phones.append({"number": value, "textable": textable})
    return found


def _tags_of(ids: Collection[int]) -> dict[int, list[str]]:
    query = (
        select(Tagging.contact_id, Tag.name)
        .join(Tag, Tag.id == Tagging.tag_id)
        .where(Tagging.contact_id.in_(ids))
        .order_by(Tag.name)
    )
    found: dict[int, list[str]] = {}
    for contact_id, name in db.session.execute(query):
        found.setdefault(contact_id, []).append(name)
    return found


def _fields(row: Row[Any]) -> dict[str, object]:
    """Her further fields under their own names, as columns that can be chosen."""
    return {name: value for name, value in row.custom.items() if name not in _NAMES}


def _known(row: Row[Any], owners: Mapping[int, str]) -> dict[str, object]:
    """What stands in the person's own row."""
    custom = dict(row.custom)
    return {
        "first_name": row.first_name,
        "middle_name": row.middle_name,
        "last_name": row.last_name,
        "suffix": row.suffix,
        "chosen_name": row.chosen_name,
        "pronouns": row.pronouns,
        "language": row.preferred_language or "",
        "is_minor": row.is_minor,
        "member_status": row.member_status.value,
        "needs": row.needs,
        "organizer": owners.get(row.owner_user_id, ""),
        "source": row.source,
        "street": row.street,
        "city": row.city,
        "state": row.state,
        "postal_code": row.postal_code,
        "custom": custom,
        "first_seen_at": row.created_at,
        "last_contact_at": row.last_contact_at,
        "last_attended_at": row.last_attended_at,
        "reinvest_id": row.id,
    }
