"""Writing into the strategy chart: dated notes, the newest of a cell counts, and none is ever lost."""

from __future__ import annotations

from datetime import datetime

from crm.audit import service as audit
from crm.campaigns.models import Campaign, StrategyCell, StrategyNote
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned


def note_strategy(actor: Actor, now: datetime, campaign_id: int, cell: StrategyCell, body: str) -> StrategyNote:
    """Write a note into a cell; Refused when it says nothing."""
    get_owned(Campaign, campaign_id)
    text = "\n".join(line.strip() for line in body.strip().splitlines())[:1000]
    if not text:
        raise Refused(N_("Write something first."))
    row = StrategyNote(campaign_id=campaign_id, cell=cell, body=text, noted_at=now, created_by_id=actor.user_id)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "noted_strategy", "campaign", campaign_id, now, cell=cell.value)
    return row
