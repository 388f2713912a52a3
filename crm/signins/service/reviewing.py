"""What a person decides about slips: whose it is, or that it is nobody's."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.service import take_turn
from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.database import db
from crm.signins.models import Slip, SlipState
from crm.signins.queries.slips import get_slip
from crm.signins.service.settling import settle, settle_as


def decide_slip(actor: Actor, now: datetime, slip_id: int, contact_id: int | None) -> Slip:
    """Say that a slip is of somebody we know, or (None) of somebody new. NotFound for a slip or person not here."""
    take_turn(actor.organization_id)
    slip = get_slip(slip_id)
    settle_as(actor, now, slip, contact_id)
    record(actor, "named", "contact", slip.contact_id, now, action_id=slip.action_id)
    db.session.flush()
    return slip


def dismiss_slip(actor: Actor, now: datetime, slip_id: int) -> Slip:
    """Say that a slip is nobody's: a joke, a test, the same person twice."""
    take_turn(actor.organization_id)
    slip = get_slip(slip_id)
    withdraw(actor, now, slip)
    return slip


def withdraw(actor: Actor, now: datetime, slip: Slip) -> None:
    """Take a slip back, and the presence that came of it alone."""
    slip.withdrawn_at, slip.state = now, SlipState.WAITING
    db.session.flush()
    settle(actor, now, [slip])
