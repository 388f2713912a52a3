"""Keeping the counts of blasts short: what many statements added, folded together."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from crm.core.claims import locked
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import BlastCount

MOST_ROWS = 200
"""Rows of one blast from which on they are folded; fewer cost nothing to add up."""


def fold_counts(most_rows: int = 0) -> int:
    """Put one row in place of all that say the same of a blast, where it has more than so many; how many blasts."""
    crowded = select(BlastCount.blast_id).group_by(BlastCount.blast_id).having(func.count() > most_rows)
    blast_ids = list(db.session.scalars(crowded))
    for blast_id in blast_ids:
        _fold(blast_id)
    return len(blast_ids)


def _fold(blast_id: int) -> None:
    """Rows that another worker holds are left for the next time: those taken are added up as they are."""
    rows = list(db.session.scalars(locked(select(BlastCount).where(BlastCount.blast_id == blast_id))))
    sums: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        total = sums.setdefault((row.status, row.language, row.error_code, row.reason), [0, 0])
        total[0] += row.messages
        total[1] += row.segments
    db.session.execute(delete(BlastCount).where(BlastCount.id.in_([row.id for row in rows])))
    owner = {"organization_id": current_organization_id(), "blast_id": blast_id}
    names = ("status", "language", "error_code", "reason")
    folded = [
        owner | dict(zip(names, key, strict=True)) | {"messages": total[0], "segments": total[1]}
        for key, total in sums.items()
        if total[0]
    ]
    if folded:
        db.session.execute(insert(BlastCount), folded)
