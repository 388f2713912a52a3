"""People who wrote to us, for tests of the inbox and the phones."""

from __future__ import annotations

from datetime import datetime

from crm.accounts.models import Organization
from crm.contacts.models import Contact
from crm.contacts.service import add_phone
from crm.core.actor import system_actor
from crm.core.database import db
from crm.sms.models import ConsentMethod, Conversation, Message
from crm.sms.queries.conversations import find_conversation_with
from crm.sms.service.consent import NewConsent, record_consents
from crm.sms.service.inbound import take_text
from crm.sms.service.outbox import queue_message

WORDS = "I agree to get texts about the budget campaign."
_SIDS = iter(range(1, 1_000_000))


def reach(person: Contact, phone: str, now: datetime, agrees: bool = True) -> str:
    """Give a person a number, and her consent to be texted at it."""
    add_phone(person.id, phone)
    if agrees:
        row = NewConsent(person.id, phone, WORDS, "form of the webinar", ConsentMethod.WEB_FORM, now)
        record_consents(system_actor(person.organization_id), now, [row])
    return phone


def text_in(phone: str, body: str, now: datetime) -> Conversation:
    """A text from that number comes in and is understood; its conversation."""
    number = next(_SIDS)
    take_text({"MessageSid": f"SM{number:032d}", "From": phone, "To": "+17205550100", "Body": body}, now)
    thread = find_conversation_with(phone)
    assert thread is not None
    return thread


def ask(organization: Organization, person: Contact, phone: str, action_id: int, now: datetime) -> Message:
    """A text of ours that asked for an RSVP and arrived."""
    message = queue_message(
        system_actor(organization.id),
        now,
        phone=phone,
        contact_id=person.id,
        body="Can you be there? Reply YES or NO. STOP to opt out",
        language="en",
        action_id=action_id,
    )
    message.status = message.status.DELIVERED
    db.session.flush()
    return message
