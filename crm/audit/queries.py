"""Reading the audit log: what was done to some rows, and the log itself, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, and_, or_, select

from crm.audit.models import AuditEntry, Batch, BatchKind
from crm.audit.subjects import names_of
from crm.core.database import db

PAGE_SIZE = 50
VIEWS_ONCE_AN = timedelta(hours=1)
"""A page that somebody opens again within this time is one view."""


class Kind(StrEnum):
    """The kinds of act that can be chosen on the audit's page."""

    VIEWS = "views"
    EXPORTS = "exports"
    IMPORTS = "imports"
    CHANGES = "changes"


VIEWED = ("viewed", "read_story")


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the log is asked for; None means all. `until` is not in it."""

    user_id: int | None = None
    contact_id: int | None = None
    kind: Kind | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with the names of who acted ("" for the program) and of what it is about ("" where nobody names it)."""

    entry: AuditEntry
    actor: str
    subject: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first; `older` goes on with those before, "" at the end."""

    lines: list[Line]
    older: str


def ids_with_entry(subject_type: str, ids: list[int], verb: str) -> set[int]:
    """Those of the ids to which somebody did what the verb says."""
    query = select(AuditEntry.subject_id).where(
        AuditEntry.subject_type == subject_type, AuditEntry.subject_id.in_(ids), AuditEntry.verb == verb
    )
    return {subject_id for subject_id in db.session.scalars(query.distinct()) if subject_id is not None}


def was_viewed_lately(user_id: int | None, subject_type: str, subject_id: int, now: datetime) -> bool:
    """Whether that user's view of that page is in the log already, since less than an hour."""
    query = select(AuditEntry.id).where(
        AuditEntry.subject_type == subject_type,
        AuditEntry.subject_id == subject_id,
        AuditEntry.verb == "viewed",
        AuditEntry.actor_user_id == user_id,
        AuditEntry.at > now - VIEWS_ONCE_AN,
    )
    return db.session.scalars(query.limit(1)).first() is not None


def list_entries(wanted: Filter, before: str = "", limit: int = PAGE_SIZE) -> AuditPage:
    """A page of the log; `before` is the `older` of the page before, anything else is the beginning."""
    query = _narrowed(select(AuditEntry), wanted)
    place = _place(before)
    if place is not None:
        at, entry_id = place
        query = query.where(or_(AuditEntry.at < at, and_(AuditEntry.at == at, AuditEntry.id < entry_id)))
    query = query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(limit + 1)
    found = list(db.session.scalars(query))
    shown = found[:limit]
    older = f"{shown[-1].at.isoformat()}~{shown[-1].id}" if len(found) > limit else ""
    return AuditPage(_lines(shown), older)


def _place(before: str) -> tuple[datetime, int] | None:
    moment, _, entry_id = before.partition("~")
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+"))
    except ValueError:
        return None
    return (at, int(entry_id)) if at.tzinfo and entry_id.isdecimal() and len(entry_id) < 19 else None


def _narrowed(query: Select[AuditEntry], wanted: Filter) -> Select[AuditEntry]:
    if wanted.user_id is not None:
        query = query.where(AuditEntry.actor_user_id == wanted.user_id)
    if wanted.contact_id is not None:
        query = query.where(AuditEntry.subject_type == "contact", AuditEntry.subject_id == wanted.contact_id)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditEntry.at < wanted.until)
    conditions = {
        Kind.VIEWS: AuditEntry.verb.in_(VIEWED),
        Kind.EXPORTS: AuditEntry.subject_type == "export",
        Kind.IMPORTS: AuditEntry.subject_type == "import",
        Kind.CHANGES: and_(AuditEntry.verb.not_in(VIEWED), AuditEntry.subject_type.not_in(("export", "import"))),
    }
    return query if wanted.kind is None else query.where(conditions[wanted.kind])


def _lines(entries: list[AuditEntry]) -> list[Line]:
    actors = names_of("user", {entry.actor_user_id for entry in entries})
    by_type: dict[str, set[int | None]] = {}
    for entry in entries:
        by_type.setdefault(entry.subject_type, set()).add(entry.subject_id)
    names = {subject_type: names_of(subject_type, ids) for subject_type, ids in by_type.items()}
    return [
        Line(entry, actors.get(entry.actor_user_id or 0, ""), names[entry.subject_type].get(entry.subject_id or 0, ""))
        for entry in entries
    ]


def has_batch_between(kind: BatchKind, since: datetime, until: datetime) -> bool:
    """Whether a bulk act of a kind was done, went on or was undone after one moment and up to another."""
    changed = select(Batch.id).where(Batch.kind == kind, Batch.updated_at > since, Batch.updated_at <= until)
    return db.session.scalars(changed.limit(1)).first() is not None
