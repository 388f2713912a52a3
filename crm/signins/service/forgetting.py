"""What was typed at a door dies after 30 days: the person it became has it, and nobody needs it twice (data policy)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, update

from crm.core.database import db
from crm.signins.models import Slip, SlipState

KEPT = timedelta(days=30)


def forget_typed(now: datetime) -> int:
    """Take names and numbers off the organization's settled slips of long ago; returns of how many.

    Rows of paper keep theirs, so that a sheet can be read again beside its paper; they go with the person.
    """
    old = update(Slip).where(
        Slip.state == SlipState.SETTLED,
        Slip.sheet_id.is_(None),
        Slip.created_at < now - KEPT,
        or_(Slip.name != "", Slip.phone != ""),
    )
    done = db.session.execute(old.values(name="", phone=""), execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0))
