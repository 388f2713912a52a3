"""How many texts of a blast are where, read off the counts that the database keeps: never a count of the texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from crm.core.database import db
from crm.sms.models import BlastCount, MessageStatus


@dataclass(frozen=True, slots=True)
class Count:
    """So many texts of a blast, and their segments, are in a status, for that reason and code (0: none), in a language."""

    blast_id: int
    status: MessageStatus
    language: str
    error_code: int
    reason: str
    messages: int
    segments: int


def counts(blast_id: int) -> list[Count]:
    """Where the texts of one blast are; kinds that have none are left out."""
    return counts_of([blast_id])[blast_id]


def counts_of(blast_ids: Collection[int]) -> dict[int, list[Count]]:
    """Where the texts of some blasts are, in one read of a few rows each."""
    found: dict[int, list[Count]] = {blast_id: [] for blast_id in blast_ids}
    key = (BlastCount.blast_id, BlastCount.status, BlastCount.language, BlastCount.error_code, BlastCount.reason)
    query = (
        select(*key, func.sum(BlastCount.messages), func.sum(BlastCount.segments))
        .where(BlastCount.blast_id.in_(list(blast_ids)))
        .group_by(*key)
        .order_by(*key)
    )
    for blast_id, status, language, code, reason, messages, segments in db.session.execute(query):
        if messages:
            found[blast_id].append(Count(blast_id, status, language, code, reason, int(messages), int(segments)))
    return found
