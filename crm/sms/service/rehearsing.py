"""A rehearsal: a crowd on the simulated phones of a practice organization answers as people do, by the practice clock.

It knows no number but those of simulated phones, and what it writes goes the way of what is typed on them: a working
organization has neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from crm.accounts.queries import get_organization
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import current_organization_id
from crm.core.upsert import insert_new
from crm.sms.crowd import MOST_MINUTES, USUAL, Turn, checked_mix, turn_of
from crm.sms.models import Conversation, Rehearsal, SimulatedText
from crm.sms.provider.simulated import PLANNED
from crm.sms.service.phones import TYPED


def start_rehearsal(
    actor: Actor, now: datetime, mix: Mapping[str, int] | None = None, slowest_minutes: int = 45, seed: int = 1
) -> Rehearsal:
    """Let the crowd answer from now on; an earlier rehearsal ends. Refused for a working organization, or a mix that is none."""
    if not get_organization(actor.organization_id).is_practice:
        raise Refused(N_("Only a practice organization can rehearse: nobody real may be answered for."))
    kept = checked_mix(mix if mix is not None else {way.value: share for way, share in USUAL.items()})
    if not 1 <= slowest_minutes <= MOST_MINUTES:
        raise Refused(N_("The slowest answers within 1 to 1440 minutes."))
    end_rehearsal(actor, now)
    row = Rehearsal(seed=seed, mix=kept, slowest_minutes=slowest_minutes, started_at=now, created_by_id=actor.user_id)
    db.session.add(row)
    db.session.flush()
    record(actor, "started", "rehearsal", row.id, now)
    return row


def end_rehearsal(actor: Actor, now: datetime) -> None:
    """Let nobody answer any more; answers that were on their way do not come."""
    going = update(Rehearsal).where(Rehearsal.ended_at.is_(None))
    db.session.execute(going.values(ended_at=now), execution_options={"synchronize_session": "fetch"})
    db.session.query(SimulatedText).filter(SimulatedText.status == PLANNED).delete(synchronize_session="fetch")
    db.session.flush()


def find_rehearsal() -> Rehearsal | None:
    """The rehearsal under way, or None."""
    return db.session.scalars(select(Rehearsal).where(Rehearsal.ended_at.is_(None))).first()


def crowd_error(text: SimulatedText) -> int | None:
    """The error with which a text of ours fails at a phone of the crowd, or None."""
    turn = _turn(text)
    return turn.error_code if turn is not None else None


def plan_answer(text: SimulatedText, now: datetime) -> None:
    """Write down what the owner of the phone will answer to a text that arrived, and when; the same text once."""
    turn = _turn(text)
    if turn is None or not turn.words:
        return
    row = {
        "organization_id": text.organization_id,
        "phone": text.phone,
        "is_from_phone": True,
        "body": turn.words,
        "sid": "SM" + hashlib.sha256(f"answer:{text.sid}".encode()).hexdigest()[:32],
        "status_callback": "",
        "status": PLANNED,
        "error_code": None,
        "at": now + timedelta(minutes=turn.minutes),
        "created_at": now,
        "updated_at": now,
    }
    insert_new(SimulatedText, [row])


def type_planned(now: datetime) -> int:
    """Type the answers whose moment has come; how many."""
    due = update(SimulatedText).where(SimulatedText.status == PLANNED, SimulatedText.at <= now)
    done = db.session.execute(due.values(status=TYPED), execution_options={"synchronize_session": False})
    return int(getattr(done, "rowcount", 0))


def count_planned() -> int:
    """How many answers are still to come."""
    query = select(func.count(SimulatedText.id)).where(SimulatedText.status == PLANNED)
    return db.session.scalars(query).one()


def _turn(text: SimulatedText) -> Turn | None:
    """What the crowd does with a text of ours; None without a rehearsal, and for what the carrier itself said."""
    rehearsal = find_rehearsal()
    is_ours = not text.is_from_phone and bool(text.status_callback)
    if rehearsal is None or not is_ours or text.at < rehearsal.started_at:
        return None
    if not get_organization(current_organization_id()).is_practice:
        return None
    before = select(func.count(SimulatedText.id)).where(
        SimulatedText.phone == text.phone,
        SimulatedText.is_from_phone.is_(False),
        SimulatedText.status_callback != "",
        SimulatedText.at >= rehearsal.started_at,
        SimulatedText.id < text.id,
    )
    language = db.session.scalars(select(Conversation.language).where(Conversation.phone == text.phone)).first()
    nth = db.session.scalars(before).one()
    return turn_of(rehearsal.seed, text.phone, nth, language or "en", rehearsal.mix, rehearsal.slowest_minutes)
