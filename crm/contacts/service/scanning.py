"""The search for duplicates over everybody, and keeping what it found for somebody to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from heapq import nlargest
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update

from crm.contacts.duplicates import Pair, find_pairs
from crm.contacts.models import DuplicateScan, DuplicateStatus, DuplicateSuggestion
from crm.contacts.queries.people import current_ids
from crm.contacts.queries.records import read_records
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.scope import current_organization_id, get_owned
from crm.core.upsert import CHUNK, chunks, insert_missing

JOB = "scan duplicates"
MOST_KEPT = 50_000
"""Pairs kept for people to decide, the likeliest first; a list so doubled is mended at its import."""
_Known = dict[tuple[int, int], tuple[int, DuplicateStatus]]


def find_duplicates() -> Iterator[Pair]:
    """Every pair of people worth asking about, by their ids, but for those that somebody said are two people."""
    decided = {pair for pair, (_id, status) in _known().items() if status is not DuplicateStatus.OPEN}
    for pair in find_pairs(read_records()):
        if (pair.one, pair.other) not in decided:
            yield pair


def begin_scan(now: datetime) -> int:
    """Note that a search begins; its id."""
    scan = DuplicateScan(started_at=now)
    db.session.add(scan)
    db.session.flush()
    return scan.id


def scan_duplicates(actor: Actor, now: datetime) -> int:
    """Search everybody and keep what is found; the number of pairs. The search itself only reads and takes a while."""
    return keep_found(actor, now, begin_scan(now), likeliest_pairs())


def likeliest_pairs() -> list[Pair]:
    """The pairs worth asking about, the likeliest first, no more than are kept."""
    return nlargest(MOST_KEPT, find_duplicates(), key=lambda pair: pair.likeness.score)


def keep_found(actor: Actor, now: datetime, scan_id: int, found: list[Pair]) -> int:
    """Keep the pairs of a search with score and reasons; returns how many.

    What people decided stays, also since the search began; open pairs that are alike no longer go, but for those an
    import left to decide.
    """
    here = current_ids(int(key) for pair in found for key in (pair.one, pair.other))
    pairs = {(int(pair.one), int(pair.other)): _values(pair, now) for pair in found if {pair.one, pair.other} <= here}
    known = _known()
    _insert(actor, now, {pair: values for pair, values in pairs.items() if pair not in known})
    _renew({known[pair][0]: values for pair, values in pairs.items() if pair in known})
    _drop([row_id for pair, (row_id, status) in known.items() if pair not in pairs and status is DuplicateStatus.OPEN])
    scan = get_owned(DuplicateScan, scan_id)
    scan.finished_at, scan.pairs = now, len(pairs)
    db.session.flush()
    return len(pairs)


def _known() -> _Known:
    query = select(
        DuplicateSuggestion.id,
        DuplicateSuggestion.contact_id,
        DuplicateSuggestion.other_id,
        DuplicateSuggestion.status,
    )
    return {(row.contact_id, row.other_id): (row.id, row.status) for row in db.session.execute(query)}


def _values(pair: Pair, now: datetime) -> dict[str, Any]:
    likeness = pair.likeness
    return {
        "score": likeness.score,
        "is_certain": likeness.is_certain,
        "reasons": list(likeness.reasons),
        "updated_at": now,
    }


def _insert(actor: Actor, now: datetime, pairs: dict[tuple[int, int], dict[str, Any]]) -> None:
    shared = {
        "organization_id": current_organization_id(),
        "created_at": now,
        "created_by_id": actor.user_id,
        "status": DuplicateStatus.OPEN,
    }
    rows = [
        shared | values | {"contact_id": contact_id, "other_id": other_id}
        for (contact_id, other_id), values in pairs.items()
    ]
    insert_missing(DuplicateSuggestion, rows, ("contact_id", "other_id"))


def _renew(rows: dict[int, dict[str, Any]]) -> None:
    table = cast(Table, DuplicateSuggestion.__table__)
    statement = update(table).where(
        table.c.id == bindparam("row_id"), table.c.organization_id == current_organization_id()
    )
    changes = [{"row_id": row_id, **values} for row_id, values in rows.items()]
    for start in range(0, len(changes), CHUNK):
        db.session.execute(statement, changes[start : start + CHUNK])


def _drop(ids: list[int]) -> None:
    for some in chunks(ids):
        stale = delete(DuplicateSuggestion).where(
            DuplicateSuggestion.id.in_(some),
            DuplicateSuggestion.batch_id.is_(None),
            DuplicateSuggestion.status == DuplicateStatus.OPEN,
        )
        db.session.execute(stale)
