"""Writing down what happened to a coalition, before anything is done inside another organization."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db


def note(actor: Actor, verb: str, coalition_id: int | None, now: datetime, **details: Any) -> None:
    """An entry in the actor's own audit log; it is written at once, since the scope may change next."""
    record(actor, verb, "coalition", coalition_id, now, **details)
    db.session.flush()
