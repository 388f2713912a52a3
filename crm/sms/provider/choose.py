"""Which carrier an organization's texts go through; a practice organization never reaches the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from crm.core.clock import shifted
from crm.core.errors import N_, Refused
from crm.sms.models import SenderKind
from crm.sms.provider.port import SmsProvider
from crm.sms.provider.simulated import SimulatedProvider
from crm.sms.provider.twilio_api import TwilioProvider


@dataclass(frozen=True, slots=True)
class World:
    """What the installation says about the outside: where Twilio answers, where we are reached, and how patient we are."""

    api_url: str = ""
    public_url: str = ""
    timeout_seconds: float = 10.0
    lease: timedelta = timedelta(seconds=90)
    grace: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sender:
    """From where an organization texts, with everything a call needs; made inside a transaction, used outside of one."""

    organization_id: int
    is_practice: bool
    clock_offset_seconds: int
    kind: SenderKind
    account_sid: str
    token: str
    messaging_service_sid: str = ""
    from_phone: str = ""

    def __repr__(self) -> str:
        """Without the token."""
        return f"Sender({self.organization_id}, {self.kind}, {self.account_sid})"


def provider_for(sender: Sender, world: World) -> SmsProvider:
    """The carrier: simulated phones for a practice organization whatever else is said, Twilio for a working one."""
    if sender.is_practice:
        return SimulatedProvider(sender.organization_id, lambda: shifted(sender.clock_offset_seconds))
    if sender.kind is not SenderKind.TWILIO:
        raise Refused(N_("A working organization cannot text through simulated phones."))
    return TwilioProvider(
        sender.account_sid, sender.token, world.api_url, world.timeout_seconds, sender.messaging_service_sid
    )
