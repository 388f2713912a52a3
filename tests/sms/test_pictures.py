"""Files that come with texts: fetched with the account's credentials, from the provider alone, and opened only when safe."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from flask import Flask

from crm.accounts.models import Organization
from crm.core.actor import Role
from crm.core.errors import Refused
from crm.sms.jobs.line import line_to
from crm.sms.models import Conversation
from crm.sms.pictures import MOST_BYTES
from crm.sms.provider.port import ProviderSilent
from crm.sms.provider.twilio_reading import MediaReader
from crm.sms.queries.conversations import find_conversation_with, list_messages
from crm.sms.service.inbound import take_text
from tests.sms.inbox_support import Visitor
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN
from tests.support.factories import Factory
from tests.support.texting import live_at, speak_to, twilio_account

PHONE = "+13035550101"
HOME = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
FILES = {
    "ME1": ("image/png", PNG),
    "ME2": ("image/png", b"<svg onload='alert(1)'></svg>"),
    "ME3": ("text/html", b"<script>alert(1)</script>"),
    "ME4": ("application/pdf", b"%PDF-1.4"),
    "ME5": ("image/jpeg", b"\xff\xd8\xff" + b"x" * MOST_BYTES),
}


class _Twilio(BaseHTTPRequestHandler):
    """Gives files to whoever has the account's credentials; ME6 and ME7 are elsewhere, ME8 fails."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:
        name, credentials = self.path.rpartition("/")[2], self.headers.get("Authorization")
        self.asked.append((name, credentials))
        moved = {"ME6": "/cdn/ME1", "ME7": "http://127.0.0.1:9/ME1"}.get(name)
        if moved or name == "ME8":
            self.send_response(307 if moved else 500)
            self.send_header("Location", moved or "")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        kind, content = FILES[name]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Quietly."""


@pytest.fixture(scope="module")
def twilio() -> Iterator[str]:
    """A Twilio on loopback that serves files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Twilio)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_only_files_of_the_account_are_fetched_and_its_credentials_go_to_nobody_else(twilio: str) -> None:
    reader = MediaReader(ACCOUNT_SID, AUTH_TOKEN, twilio, 2.0)
    _Twilio.asked.clear()
    strange = (
        "https://evil.example.org/x",
        HOME.replace(ACCOUNT_SID, "AC" + "9" * 32) + "ME1",
        HOME + "../../x",
        "file:///x",
    )
    for address in (*strange, HOME + "ME7"):
        with pytest.raises(Refused):
            reader.fetch(address, MOST_BYTES)
    with pytest.raises(ProviderSilent):
        reader.fetch(HOME + "ME8", MOST_BYTES)
    with pytest.raises(Refused, match="too large"):
        reader.fetch(HOME + "ME5", MOST_BYTES)
    assert reader.fetch(HOME + "ME6", MOST_BYTES).content == PNG
    secret = "Basic " + base64.b64encode(f"{ACCOUNT_SID}:{AUTH_TOKEN}".encode()).decode()
    assert _Twilio.asked == [("ME7", secret), ("ME8", secret), ("ME5", secret), ("ME6", secret), ("ME1", None)]


def _text_with(now: datetime, *names: str) -> Conversation:
    fields = {"MessageSid": "MM1", "From": PHONE, "To": "+17205550100", "Body": "", "NumMedia": str(len(names))}
    for number, name in enumerate(names):
        fields |= {f"MediaUrl{number}": HOME + name, f"MediaContentType{number}": FILES.get(name, ("image/png",))[0]}
    take_text(fields, now)
    thread = find_conversation_with(PHONE)
    assert thread is not None
    return thread


@pytest.mark.usefixtures("one_moment")
def test_a_picture_is_shown_by_a_link_and_what_only_calls_itself_one_is_not(
    app: Flask, organization: Organization, make: Factory, visitor: Visitor, now: datetime, twilio: str
) -> None:
    speak_to(app, twilio)
    twilio_account()
    live_at(organization, now)
    line_to.cache_clear()
    thread = _text_with(now, "ME1", "ME2", "ME3", "ME4", "ME8")
    message_id = list_messages(thread.id)[0].id
    visitor.sign_in(make.user(organization, Role.COORDINATOR))
    page = visitor.get(f"/texting/{thread.id}").text
    assert f"/texting/pictures/{message_id}/0" in page and "api.twilio.com" not in page
    shown = visitor.get(f"/texting/pictures/{message_id}/0")
    assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/png", PNG)
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    saved = visitor.get(f"/texting/pictures/{message_id}/3")
    assert saved.mimetype == "application/octet-stream" and "attachment" in saved.headers["Content-Disposition"]
    for number in (1, 2, 4):
        assert visitor.get(f"/texting/pictures/{message_id}/{number}").status_code == 302
    assert visitor.get(f"/texting/pictures/{message_id}/9").status_code == 404
    visitor.sign_in(make.user(organization, Role.TEXTER))
    assert visitor.get(f"/texting/pictures/{message_id}/0").status_code == 404
