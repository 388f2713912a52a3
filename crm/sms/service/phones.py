"""What a member does on a simulated phone: type a text to us."""

from __future__ import annotations

from datetime import datetime

from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.sms.models import SimulatedText
from crm.sms.provider.simulated import new_sid

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
