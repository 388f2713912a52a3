"""The whole program as `make run` starts it: web server, worker and practice organization, for one test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = (sys.executable, "-m", "flask", "--app", "wsgi", "serve")
_OURS = ("DATABASE_URL", "PORT", "PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_URL")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a first run with its own instance folder, and some settings."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    return kept | {"REINVEST_INSTANCE": str(folder)} | settings


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def status(port: int, path: str) -> int:
    """The HTTP status at a path, 0 when nothing answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(port: int, path: str, seconds: float) -> bool:
    """Whether the path answers 200 within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if status(port, path) == 200:
            return True
        time.sleep(0.1)
    return False


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[str]:
    """The address of the running program, which is ready and loaded with the practice organization."""
    port = free_port()
    running = environment(folder, PORT=str(port), **settings)
    server = subprocess.Popen(COMMAND, cwd=ROOT, env=running, stdout=subprocess.PIPE, text=True)
    try:
        assert wait_for(port, "/readyz", 90), "the program did not get ready"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)
