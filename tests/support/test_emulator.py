"""The emulator is worth testing against: it takes a create and signs what it posts as Twilio does."""

import threading
import urllib.error
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import pytest
from twilio.request_validator import RequestValidator

from tests.support.emulator import Emulator

MEMBER = "+13125550142"


@dataclass(frozen=True)
class Posted:
    """A webhook that arrived: its path, its signature and its form fields."""

    path: str
    signature: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Listener:
    """A stand-in for the product: its public URL and the webhooks posted to it."""

    url: str
    arrived: Queue[Posted] = field(default_factory=Queue)

    def next(self) -> Posted:
        """Return the next webhook, waiting ten seconds for it."""
        return self.arrived.get(timeout=10)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A web server on a free port that accepts every webhook and keeps it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = dict(urllib.parse.parse_qsl(body, keep_blank_values=True))
            kept.arrived.put(Posted(self.path, self.headers.get("X-Twilio-Signature", ""), fields))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Listener(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_message_goes_out_and_its_receipt_is_signed(
    listener: Listener, start_emulator: Callable[[str], Emulator]
) -> None:
    twilio = start_emulator(listener.url)
    path = "/webhooks/twilio/status?attempt=41"
    created = twilio.create_message(MEMBER, "Hearing moved to 6 pm.", StatusCallback=listener.url + path)
    assert created["sid"].startswith("SM")
    assert [message["sid"] for message in twilio.messages()] == [created["sid"]]

    while listener.arrived.qsize():  # it calls back for the first status before create returns
        listener.next()
    twilio.report(created["sid"], "delivered")
    receipt = listener.next()
    assert receipt.path == path
    assert (receipt.fields["MessageSid"], receipt.fields["MessageStatus"]) == (created["sid"], "delivered")
    assert _is_signed(twilio, listener, receipt)


def test_a_reply_comes_in_signed(listener: Listener, start_emulator: Callable[[str], Emulator]) -> None:
    twilio = start_emulator(listener.url)
    twilio.receive(MEMBER, "Sí, allí estaré", to=twilio.numbers[1])
    inbound = listener.next()
    assert inbound.path == "/webhooks/twilio/inbound"
    assert (inbound.fields["From"], inbound.fields["To"]) == (MEMBER, twilio.numbers[1])
    assert inbound.fields["Body"] == "Sí, allí estaré"
    assert _is_signed(twilio, listener, inbound)
    forged = Posted(inbound.path, inbound.signature, {**inbound.fields, "Body": "STOP"})
    assert not _is_signed(twilio, listener, forged)


def test_a_wrong_token_is_refused(start_emulator: Callable[[str], Emulator]) -> None:
    twilio = start_emulator("http://127.0.0.1:9")
    stranger = Emulator(twilio.url, auth_token="0" * 32)
    with pytest.raises(urllib.error.HTTPError) as refused:
        stranger.create_message(MEMBER, "Hello")
    refused.value.close()
    assert refused.value.code == 401


def _is_signed(twilio: Emulator, listener: Listener, posted: Posted) -> bool:
    """Check a webhook the way the product does, with Twilio's own validator."""
    valid: bool = RequestValidator(twilio.auth_token).validate(
        listener.url + posted.path, posted.fields, posted.signature
    )
    return valid
