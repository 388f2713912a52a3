"""Texts out: writing a blast down and the worker's send step, beside bare posts of the same forms to the same sink."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import urllib3

from crm.accounts.models import Organization
from crm.contacts.service import NewContact, create_contacts
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.sms.jobs.sending import send_due
from crm.sms.models import Blast, BlastStatus, ConsentMethod, MessageStatus
from crm.sms.provider.port import Accepted, OutgoingText
from crm.sms.provider.twilio_api import TwilioProvider
from crm.sms.service.consent import NewConsent, default_program, record_consents
from crm.sms.service.outbox import NewText, queue_messages
from tests.benchmarks import sink
from tests.benchmarks.ground import DATABASES, NOW, Cost, application, invented_phones, report
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID
from tests.support.factories import Factory
from tests.support.texting import PUBLIC_URL, live_at, speak_to, statuses, twilio_account

TEXTS, ROUNDS = 1_000, 3
BODY = "Hi Alma, thank you for coming last night! The hearing is Tuesday at 6. Will you come? Reply STOP to opt out."


def main() -> None:
    """Print CPU a text for writing down, for sending, and for what we add to the SDK's own call."""
    for database in DATABASES:
        with sink.running() as url:
            _measure(database, url)


def _measure(database: str, url: str) -> None:
    queueing, sending, sdk, floor = (Cost(TEXTS) for _ in range(4))
    with application(database) as app:
        speak_to(app, url)
        for number in range(ROUNDS):
            _send_all(number, queueing, sending)
            _repeat(sdk, TwilioProvider(ACCOUNT_SID, AUTH_TOKEN, url).send)
            _repeat(floor, _bare_post(url))
    report(f"queue a text, {database}", queueing, floor, "text")
    report(f"send a text, {database}", sending, floor, "text")
    print(f"{'':<44} {sdk.cpu_ms:8.3f} of it the SDK's call, {sending.cpu_ms - sdk.cpu_ms:.3f} bookkeeping", flush=True)


def _send_all(number: int, queueing: Cost, sending: Cost) -> None:
    """Queue and send the texts of one round, for an organization of its own whose texting hours are open."""
    with unit_of_work():
        organization = Factory(NOW).organization(slug=f"round-{number}")
    live_at(organization, NOW)
    with in_organization(organization.id):
        twilio_account(account_sid=f"{ACCOUNT_SID[:-1]}{number}")
        texts = _texts(organization)
        with queueing.round(), unit_of_work():
            queue_messages(system_actor(organization.id), NOW, texts)
        db.session.remove()
    with sending.round():
        while send_due(utc_now()):
            db.session.remove()
    with in_organization(organization.id):
        left = {phone: status for phone, status in statuses().items() if status != MessageStatus.ACCEPTED}
    assert not left, left


def _texts(organization: Organization) -> list[NewText]:
    """A running blast to people who agreed to be texted."""
    actor, phones = system_actor(organization.id), invented_phones(TEXTS)
    with unit_of_work():
        people = [NewContact("Alma", last_name=f"Quintero {phone}", phone=phone, state="CO") for phone in phones]
        ids = create_contacts(actor, NOW, people)
        pairs = [(contact_id, f"+1{phone}") for contact_id, phone in zip(ids, phones, strict=True)]
        words = [NewConsent(*pair, "Yes, text me", "a sheet", ConsentMethod.PAPER_SHEET, NOW) for pair in pairs]
        record_consents(actor, NOW, words)
        blast = Blast(name="Follow-up", bodies={"en": BODY}, status=BlastStatus.SENDING, submit_key="follow-up")
        blast.program_id = default_program().id
        db.session.add(blast)
        db.session.flush()
        return [NewText(phone, contact_id, BODY, blast_id=blast.id) for contact_id, phone in pairs]


def _repeat(cost: Cost, send: Callable[[OutgoingText], object]) -> None:
    texts = [
        OutgoingText(f"+1{phone}", BODY, "a" * 36, f"{PUBLIC_URL}/status", MESSAGING_SERVICE_SID, "", 14_400)
        for phone in invented_phones(TEXTS)
    ]
    with cost.round():
        for text in texts:
            answer = send(text)
            assert isinstance(answer, Accepted)


def _bare_post(url: str) -> Callable[[OutgoingText], Accepted]:
    """The floor: one kept connection, one urlencoded form a text."""
    pool = urllib3.connection_from_url(url, maxsize=1)
    headers = urllib3.make_headers(basic_auth=f"{ACCOUNT_SID}:{AUTH_TOKEN}")
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    path = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"

    def post(text: OutgoingText) -> Accepted:
        form = {
            "To": text.to,
            "Body": text.body,
            "MessagingServiceSid": text.messaging_service_sid,
            "StatusCallback": text.status_callback,
            "ValidityPeriod": text.validity_seconds,
        }
        made = pool.urlopen("POST", path, body=urlencode(form), headers=headers).json()
        return Accepted(made["sid"], made["status"], "")

    return post
