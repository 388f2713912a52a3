"""A proxy in front of the Twilio emulator that fails as networks and providers do, for chosen numbers."""

import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BAD_CREDENTIALS = 20003


class Fault(Enum):
    """How the creation of a message goes wrong."""

    LOST_REPLY = "taken, and the connection breaks before the answer"
    DROP = "the connection breaks before it is taken"
    BUSY_TWICE = "429 twice, then taken"
    ERROR_AFTER = "taken, and answered with 503"
    SLOW = "taken, and answered after three seconds"


Choose = Callable[[str, int], "Fault | int | None"]
"""What happens to the nth (from 1) creation for a number: a fault, an error code of Twilio's, or nothing wrong."""
Heard = Callable[[Mapping[str, str], Mapping[str, Any]], None]
"""Told of each creation that was taken, before it is answered: the form that was sent, and the text as Twilio has it."""


@dataclass
class FaultProxy:
    """A running proxy: its address (for TWILIO_API_URL), and how often a creation was asked for each number."""

    url: str
    calls: Counter[str] = field(default_factory=Counter)


def by_number(faults: Mapping[str, "Fault | int"]) -> Choose:
    """Choose by the last digits of the number."""
    return lambda to, _nth: next((fault for digits, fault in faults.items() if to.endswith(digits)), None)


class _Server(ThreadingHTTPServer):
    """The proxy's server: where it forwards to, what goes wrong, and what it counts."""

    daemon_threads = True

    def __init__(self, upstream: str, choose: Choose, heard: Heard | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream, self.choose, self.heard = upstream, choose, heard
        self.proxy = FaultProxy(f"http://127.0.0.1:{self.server_address[1]}")


class _Handler(BaseHTTPRequestHandler):
    """Forwards every request, creations with their fault."""

    server: _Server

    def do_GET(self) -> None:
        """Forward a read."""
        self._answer(*self._forward(None))

    def do_POST(self) -> None:
        """Forward a creation, or let it fail as was chosen for its number."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        form = dict(urllib.parse.parse_qsl(body.decode()))
        to = form.get("To", "")
        self.server.proxy.calls[to] += 1
        nth = self.server.proxy.calls[to]
        fault = self.server.choose(to, nth)
        if fault is Fault.DROP:
            self.close_connection = True
        elif isinstance(fault, int):
            self._refuse(400 if fault != BAD_CREDENTIALS else 401, fault)
        elif fault is Fault.BUSY_TWICE and nth <= 2:
            self._refuse(429, 20429)
        else:
            status, answer = self._forward(body)
            if self.server.heard is not None and status == 201:
                self.server.heard(form, json.loads(answer))
            self._after(fault, status, answer)

    def _after(self, fault: "Fault | None", status: int, answer: bytes) -> None:
        """Answer what was taken, or fail to."""
        if fault is Fault.LOST_REPLY:
            self.close_connection = True
        elif fault is Fault.ERROR_AFTER:
            self._refuse(503, 20503)
        else:
            time.sleep(3 if fault is Fault.SLOW else 0)
            self._answer(status, answer)

    def _forward(self, body: bytes | None) -> tuple[int, bytes]:
        wanted = {name: self.headers[name] for name in ("Authorization", "Content-Type") if self.headers[name]}
        request = urllib.request.Request(self.server.upstream + self.path, data=body, headers=wanted)
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def _refuse(self, status: int, code: int) -> None:
        self._answer(status, json.dumps({"code": code, "message": "no", "status": status}).encode())

    def _answer(self, status: int, body: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output quiet."""


@contextmanager
def running(upstream: str, choose: Choose, heard: Heard | None = None) -> Iterator[FaultProxy]:
    """Put a proxy in front of an emulator at `upstream`; stop it at the end."""
    server = _Server(upstream, choose, heard)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
