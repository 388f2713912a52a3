"""The page of senders: added with a sealed token, checked over HTTP, halted and resumed; and no sender is two organizations'."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from flask import Flask
from sqlalchemy import select

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Message, MessageStatus, NumberKind, SenderAccount, SenderAlert, SenderNumber
from crm.sms.queries.senders import provider_answers
from crm.sms.service.alerts import raise_alert
from crm.sms.service.senders import find_sender, token_of
from tests.sms.inbox_support import Visitor
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID
from tests.support.factories import Factory
from tests.support.processes import free_port
from tests.support.texting import fresh, member, speak_to, twilio_account, write_to

NEW = {
    "name": "Spanish line",
    "account_sid": ACCOUNT_SID,
    "token": AUTH_TOKEN,
    "messaging_service_sid": MESSAGING_SERVICE_SID,
    "numbers": "303 555 0144\n22333",
    "number_kind": "ten_dlc",
    "throughput_class": "e_f",
    "brand_score": "40",
    "provider_answers_keywords": "y",
    "provider_words": "stop\nalto\nBaja\nAyuda",
}


class _Twilio(BaseHTTPRequestHandler):
    """Knows one account and one messaging service with one number."""

    def do_GET(self) -> None:
        number = {"phone_number": "+13035550177", "sid": "PN1"}
        answers = {
            f"/2010-04-01/Accounts/{ACCOUNT_SID}.json": {"sid": ACCOUNT_SID, "status": self.server.status},  # type: ignore[attr-defined]
            f"/v1/Services/{MESSAGING_SERVICE_SID}": {"sid": MESSAGING_SERVICE_SID},
            f"/v1/Services/{MESSAGING_SERVICE_SID}/PhoneNumbers": {
                "phone_numbers": [number],
                "meta": {"key": "phone_numbers"},
            },
        }
        found = answers.get(self.path.partition("?")[0])
        body = json.dumps(found or {"code": 20404, "message": "not found", "status": 404}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def twilio(app: Flask) -> Iterator[ThreadingHTTPServer]:
    """A provider that may be asked about accounts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Twilio)
    server.status = "active"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    speak_to(app, f"http://127.0.0.1:{server.server_address[1]}")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def admin(visitor: Visitor, organization: Organization, make: Factory) -> Visitor:
    visitor.sign_in(make.user(organization, Role.ADMIN))
    return visitor


def _account() -> SenderAccount:
    return fresh(db.session.scalars(select(SenderAccount)).one())


def test_a_sender_is_added_and_its_token_is_never_shown(admin: Visitor, organization: Organization) -> None:
    assert "no sender yet" in admin.get("/senders").text
    assert admin.post("/senders/new", **NEW).status_code == 302
    account, page = _account(), admin.get("/senders").text
    assert token_of(account) == AUTH_TOKEN and AUTH_TOKEN not in account.sealed_token
    assert AUTH_TOKEN not in page and ACCOUNT_SID not in page and "240 segments a minute" in page
    assert AUTH_TOKEN not in admin.get(f"/senders/{account.id}/edit").text
    assert db.session.scalars(select(SenderNumber.phone)).all() == ["+13035550144", "22333"]
    assert [provider_answers(ACCOUNT_SID, body) for body in ("Alto", " baja ", "YES", "alto por favor")] == [
        *(True, True, False, False)
    ]
    changed = {**NEW, "token": "", "number_kind": "toll_free", "numbers": "303 555 0145"}
    assert admin.post(f"/senders/{account.id}/edit", **changed).status_code == 302
    account = _account()
    assert (token_of(account), account.number_kind) == (AUTH_TOKEN, NumberKind.TOLL_FREE)
    assert db.session.scalars(select(SenderNumber.phone)).all() == ["+13035550145"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"account_sid": "SM1"}, "An account SID is AC"),
        ({"token": ""}, "The auth token is missing"),
        ({"numbers": "12"}, "is not a phone number"),
        ({"numbers": "", "messaging_service_sid": ""}, "Say a messaging service or a number"),
        ({"messaging_service_sid": "MG12"}, "A messaging service is MG"),
        ({"brand_score": "101"}, "from 0 to 100"),
        ({"numbers": "+17205550166"}, "belongs to another sender"),
        ({"messaging_service_sid": "MG" + "7" * 32}, "belongs to another sender"),
    ],
)
def test_bad_input_is_answered_in_words_and_loses_nothing(
    admin: Visitor, make: Factory, wrong: dict[str, str], words: str
) -> None:
    with in_organization(make.organization().id):
        other = {"messaging_service_sid": "MG" + "7" * 32, "numbers": ("+17205550166",)}
        twilio_account("AC" + "6" * 32, **other)
    answer = admin.post("/senders/new", **NEW | wrong)
    assert answer.status_code == 422 and words in answer.text and 'value="Spanish line"' in answer.text
    assert not db.session.scalars(select(SenderAccount.id)).all()


