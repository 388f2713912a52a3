"""Reading imports, and in few statements everybody whom the rows of a file may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.contacts.queries import external_owners, is_reached
from crm.core.database import db
from crm.core.scope import get_owned
from crm.core.upsert import among
from crm.imports.incoming import Incoming
from crm.imports.matching import Somebody
from crm.imports.models import CHANGES_PEOPLE, ImportRow, ImportRun, ImportStatus, RowOutcome

FILLED_FIELDS = ("street", "city", "state", "postal_code", "suffix", "pronouns")
"""The fields of a known person that a file may fill when they are empty."""
PERSON_COLUMNS = [
    getattr(Contact, name)
    for name in (
        "id",
        "first_name",
        "middle_name",
        "last_name",
        "chosen_name",
        "preferred_language",
        "custom",
        "external_system",
        "external_id",
        *FILLED_FIELDS,
    )
]


@dataclass(slots=True)
class Person:
    """Somebody we know, with what a file could add to."""

    somebody: Somebody
    fields: dict[str, str] = field(default_factory=dict)
    language: str = ""
    custom: dict[str, Any] = field(default_factory=dict)
    primary_phone: str = ""
    external: tuple[str, str] | None = None


def get_run(run_id: int) -> ImportRun:
    """The import with that id; NotFound otherwise."""
    return get_owned(ImportRun, run_id)


def list_rows(run_id: int, outcome: RowOutcome | None = None, limit: int | None = None) -> list[ImportRow]:
    """The rows of an import in the order of the file, only those of one outcome where it is given."""
    query = select(ImportRow).where(ImportRow.run_id == run_id).order_by(ImportRow.position).limit(limit)
    return list(db.session.scalars(query if outcome is None else query.where(ImportRow.outcome == outcome)))


def list_doubtful(run_id: int) -> list[ImportRow]:
    """The rows that may be somebody we know, decided or not, in the order of the file."""
    query = select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.candidate_id.is_not(None))
    return list(db.session.scalars(query.order_by(ImportRow.position)))


def decisions_of(run_id: int, rows: Sequence[Incoming]) -> dict[int, str]:
    """What was decided about some rows of an import, by position (see planning)."""
    if not rows:
        return {}
    query = select(ImportRow.position, ImportRow.decision).where(
        ImportRow.run_id == run_id,
        ImportRow.position.between(rows[0].position, rows[-1].position),
        ImportRow.decision != "",
    )
    return {row.position: row.decision for row in db.session.execute(query)}


def list_runs_of_action(action_id: int) -> list[ImportRun]:
    """The imports that were applied to an action, also those undone since, newest first."""
    query = select(ImportRun).where(
        ImportRun.action_id == action_id, ImportRun.status.in_((ImportStatus.APPLIED, ImportStatus.UNDONE))
    )
    return list(db.session.scalars(query.order_by(ImportRun.id.desc())))


def list_recent_runs(limit: int = 10) -> list[ImportRun]:
    """The latest imports of any kind."""
    query = select(ImportRun).where(ImportRun.status != ImportStatus.CANCELLED)
    return list(db.session.scalars(query.order_by(ImportRun.id.desc()).limit(limit)))


def find_applied(sha256: str) -> ImportRun | None:
    """The latest import of the very same bytes that stands, or None."""
    query = select(ImportRun).where(ImportRun.sha256 == sha256, ImportRun.status == ImportStatus.APPLIED)
    return db.session.scalars(query.order_by(ImportRun.id.desc())).first()


def landed_before(sha256: str, rows: Sequence[Incoming]) -> dict[int, int]:
    """Whom some rows of the very same file became when it was imported before, by position, where that was kept."""
    earlier = find_applied(sha256) if rows else None
    if earlier is None:
        return {}
    query = select(ImportRow.position, ImportRow.contact_id).where(
        ImportRow.run_id == earlier.id,
        ImportRow.position.between(rows[0].position, rows[-1].position),
        ImportRow.contact_id.is_not(None),
    )
    return {position: contact_id for position, contact_id in db.session.execute(query) if contact_id is not None}


def are_others_at_work(run_id: int) -> bool:
    """Whether another import of the organization is being applied or undone, or waits for that."""
    query = select(ImportRun.id).where(ImportRun.status.in_(CHANGES_PEOPLE), ImportRun.id != run_id).limit(1)
    return db.session.scalars(query).first() is not None


def find_unfinished(sha256: str) -> ImportRun | None:
    """The import of these very bytes that was begun and not ended, as by a command that was killed; or None."""
    at_work = (ImportStatus.QUEUED, ImportStatus.RUNNING)
    query = select(ImportRun).where(ImportRun.sha256 == sha256, ImportRun.status.in_(at_work))
    return db.session.scalars(query.order_by(ImportRun.id)).first()


def find_run_of_batch(batch_id: int) -> ImportRun | None:
    """The import that made a batch, or None."""
    query = select(ImportRun).where(ImportRun.batch_id == batch_id)
    return db.session.scalars(query).one_or_none()


def load_people(rows: Sequence[Incoming]) -> dict[int, Person]:
    """Everybody who shares an e-mail, a phone, the full name or a number elsewhere with a row, by id; few statements."""
    ids = _ids_at_points(PointKind.EMAIL, {email for row in rows for email in row.emails})
    ids |= _ids_at_points(PointKind.PHONE, {phone for row in rows for phone in row.phones})
    ids |= _ids_of_names(rows)
    owners = external_owners({row.external[1] for row in rows if row.external})
    return _read_people(ids | {contact_id for _external, contact_id in owners}, owners)


def people_by_id(ids: Collection[int]) -> dict[int, Person]:
    """Some people by id, with their phones and e-mails."""
    return _read_people(set(ids), ())


def _ids_at_points(kind: PointKind, values: set[str]) -> set[int]:
    if not values:
        return set()
    query = (
        select(ContactPointLink.contact_id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPoint.kind == kind, among(ContactPoint.value, values), is_reached())
    )
    return set(db.session.scalars(query))


def _ids_of_names(rows: Iterable[Incoming]) -> set[int]:
    """The people who carry the first and last name of some row."""
    keys = {row.key for row in rows} - {""}
    return set(db.session.scalars(select(Contact.id).where(among(Contact.name_key, keys)))) if keys else set()


def _read_people(ids: set[int], owners: Iterable[tuple[tuple[str, str], int]]) -> dict[int, Person]:
    """The people of these ids who are not merged into others; `owners` says who has which number elsewhere."""
    if not ids:
        return {}
    reached, externals = _points_of(ids), defaultdict[int, set[tuple[str, str]]](set)
    for external, contact_id in owners:
        externals[contact_id].add(external)
    query = select(*PERSON_COLUMNS).where(among(Contact.id, ids), Contact.merged_into_id.is_(None))
    return {row.id: _person(row, reached.get(row.id, ()), externals.get(row.id)) for row in db.session.execute(query)}


def _points_of(ids: Collection[int]) -> dict[int, list[tuple[PointKind, str]]]:
    query = (
        select(ContactPointLink.contact_id, ContactPoint.kind, ContactPoint.value)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(among(ContactPointLink.contact_id, ids), is_reached())
        .order_by(ContactPointLink.is_primary.desc(), ContactPointLink.id)
    )
    found: dict[int, list[tuple[PointKind, str]]] = {}
    for contact_id, kind, value in db.session.execute(query):
        found.setdefault(contact_id, []).append((kind, value))
    return found


def _person(row: Any, points: Sequence[tuple[PointKind, str]], externals: Collection[tuple[str, str]] | None) -> Person:
    phones = [value for kind, value in points if kind is PointKind.PHONE]
    somebody = Somebody(
        id=row.id,
        first=row.first_name,
        middle=row.middle_name,
        last=row.last_name,
        chosen=row.chosen_name,
        emails=frozenset(value for kind, value in points if kind is PointKind.EMAIL),
        phones=frozenset(phones),
        externals=frozenset(externals or ()),
    )
    fields = {name: getattr(row, name) for name in FILLED_FIELDS}
    own = (row.external_system, row.external_id) if row.external_id else None
    return Person(somebody, fields, row.preferred_language or "", row.custom, phones[0] if phones else "", own)
