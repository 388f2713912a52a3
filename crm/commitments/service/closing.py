"""What becomes of the promises to come when an action is closed, and when its closing is taken back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from crm.commitments.models import Commitment, CommitmentEvent, CommitmentKind, Outcome
from crm.commitments.queries import PROMISING, rsvp_contact_ids
from crm.commitments.service.bulk import reread
from crm.core.database import db
from crm.core.upsert import chunks


def break_promises(action_id: int, now: datetime, came: Collection[int]) -> int:
    """Say of the open promises of those who did not come that they were broken; returns how many."""
    absent = sorted(set(rsvp_contact_ids(action_id, PROMISING)) - set(came))
    broken = 0
    for some in chunks(absent):
        change = update(Commitment).where(
            Commitment.action_id == action_id,
            Commitment.kind == CommitmentKind.ATTEND,
            Commitment.outcome == Outcome.OPEN,
            Commitment.contact_id.in_(some),
        )
        broken += _rows(change.values(outcome=Outcome.BROKEN, closed_at=now))
    reread()
    return broken


def mend_promises(action_id: int, closed_at: datetime) -> int:
    """Open again the promises to come that the closing of an action at that moment broke; returns how many."""
    change = update(Commitment).where(
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.outcome == Outcome.BROKEN,
        Commitment.closed_at == closed_at,
    )
    mended = _rows(change.values(outcome=Outcome.OPEN, closed_at=None))
    reread()
    return mended


def forget_answers(action_id: int) -> int:
    """Forget who answered what to an action where nobody may be named; returns how many answers went."""
    mine = (Commitment.action_id == action_id, Commitment.kind == CommitmentKind.ATTEND)
    ids = set(db.session.scalars(select(Commitment.id).where(*mine)))
    for some in chunks(sorted(ids)):
        _rows(delete(CommitmentEvent).where(CommitmentEvent.commitment_id.in_(some)))
    gone = _rows(delete(Commitment).where(*mine))
    reread(ids)
    return gone


def _rows(statement: object) -> int:
    done = db.session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    return int(getattr(done, "rowcount", 0))
