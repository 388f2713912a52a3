"""Promises to come that were kept, as presence shows: in bulk, and taken back with the presence.

Paper that comes in late keeps a promise that the closing of the action had called broken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, select, update

from crm.commitments.models import Commitment, CommitmentKind, Outcome
from crm.commitments.queries import PROMISING
from crm.commitments.service.bulk import CHUNK, reread
from crm.core.database import db
from crm.core.scope import current_organization_id


def keep_promises(action_id: int, came: Mapping[int, datetime]) -> int:
    """Close as kept the promises to come of those who came, at the moment each came; returns how many."""
    query = select(Commitment.id, Commitment.contact_id).where(
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.outcome.in_((Outcome.OPEN, Outcome.BROKEN)),
        Commitment.answer.in_(PROMISING),
    )
    organization_id = current_organization_id()
    kept = [
        {"of": row.id, "owner": organization_id, "at": came[row.contact_id]}
        for row in db.session.execute(query)
        if row.contact_id in came
    ]
    if kept:
        table = cast(Table, Commitment.__table__)
        mine = update(table).where(table.c.id == bindparam("of"), table.c.organization_id == bindparam("owner"))
        db.session.execute(mine.values(outcome=Outcome.KEPT, closed_at=bindparam("at")), kept)
        reread()
    return len(kept)


def reopen_promises(action_id: int, contact_ids: Collection[int]) -> int:
    """Open again the promises to come that were closed as kept, for people whose presence was taken back."""
    ids, done = sorted(contact_ids), 0
    for start in range(0, len(ids), CHUNK):
        kept = update(Commitment).where(
            Commitment.action_id == action_id,
            Commitment.kind == CommitmentKind.ATTEND,
            Commitment.outcome == Outcome.KEPT,
            Commitment.contact_id.in_(ids[start : start + CHUNK]),
        )
        result = db.session.execute(
            kept.values(outcome=Outcome.OPEN, closed_at=None), execution_options={"synchronize_session": False}
        )
        done += int(getattr(result, "rowcount", 0))
    if done:
        reread()
    return done
