"""People who wrote to us, for tests of the inbox and the phones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import g
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from crm.accounts.models import Organization, User
from crm.contacts.models import Contact
from crm.contacts.service import add_phone
from crm.core.actor import system_actor
from crm.core.database import db
from crm.core.scope import set_organization
from crm.sms.models import ConsentMethod, Conversation, Direction, Message
from crm.sms.queries.conversations import find_conversation_with
from crm.sms.service.consent import NewConsent, record_consents
from crm.sms.service.inbound import take_text
from crm.sms.service.outbox import queue_message
from tests.support.factories import sign_in

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


def again(thread: Conversation) -> Conversation:
    """The conversation as it stands after a request changed it."""
    query = select(Conversation).where(Conversation.id == thread.id)
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


class Visitor:
    """A browser whose requests leave the test in its organization."""

    def __init__(self, client: FlaskClient, organization_id: int) -> None:
        self.client = client
        self.organization_id = organization_id

    def get(self, address: str, **values: Any) -> TestResponse:
        """Open a page."""
        self._leave()
        return self._stay(self.client.get(address, **values))

    def post(self, address: str, **form: Any) -> TestResponse:
        """Send a form."""
        self._leave()
        return self._stay(self.client.post(address, data=form))

    def act(self, thread: Conversation, act: str, **form: Any) -> int:
        """Press a button of a conversation; the status of the answer."""
        return self.post(f"/texting/{thread.id}/{act}", **form).status_code

    def sign_in(self, user: User) -> None:
        """Be this user from now on."""
        sign_in(self.client, user)
        set_organization(self.organization_id)

    def _leave(self) -> None:
        """Commit into the test's savepoint; rows that the test holds stay as they were, whatever a request does."""
        db.session.commit()
        db.session.expunge_all()
        for name in list(g):
            g.pop(name)

    def _stay(self, response: TestResponse) -> TestResponse:
        set_organization(self.organization_id)
        return response


def outgoing() -> list[Message]:
    """Every text of ours, as it stands now."""
    query = select(Message).where(Message.direction == Direction.OUT).order_by(Message.id)
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))
