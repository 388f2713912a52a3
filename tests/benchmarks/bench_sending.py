"""Texts out: writing a blast down, and the worker's send step with all its checks, beside bare posts to the same sink."""

from __future__ import annotations

import gc
import tracemalloc
import zlib
from collections.abc import Callable
from itertools import islice
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

TEXTS, ROUNDS, MANY = 1_000, 3, 100_000
ANSWER_SECONDS = 0.1
BODY = "Hi Alma, thank you for coming last night! The hearing is Tuesday at 6. Will you come? Reply STOP to opt out."


def main() -> None:
    """Print CPU a text for writing down and for sending, and the rate where the provider takes a tenth of a second."""
    for database in DATABASES:
        with sink.running() as quick, sink.running(ANSWER_SECONDS) as slow:
            _measure(database, quick, slow)


def _measure(database: str, quick: str, slow: str) -> None:
    queueing, sending, call, floor, waiting = (Cost(TEXTS) for _ in range(5))
    with application(database) as app:
        for number in range(ROUNDS):
            speak_to(app, quick)
            _send_all(f"quick-{number}", queueing, sending)
            _repeat(call, TwilioProvider(ACCOUNT_SID, AUTH_TOKEN, quick).send)
            _repeat(floor, _bare_post(quick))
            speak_to(app, slow, SMS_TIMEOUT_SECONDS=10.0)
            _send_all(f"slow-{number}", Cost(TEXTS), waiting)
        _queue_many(database)
    report(f"queue a text, {database}", queueing, floor, "text")
    report(f"send a text, {database}", sending, floor, "text")
    print(
        f"{'':<44} {call.cpu_ms:8.3f} of it the call, {sending.cpu_ms - call.cpu_ms:.3f} gate and bookkeeping",
        flush=True,
    )
    report(f"send a text, answered in 0.1 s, {database}", waiting, floor, "text")


def _queue_many(database: str) -> None:
    """How long it takes to write 100,000 texts down, and what that holds in memory."""
    with unit_of_work():
        organization = Factory(NOW).organization(slug="many")
    with in_organization(organization.id):
        with unit_of_work():
            blast = _blast("many")
        texts = (NewText(f"+1303{number:07d}", None, f"{BODY} {number}", blast_id=blast.id) for number in range(MANY))
        gc.collect()
        tracemalloc.start()
        queue_messages(system_actor(organization.id), NOW, islice(texts, MANY // 20))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        cost = Cost(MANY - MANY // 20)
        with cost.round(), unit_of_work():
            queue_messages(system_actor(organization.id), NOW, texts)
    db.session.remove()
    cpu, wall = (seconds * 20 / 19 for seconds in (*cost.cpu, *cost.wall))
    print(f"queue {MANY:,} texts, {database}: {cpu:.1f} CPU seconds, {wall:.1f} by the clock, {held / 1e6:.0f} MB")


def _send_all(name: str, queueing: Cost, sending: Cost) -> None:
    """Queue and send the texts of one round, for an organization of its own whose texting hours are open."""
    with unit_of_work():
        organization = Factory(NOW).organization(slug=name)
    live_at(organization, NOW)
    with in_organization(organization.id):
        twilio_account(
            account_sid=f"AC{zlib.crc32(name.encode()):032x}",
            messaging_service_sid=f"MG{zlib.crc32(name.encode()):032x}",
        )
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
        blast = _blast("follow-up")
        return [NewText(phone, contact_id, BODY, blast_id=blast.id) for contact_id, phone in pairs]


def _blast(key: str) -> Blast:
    values = {"name": "Follow-up", "bodies": {"en": BODY}, "status": BlastStatus.SENDING, "submit_key": key}
    blast = Blast(program_id=default_program().id, prepared_at=NOW, **values)
    db.session.add(blast)
    db.session.flush()
    return blast


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
