"""Writing down what was agreed to at a door, where people read, heard or signed the words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crm.core.actor import Actor
from crm.sms.models import ConsentMethod
from crm.sms.service.consent import NewConsent, record_consents

METHODS = {
    "door_tap": ConsentMethod.VERBAL,
    "kiosk": ConsentMethod.WEB_FORM,
    "qr_self": ConsentMethod.WEB_FORM,
    "paper": ConsentMethod.PAPER_SHEET,
}
"""How consent is given by each way in: read aloud by the host, read on a screen, or signed on paper."""


def write_down(given: Any, *, actor: Actor, now: datetime) -> None:
    """Hear the signal that somebody at a door agreed to be texted (crm.signins.signals.consent_given)."""
    method = METHODS[given.method.value]
    record_consents(
        actor, now, [NewConsent(given.contact_id, given.phone, given.words, given.source, method, given.at)]
    )