def _checked(admin: Visitor, path: str) -> str:
    """What is said after the provider was asked."""
    answer = admin.post(path)
    return admin.get("/senders").text if answer.status_code == 302 else answer.text


def test_it_is_checked_with_the_provider(admin: Visitor, twilio: ThreadingHTTPServer, app: Flask) -> None:
    twilio_account(numbers=())
    path = f"/senders/{_account().id}/check"
    assert "It works" in _checked(admin, path)
    assert _account().checked_at is not None and not _account().check_problem
    assert db.session.scalars(select(SenderNumber.phone)).all() == ["+13035550177"]
    twilio.status = "suspended"  # type: ignore[attr-defined]
    assert "not active" in _checked(admin, path)
    row = _account()
    row.messaging_service_sid, twilio.status = "MG" + "8" * 32, "active"  # type: ignore[attr-defined]
    db.session.commit()
    assert "no messaging service of that name" in _checked(admin, path)
    app.config["TWILIO_API_URL"] = f"http://127.0.0.1:{free_port()}"
    assert "could not be reached" in _checked(admin, path)


def test_it_is_halted_and_resumed_and_alerts_are_seen(admin: Visitor, make: Factory) -> None:
    twilio_account()
    account = _account()
    raise_alert(ACCOUNT_SID, "21408", "texts to that region are not switched on", make.now)
    db.session.commit()
    assert "Texts to that region" in admin.get("/senders").text
    assert find_sender(is_practice=False) is not None
    admin.post(f"/senders/{account.id}/halt")
    assert find_sender(is_practice=False) is None and "Nothing leaves: halted by hand" in admin.get("/senders").text
    admin.post(f"/senders/{account.id}/halt", halt="no")
    assert find_sender(is_practice=False) is not None
    admin.post(f"/senders/alerts/{_alert_id()}/seen")
    assert "Texts to that region" not in admin.get("/senders").text


def _alert_id() -> int:
    return db.session.scalars(select(SenderAlert.id)).one()


def test_held_texts_are_decided_on_their_page(admin: Visitor, organization: Organization, make: Factory) -> None:
    twilio_account()
    rows = []
    for _ in range(2):
        person, phone = member(make, organization)
        rows.append(write_to(organization, make.now, person, phone))
        rows[-1].status, rows[-1].reason = MessageStatus.HELD, "nobody knows whether it was sent"
    db.session.commit()
    page = admin.get("/texting/undecided").text
    assert page.count("nobody knows whether it was sent") == 2
    for row, decision in zip(rows, ("resend", "give_up"), strict=True):
        assert admin.post(f"/texting/undecided/{row.id}", decision=decision).status_code == 302
    found = set(db.session.scalars(select(Message.status)))
    assert found == {MessageStatus.QUEUED, MessageStatus.SKIPPED}
    assert admin.post(f"/texting/undecided/{rows[1].id}", decision="resend").status_code == 409


def test_a_practice_organization_adds_no_account(visitor: Visitor, organization: Organization, make: Factory) -> None:
    organization.is_practice = True
    visitor.sign_in(make.user(organization, Role.ADMIN))
    assert visitor.get("/senders").status_code == 200
    for ask in (visitor.get, visitor.post):
        assert ask("/senders/new").status_code == 302
        assert "simulated phones alone" in visitor.get("/senders").text
    assert not db.session.scalars(select(SenderAccount.id)).all()
