"""Leaving a note for the next shift."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import find_owned
from crm.core.text import clean_line
from crm.sms.models import Blast, HandOffNote

LONGEST = 4000
MOST_LINES = 60


def leave_note(actor: Actor, now: datetime, bodies: Mapping[str, str], blast_id: int | None = None) -> HandOffNote:
    """Keep a note about a blast, or about all conversations, beside those before it. Refused when it says nothing."""
    said = {code: _clean(bodies.get(code, "")) for code in LANGUAGE_CODES}
    if not any(said.values()):
        raise Refused(N_("Write what the next shift should know."))
    blast = find_owned(Blast, blast_id)
    note = HandOffNote(blast_id=blast.id if blast else None, bodies=said, at=now, created_by_id=actor.user_id)
    db.session.add(note)
    db.session.flush()
    record(actor, "handed_off", "hand_off_note", note.id, now)
    return note


def _clean(body: str) -> str:
    lines = [clean_line(line, LONGEST) for line in body.strip().splitlines()[:MOST_LINES]]
    return "\n".join(lines)[:LONGEST]
