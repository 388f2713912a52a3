"""People who may be the one being written down, at a form, a door or an import: found by their keys, then compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from crm.contacts.duplicates import Census, Likeness, Record, compare, likeliest
from crm.contacts.models import ContactPoint, ContactPointLink, PointKind
from crm.contacts.names import split_name
from crm.contacts.queries.matches import find_matches, read_people
from crm.contacts.queries.people import is_reached
from crm.contacts.queries.question import Term, read_question
from crm.contacts.queries.records import records_of
from crm.contacts.queries.search import ContactHit, to_hits
from crm.core.database import db

MOST_COMPARED = 60
"""People of one name, or at one number, who are compared; of a commoner name those the search finds first."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody we know who may be the person, and how alike the two are."""

    contact_id: int
    likeness: Likeness


def likely_same(record: Record, limit: int = 5) -> list[Alike]:
    """People we know who may be this one, the likeliest first; also those at her number who are somebody else."""
    ids = _reached_at((*record.phones, *record.emails)) | _named(record)
    known = records_of(sorted(ids - {record.key}))
    found = likeliest(record, known, Census.of([record, *known]))
    return [Alike(int(key), likeness) for key, likeness in found[:limit]]


def find_alike(name: str, phone: str | None, limit: int = 3) -> list[ContactHit]:
    """People who may be the one whose name is typed, or who are reached at the number (E.164), with the reasons."""
    first, last, suffix = split_name(name)
    record = Record(key=0, first=first, last=last, suffix=suffix, phones=(phone,) if phone else ())
    alike = {one.contact_id: one.likeness for one in likely_same(record, limit)}
    hits = {hit.id: hit for hit in to_hits(read_people(list(alike)))}
    return [replace(hits[one], reasons=alike[one].reasons) for one in alike if one in hits]


def reasons_alike(name: str, emails: Iterable[str], phones: Iterable[str], contact_id: int) -> tuple[str, ...]:
    """Why somebody written down so (phones in E.164) may be a person we know, and what speaks against it."""
    first, last, suffix = split_name(name)
    written = Record(key=0, first=first, last=last, suffix=suffix, emails=tuple(emails), phones=tuple(phones))
    return next((compare(written, one).reasons for one in records_of([contact_id])), ())


def _reached_at(points: tuple[str, ...]) -> set[int]:
    if not points:
        return set()
    query = (
        select(ContactPointLink.contact_id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPoint.kind.in_(tuple(PointKind)), ContactPoint.value.in_(points), is_reached())
        .order_by(ContactPointLink.contact_id)
    )
    return set(db.session.scalars(query.limit(MOST_COMPARED)))


def _named(record: Record) -> set[int]:
    """People with every word of the name, or with its first and its first family name where it has more."""
    found: set[int] = set()
    whole = f"{record.chosen or record.first} {record.last}"
    short = " ".join((*record.first.split()[:1], *record.last.split()[:1]))
    for name in dict.fromkeys((whole, short)):
        terms = [Term(term.typed, term.others, is_whole=True) for term in read_question(name).terms]
        if len(terms) > 1:
            found.update(match.row.id for match in find_matches(terms, MOST_COMPARED, None)[:MOST_COMPARED])
    return found
