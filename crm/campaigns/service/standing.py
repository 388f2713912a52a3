"""Where targets stand and how seats lean: each change comes with the evidence for it, and none is written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from crm.audit import service as audit
from crm.campaigns.models import Confidence, Lean, LeanReport, PowerPosition, Target
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import get_owned
from crm.core.text import clean_line


@dataclass(frozen=True, slots=True)
class Evidence:
    """How we know: what was seen or heard, on which day, and how near to the person herself it is."""

    words: str
    as_of: date
    confidence: Confidence = Confidence.DIRECT

    def checked(self, today: date) -> str:
        """The words, clean; Refused without any, or for a day to come."""
        words = clean_line(self.words, 300)
        if not words:
            raise Refused(N_("Say how you know: what was seen or heard?"))
        if self.as_of > today:
            raise Refused(N_("That day is still to come."))
        return words


def move_target(
    actor: Actor, now: datetime, target_id: int, support: int, power: int, evidence: Evidence, today: date
) -> PowerPosition:
    """Put a target elsewhere on the power map, from a day on; Refused off the map or without evidence."""
    target = get_owned(Target, target_id)
    words = evidence.checked(today)
    if not (-5 <= support <= 5 and 0 <= power <= 10):
        raise Refused(N_("That is off the map: support goes from −5 to 5, power from 0 to 10."))
    row = PowerPosition(
        target_id=target.id,
        support=support,
        power=power,
        as_of=evidence.as_of,
        evidence=words,
        confidence=evidence.confidence,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "moved_target", "campaign", target.campaign_id, now, target_id=target.id)
    return row


def report_lean(actor: Actor, now: datetime, target_id: int, lean: Lean, evidence: Evidence, today: date) -> LeanReport:
    """Write down how a seat leans; Refused for somebody without a vote, or without evidence."""
    target = get_owned(Target, target_id)
    if not target.has_vote:
        raise Refused(N_("She has no vote on this; move her on the power map."))
    row = LeanReport(
        target_id=target.id,
        lean=lean,
        as_of=evidence.as_of,
        evidence=evidence.checked(today),
        confidence=evidence.confidence,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "reported_lean", "campaign", target.campaign_id, now, target_id=target.id, lean=lean.value)
    return row
