"""Reading imports, and in few statements everybody whom the rows of a file may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, defer

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, NameToken, PointKind
from crm.contacts.queries import is_reached
from crm.core.database import db
from crm.core.scope import get_owned
from crm.core.text import words
from crm.imports.incoming import Incoming
from crm.imports.matching import Known, Somebody
from crm.imports.models import ImportRow, ImportRun, ImportStatus, RowOutcome

CHUNK = 500
FILLED_FIELDS = ("street", "city", "state", "postal_code", "suffix")
"""The fields of a known person that a file may fill when they are empty."""


@dataclass(slots=True)
class Person:
    """Somebody we know, with what a file could add to."""

    somebody: Somebody
    fields: dict[str, str] = field(default_factory=dict)
    language: str = ""
    custom: dict[str, Any] = field(default_factory=dict)
    primary_phone: str = ""


def get_run(run_id: int) -> ImportRun:
    """The import with that id, without its file; NotFound otherwise."""
    get_owned(ImportRun, run_id)
    query = select(ImportRun).where(ImportRun.id == run_id).options(defer(ImportRun.content))
    return db.session.scalars(query).one()


def content_of(run_id: int) -> bytes | None:
    """The bytes of the file of an import; None once it was applied or cancelled."""
    return db.session.scalars(select(ImportRun.content).where(ImportRun.id == run_id)).one_or_none()


def list_rows(run_id: int, outcome: RowOutcome | None = None, limit: int | None = None) -> list[ImportRow]:
    """The rows of an import in the order of the file, only those of one outcome where it is given."""
    query = select(ImportRow).where(ImportRow.run_id == run_id).order_by(ImportRow.position).limit(limit)
    return list(db.session.scalars(query if outcome is None else query.where(ImportRow.outcome == outcome)))


def list_doubtful(run_id: int) -> list[ImportRow]:
    """The rows that may be somebody we know, decided or not, in the order of the file."""
    query = select(ImportRow).where(ImportRow.run_id == run_id, ImportRow.candidate_id.is_not(None))
    return list(db.session.scalars(query.order_by(ImportRow.position)))


def decisions_of(run_id: int) -> dict[int, str]:
    """What was decided about the rows of an import, by position: "same" or "new"."""
    query = select(ImportRow.position, ImportRow.decision).where(ImportRow.run_id == run_id, ImportRow.decision != "")
    return {row.position: row.decision for row in db.session.execute(query)}


def count_undecided(run_id: int) -> int:
    """How many rows of an import still wait for somebody to decide."""
    query = select(func.count(ImportRow.id)).where(
        ImportRow.run_id == run_id, ImportRow.outcome == RowOutcome.REVIEW, ImportRow.decision == ""
    )
    return db.session.scalars(query).one()


def list_runs_of_action(action_id: int) -> list[ImportRun]:
    """The imports that were applied to an action, also those undone since, newest first, without their files."""
    query = select(ImportRun).where(
        ImportRun.action_id == action_id, ImportRun.status.in_((ImportStatus.APPLIED, ImportStatus.UNDONE))
    )
    return list(db.session.scalars(query.options(defer(ImportRun.content)).order_by(ImportRun.id.desc())))


def list_recent_runs(limit: int = 10) -> list[ImportRun]:
    """The latest imports of any kind, without their files."""
    query = select(ImportRun).where(ImportRun.status != ImportStatus.CANCELLED).options(defer(ImportRun.content))
    return list(db.session.scalars(query.order_by(ImportRun.id.desc()).limit(limit)))


def find_applied(sha256: str) -> ImportRun | None:
    """The latest import of the very same bytes that stands, or None."""
    query = select(ImportRun).where(ImportRun.sha256 == sha256, ImportRun.status == ImportStatus.APPLIED)
    return db.session.scalars(query.options(defer(ImportRun.content)).order_by(ImportRun.id.desc())).first()


def landed_before(sha256: str) -> dict[int, int]:
    """Whom the rows of the very same file became when it was imported before, by position; empty when it was not."""
    earlier = find_applied(sha256)
    if earlier is None:
        return {}
    query = select(ImportRow.position, ImportRow.contact_id).where(ImportRow.run_id == earlier.id)
    return {row[0]: row[1] for row in db.session.execute(query) if row[1] is not None}


def find_run_of_batch(batch_id: int) -> ImportRun | None:
    """The import that made a batch, or None."""
    query = select(ImportRun).where(ImportRun.batch_id == batch_id).options(defer(ImportRun.content))
    return db.session.scalars(query).one_or_none()


def load_people(rows: Sequence[Incoming]) -> dict[int, Person]:
    """Everybody who shares an e-mail, a phone or the full name with a row, by id; a few reads for each 500 values."""
    ids = _ids_at_points({value for row in rows for value in (*row.emails, *row.phones)})
    ids |= _ids_of_names(rows)
    return _read_people(sorted(ids))


def people_by_id(ids: Collection[int]) -> dict[int, Person]:
    """Some people by id, with their phones and e-mails."""
    return _read_people(sorted(set(ids)))


def index_people(people: dict[int, Person]) -> Known:
    """The same people as matching looks them up."""
    known = Known()
    for person in people.values():
        known.add(person.somebody)
    return known


def _ids_at_points(values: set[str]) -> set[int]:
    found: set[int] = set()
    for part in chunks(sorted(values)):
        query = select(ContactPointLink.contact_id).join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        found.update(db.session.scalars(query.where(ContactPoint.value.in_(part), is_reached())))
    return found


def _ids_of_names(rows: Iterable[Incoming]) -> set[int]:
    """The people who carry the first and the last name of some row as words (a name of several words is also one)."""
    pairs = {("".join(words(row.first)), "".join(words(row.last))) for row in rows if row.first and row.last}
    one, other = aliased(NameToken), aliased(NameToken)
    found: set[int] = set()
    for part in chunks(sorted(pairs)):
        query = (
            select(one.contact_id, one.token, other.token)
            .join(other, other.contact_id == one.contact_id)
            .where(other.token.in_({last for _first, last in part}), one.token.in_({first for first, _last in part}))
        )
        wanted = set(part)
        found.update(row[0] for row in db.session.execute(query) if (row[1], row[2]) in wanted)
    return found


def _read_people(ids: list[int]) -> dict[int, Person]:
    people: dict[int, Person] = {}
    for part in chunks(ids):
        reached = _points_of(part)
        query = select(Contact).where(Contact.id.in_(part), Contact.merged_into_id.is_(None))
        for contact in db.session.scalars(query):
            people[contact.id] = _person(contact, reached.get(contact.id, []))
    return people


def _points_of(ids: Sequence[int]) -> dict[int, list[tuple[PointKind, str]]]:
    query = (
        select(ContactPointLink.contact_id, ContactPoint.kind, ContactPoint.value)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id.in_(ids), is_reached())
        .order_by(ContactPointLink.is_primary.desc(), ContactPointLink.id)
    )
    found: dict[int, list[tuple[PointKind, str]]] = {}
    for contact_id, kind, value in db.session.execute(query):
        found.setdefault(contact_id, []).append((kind, value))
    return found


def _person(contact: Contact, points: list[tuple[PointKind, str]]) -> Person:
    phones = [value for kind, value in points if kind is PointKind.PHONE]
    somebody = Somebody(
        id=contact.id,
        first=contact.first_name,
        middle=contact.middle_name,
        last=contact.last_name,
        chosen=contact.chosen_name,
        emails=frozenset(value for kind, value in points if kind is PointKind.EMAIL),
        phones=frozenset(phones),
    )
    fields = {name: getattr(contact, name) for name in FILLED_FIELDS}
    primary = phones[0] if phones else ""
    return Person(somebody, fields, contact.preferred_language or "", dict(contact.custom), primary)


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Values in pieces that fit into one statement on every database."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
