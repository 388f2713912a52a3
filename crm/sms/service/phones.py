"""What a member does on a simulated phone: type a text to us; and what goes wrong with the next one to her."""

from __future__ import annotations

from datetime import datetime

from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.sms.models import SimulatedText
from crm.sms.provider.simulated import ARMED, Fault, new_sid
from crm.sms.queries.phones import find_armed

TYPED = "receiving"
MAX_CHARACTERS = 1600


def type_on_phone(now: datetime, phone: str, body: str) -> SimulatedText:
    """Send a text from a simulated phone; the worker carries it to us as a signed webhook. Refused when it is empty."""
    if not body.strip():
        raise Refused(N_("There is nothing to send."))
    row = SimulatedText(
        phone=phone, is_from_phone=True, body=body.strip()[:MAX_CHARACTERS], sid=new_sid(), status=TYPED, at=now
    )
    db.session.add(row)
    db.session.flush()
    return row


def arm_fault(now: datetime, phone: str, fault: Fault) -> bool:
    """Let the next text to a phone go wrong; the same fault again takes that back. True when one is armed now."""
    armed = find_armed(phone)
    if armed is not None:
        db.session.delete(armed)
        db.session.flush()
        if armed.error_code == fault.error_code:
            return False
    row = SimulatedText(
        phone=phone, is_from_phone=True, body="", sid=new_sid("FT"), status=ARMED, error_code=fault.error_code, at=now
    )
    db.session.add(row)
    db.session.flush()
    return True


def take_fault(phone: str) -> Fault | None:
    """What goes wrong with this text to a phone, used up by it; None when nothing does."""
    armed = find_armed(phone)
    if armed is None:
        return None
    db.session.delete(armed)
    db.session.flush()
    return next(fault for fault in Fault if fault.error_code == armed.error_code)
