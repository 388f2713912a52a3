"""A stateful Twilio on loopback for tests: takes our creates, calls our webhooks with signatures that
validate.

What it does not do (so no test may rely on it): refuse a number that sent STOP, error codes in callbacks,
true segment counts, DateSent filters. It answers 403 after 5,000 requests an hour; a test that sends more
starts one of its own.
"""

import base64
import json
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import node, processes

ACCOUNT_SID = "AC" + "5" * 32
AUTH_TOKEN = "f" * 32
NUMBERS = ("+13125550100", "+13125550101")
MESSAGING_SERVICE_SID = "MG" + "5" * 32
_TIMEOUT_SECONDS = 15


@dataclass(frozen=True)
class Emulator:
    """A running emulator: its address (for TWILIO_API_URL), one account, two numbers in one messaging
    service.
    """

    url: str
    account_sid: str = ACCOUNT_SID
    auth_token: str = AUTH_TOKEN
    numbers: tuple[str, ...] = NUMBERS
    messaging_service_sid: str = MESSAGING_SERVICE_SID

    def environment(self) -> dict[str, str]:
        """Return the settings that make the product send through this emulator."""
        return {
            "TWILIO_API_URL": self.url,
            "TWILIO_ACCOUNT_SID": self.account_sid,
            "TWILIO_AUTH_TOKEN": self.auth_token,
            "TWILIO_MESSAGING_SERVICE_SID": self.messaging_service_sid,
            "TWILIO_FROM_NUMBER": self.numbers[0],
        }

    def create_message(self, to: str, body: str, **fields: str) -> dict[str, Any]:
        """Create a message as Twilio's API does (field names as Twilio writes them); return its resource."""
        sender = (
            {}
            if fields.keys() & {"From", "MessagingServiceSid"}
            else {"MessagingServiceSid": self.messaging_service_sid}
        )
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages.json"
        return self.post(path, {"To": to, "Body": body, **sender, **fields})

    def messages(self) -> list[dict[str, Any]]:
        """Return the message resources it holds, in both directions, newest first as Twilio lists them."""
        listed: list[dict[str, Any]] = []
        path: str | None = f"/2010-04-01/Accounts/{self.account_sid}/Messages.json?PageSize=1000"
        while path:
            page = self.get(path)
            listed += page["messages"]
            path = page.get("next_page_uri")
        return listed

    def receive(self, sender: str, body: str, to: str | None = None) -> dict[str, Any]:
        """Act as a member who texts us: the emulator posts to the inbound webhook; return the inbound
        resource.
        """
        fields = {"From": sender, "To": to or self.numbers[0], "Body": body}
        return self.post("/_twilio/simulate/inbound-message", fields)

    def report(self, message_sid: str, status: str) -> dict[str, Any]:
        """Move a message to a status (sent, delivered, undelivered, failed): the emulator posts to its status
        callback.
        """
        return self.post("/_twilio/simulate/message-status", {"MessageSid": message_sid, "Status": status})

    def get(self, path: str) -> dict[str, Any]:
        """GET a path with the account's credentials; return the JSON answer."""
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path: str, fields: dict[str, str]) -> dict[str, Any]:
        """POST form fields to a path with the account's credentials; return the JSON answer."""
        return self._ask(urllib.request.Request(self.url + path, data=urllib.parse.urlencode(fields).encode()))

    def _ask(self, request: urllib.request.Request) -> dict[str, Any]:
        """Send a request as the account and read its JSON answer; HTTP errors are raised as urllib's
        HTTPError.
        """
        secret = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        request.add_header("Authorization", f"Basic {secret}")
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            decoded: dict[str, Any] = json.load(answer)
            return decoded


@contextmanager
def running(public_url: str) -> Iterator[Emulator]:
    """Start an emulator whose numbers post inbound texts to PUBLIC_URL/webhooks/twilio/inbound; stop it at
    the end.

    `public_url` is where the product under test listens, without a trailing slash; it need not listen yet.
    """
    modules, port = node.ensure_tools(), processes.free_port()
    with tempfile.TemporaryDirectory(prefix="reinvest-twilio-") as directory:
        seed = Path(directory) / "seed.json"
        seed.write_text(json.dumps(_seed(public_url)))
        with processes.running(
            [
                *(node.node(), modules / "emulate/dist/index.js", "start", "--service", "twilio"),
                *("--host", "127.0.0.1", "--port", str(port), "--seed", seed),
            ],
            name="The Twilio emulator",
            log=Path(directory) / "log",
            is_ready=lambda: processes.port_answers(port),
            cwd=Path(directory),
        ):
            yield Emulator(f"http://127.0.0.1:{port}")


def _seed(public_url: str) -> dict[str, Any]:
    """Return the account, numbers and messaging service the emulator starts with."""
    inbound = f"{public_url}/webhooks/twilio/inbound"
    return {
        "twilio": {
            "account": {"sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN, "friendly_name": "Reinvest tests"},
            "phone_numbers": [{"phone_number": number, "sms_url": inbound} for number in NUMBERS],
            "messaging_services": [
                {
                    "sid": MESSAGING_SERVICE_SID,
                    "friendly_name": "Reinvest tests",
                    "phone_numbers": list(NUMBERS),
                    "inbound_request_url": inbound,
                }
            ],
        }
    }
