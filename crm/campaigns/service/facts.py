"""Facts: those of the field adopted, worded our own way or left aside, and our own written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from crm.audit import service as audit
from crm.campaigns import reference
from crm.campaigns.models import Campaign, Fact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line

CONFIDENCES = ("high", "medium", "low")
OWN = "OWN"
"""What the keys of an organization's own facts begin with."""


@dataclass(frozen=True, slots=True)
class NewFact:
    """What is said, in one language or both, with its figure, and where it is written."""

    body: str
    body_es: str
    figure: str
    unit: str
    source_name: str
    source_url: str
    confidence: str
    topic: str = ""
    use_note: str = ""
    campaign_id: int | None = None


def load_facts(actor: Actor) -> int:
    """Adopt the field's sourced facts that this organization does not have yet; returns how many came in."""
    known = set(db.session.scalars(select(Fact.key)))
    new = [
        {
            "organization_id": actor.organization_id,
            "key": row["fact_id"],
            "topic": row["topic"],
            "body": row["fact_en"],
            "body_es": row["fact_es"],
            "source_name": row["source_name"],
            "source_url": row["source_url"],
            "confidence": row["confidence"],
            "use_note": row["use_note"],
            "figure": row["figure"],
            "unit": row["unit"],
            "period": row["period"],
            "geography": row["geography"],
        }
        for row in reference.rows("facts")
        if row["fact_id"] not in known
    ]
    if new:
        db.session.execute(insert(Fact), new)
    return len(new)


def add_fact(actor: Actor, now: datetime, new: NewFact) -> Fact:
    """Write down a fact of our own; Refused without words or source."""
    number = db.session.scalar(select(func.count(Fact.id)).where(Fact.key.startswith(OWN))) or 0
    row = Fact(key=f"{OWN}{number + 1:03d}", created_by_id=actor.user_id)
    _write(row, new)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "added_fact", "organization", actor.organization_id, now, fact=row.key)
    return row


def edit_fact(actor: Actor, now: datetime, fact_id: int, new: NewFact) -> Fact:
    """Word a fact our own way; Refused without words or source."""
    row = get_owned(Fact, fact_id)
    _write(row, new)
    db.session.flush()
    audit.record(actor, "edited_fact", "organization", actor.organization_id, now, fact=row.key)
    return row


def ignore_fact(actor: Actor, now: datetime, fact_id: int, *, is_ignored: bool) -> Fact:
    """Leave a fact aside, so that it is offered nowhere, or take it up again."""
    row = get_owned(Fact, fact_id)
    row.is_ignored = is_ignored
    db.session.flush()
    audit.record(actor, "ignored_fact" if is_ignored else "took_up_fact", "organization", actor.organization_id, now)
    return row


def _write(row: Fact, new: NewFact) -> None:
    row.body, row.body_es = clean_line(new.body, 500), clean_line(new.body_es, 500)
    row.source_name = clean_line(new.source_name, 300)
    if not (row.body or row.body_es):
        raise Refused(N_("Write down what is said, in English or in Spanish."))
    if not row.source_name:
        raise Refused(N_("A fact needs its source: who says so?"))
    if new.confidence not in CONFIDENCES:
        raise Refused(N_("Choose one."))
    if new.campaign_id is not None:
        get_owned(Campaign, new.campaign_id)
    row.source_url = new.source_url[:500] if new.source_url.startswith(("https://", "http://")) else ""
    row.figure, row.unit = clean_line(new.figure, 60), clean_line(new.unit, 80)
    row.topic = clean_line(new.topic, 60) or row.topic or "own"
    row.confidence, row.use_note, row.campaign_id = new.confidence, clean_line(new.use_note, 500), new.campaign_id
