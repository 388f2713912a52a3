"""Sequences, keywords and shares of texters for two organizations side by side, and what is sent to their addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.core.actor import Actor
from crm.core.database import db
from crm.sms.crowd import USUAL
from crm.sms.models import (
    Blast,
    BlastStatus,
    Enrollment,
    EnrollmentState,
    Keyword,
    KeywordAct,
    Message,
    Sequence,
    SequenceStep,
    TextDraft,
    TexterShare,
    Trigger,
)
from crm.sms.sequence_plans import DAY, NewSequence, branch, send
from crm.sms.service import sequences
from crm.sms.service.drafts import keep_draft
from crm.sms.service.keywords import save_keyword
from tests.support.neighbour_rows import Rows


def sequenced(actor: Actor, now: datetime, contact_id: int) -> None:
    """A running sequence with somebody in it, a keyword, and a text that a texter was given."""
    words = {"en": "{org}: hello. STOP to opt out", "es": "{org}: hola. STOP para salir"}
    new = NewSequence(
        f"Sequence of organization {actor.organization_id}", Trigger.BY_HAND, (send("", **words), branch(DAY))
    )
    row = sequences.make_sequence(actor, now, new)
    sequences.start_sequence(actor, now, row.id)
    sequences.enroll_by_hand(actor, now, row.id, [contact_id])
    db.session.scalars(select(Enrollment)).one().state = EnrollmentState.ACTIVE
    answers = {"en": "{org}: thank you", "es": "{org}: gracias"}
    save_keyword(actor, now, f"word{actor.organization_id}", KeywordAct.ANSWER, None, answers)
    message = db.session.scalars(select(Message).order_by(Message.id)).first()
    blast = db.session.scalars(select(Blast).where(Blast.status == BlastStatus.SENDING)).first()
    if message is not None and blast is not None:
        db.session.add(TexterShare(blast_id=blast.id, message_id=message.id, user_id=actor.user_id))
    keep_draft(
        actor, now, f"draft of {actor.organization_id}", {"en": [f"Draft of organization {actor.organization_id}"]}
    )
    db.session.flush()


def ids_of_sequences() -> dict[str, list[Any]]:
    """The arguments of their addresses."""
    models = {
        "sequence_id": Sequence,
        "step_id": SequenceStep,
        "keyword_id": Keyword,
        "share_id": TexterShare,
        "draft_id": TextDraft,
    }
    found = {name: list(db.session.scalars(select(model.id))) for name, model in models.items()}
    found["enrollment_id"] = list(db.session.scalars(select(Enrollment.id)))
    return found | {"act": ["pause", "resume"], "mode": ["texters", "program"]}


def forms_of_sequences(rows: Rows) -> dict[str, dict[str, Any]]:
    """What is sent to each of their addresses that takes a POST."""
    action, contact, user = (rows.one(f"{name}_id") for name in ("action", "contact", "user"))
    words = {"en": "{org}: walk. STOP to opt out", "es": "{org}: paseo. STOP para salir"}
    return {
        "sms.add_step": {"kind": "wait"},
        "sms.assign_texters": {"user": user, "language": "", "count": "1", "do": "give"},
        "sms.change_mode": {},
        "sms.change_person": {"what": "started"},
        "sms.change_sequence": {},
        "sms.edit_sequence": {"name": "Walked", "pause_above": "5"},
        "sms.edit_step": words | {"do": "save", "only_if": "always", "unit": "days", "whence": "step"},
        "sms.enroll": {"who": f"person:{contact}"},
        "sms.keywords": words | {"word": "walk", "does": f"rsvp:{action}"},
        "sms.new_sequence": {"name": "Walk", "trigger": "came", "action": action},
        "sms.rehearse": {way.value: share for way, share in USUAL.items()} | {"slowest": "45", "seed": "1"},
        "sms.remove_word": {},
        "sms.send_turn": {"do": "send"},
        "sms.use_ready_made": {"key": "turnout", "action": action},
    }
