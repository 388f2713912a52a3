"""What tests of texting share: people who agreed, a sender that speaks to an emulator, signed webhooks, a worker's rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from crm.accounts.models import Organization
from crm.contacts.models import Contact
from crm.contacts.service import add_phone
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db
from crm.core.registry import worker_steps
from crm.core.scope import OrganizationOwned, current_organization_id, set_organization
from crm.sms.models import ConsentMethod, Direction, Message, SenderKind
from crm.sms.provider.signatures import sign
from crm.sms.service.consent import NewConsent, record_consents
from crm.sms.service.outbox import queue_message
from crm.sms.service.senders import create_account
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, NUMBERS
from tests.support.factories import Factory

PUBLIC_URL = "https://reinvest.example.org"


def member(make: Factory, organization: Organization, phone: str = "", **values: Any) -> tuple[Contact, str]:
    """A person who agreed to be texted at her number (303-555-01xx unless given)."""
    person, phone = make.contact(**values), phone or make.phone()
    add_phone(person.id, phone)
    agreed = NewConsent(person.id, phone, "Yes, text me", "a sheet", ConsentMethod.PAPER_SHEET, make.now)
    record_consents(system_actor(organization.id), make.now, [agreed])
    return person, phone


def write_to(organization: Organization, now: datetime, person: Contact | None, phone: str, **values: Any) -> Message:
    """Write one text down to be sent, and commit it."""
    actor = system_actor(organization.id)
    values = {"body": "The hearing is Tuesday at 6. Will you come?", "language": "en"} | values
    row = queue_message(actor, now, phone=phone, contact_id=person.id if person else None, **values)
    db.session.commit()
    return row


def twilio_account(account_sid: str = ACCOUNT_SID, **values: Any) -> None:
    """Give the organization in scope the emulator's account."""
    values = {"messaging_service_sid": MESSAGING_SERVICE_SID, "numbers": NUMBERS} | values
    create_account(SenderKind.TWILIO, account_sid, AUTH_TOKEN, **values)
    db.session.commit()


def live_at(organization: Organization, moment: datetime) -> None:
    """Let the organization's clock show that moment now, while real time goes on for leases and providers."""
    organization.clock_offset_seconds = int((moment - utc_now()).total_seconds()) + 1
    db.session.commit()


def go_round(*names: str, real_now: datetime | None = None) -> int:
    """One round of the worker's texting steps, or of those named."""
    done = 0
    for name, step in worker_steps.items():
        if name.startswith("sms.") and (not names or name.removeprefix("sms.") in names):
            done += step(real_now or utc_now())
            db.session.remove()
    return done


def statuses() -> dict[str, str]:
    """Where each outgoing text of the organization in scope is, by number."""
    query = select(Message.phone, Message.status).where(Message.direction == Direction.OUT)
    return {row.phone: row.status.value for row in db.session.execute(query)}


Row = TypeVar("Row", bound=OrganizationOwned)


def fresh(row: Row) -> Row:
    """The same row as it stands in the database now."""
    query = select(type(row)).where(type(row).id == inspect(row).identity[0])
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def post_signed(
    client: FlaskClient, path: str, fields: dict[str, str], token: str = AUTH_TOKEN, base: str = PUBLIC_URL
) -> TestResponse:
    """POST a webhook as Twilio does, signed with the token; the test stays in the organization it was in."""
    signature = sign(base + path, {name: [value] for name, value in fields.items()}, token)
    organization_id = current_organization_id()
    try:
        return client.post(path, data=fields, headers={"X-Twilio-Signature": signature})
    finally:
        set_organization(organization_id)


def deliver(client: FlaskClient, path: str, fields: dict[str, str]) -> TestResponse:
    """POST a webhook as Twilio does, and let the worker understand what was kept of it."""
    answer = post_signed(client, path, fields)
    go_round("take_in", "take_in_receipts")
    return answer


def inbound_fields(phone: str, body: str, sid: str, **more: str) -> dict[str, str]:
    """The fields of an incoming text as Twilio sends them."""
    return {
        "MessageSid": sid,
        "SmsSid": sid,
        "AccountSid": ACCOUNT_SID,
        "MessagingServiceSid": MESSAGING_SERVICE_SID,
        "From": phone,
        "To": NUMBERS[0],
        "Body": body,
        "NumMedia": "0",
        "NumSegments": "1",
        "ApiVersion": "2010-04-01",
    } | more


def status_fields(sid: str, status: str, **more: str) -> dict[str, str]:
    """The fields of a receipt as Twilio sends them."""
    return {
        "MessageSid": sid,
        "MessageStatus": status,
        "AccountSid": ACCOUNT_SID,
        "From": NUMBERS[0],
        "ApiVersion": "2010-04-01",
    } | more


def speak_to(app: Flask, api_url: str, **settings: Any) -> None:
    """Let this application send through a Twilio at that address, for the rest of a test."""
    app.config.update({"TWILIO_API_URL": api_url, "PUBLIC_URL": PUBLIC_URL, "SMS_TIMEOUT_SECONDS": 1.0} | settings)
