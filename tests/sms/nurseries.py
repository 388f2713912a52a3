"""Processes of the program that a test starts and kills with -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from tests.support.processes import free_port

ROOT = Path(__file__).parents[2]


def environment(address: str, folder: Path, api_url: str) -> dict[str, str]:
    """The settings of processes that are killed: short leases, and a provider at that address."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("TWILIO_")},
        "DATABASE_URL": address,
        "SECRET_KEY": "a secret for tests",
        "REINVEST_INSTANCE": str(folder),
        "TWILIO_API_URL": api_url,
        "PUBLIC_URL": "http://127.0.0.1:9",
        "SMS_TIMEOUT_SECONDS": "1",
        "SMS_LEASE_SECONDS": "3",
        "SMS_GRACE_SECONDS": "4",
    }


class Nursery:
    """Starts workers and web processes of one application, and kills them; the web processes answer at `url`."""

    def __init__(self, environment: dict[str, str], log: IO[bytes]) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.nursery", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            cwd=ROOT,
            text=True,
        )
        self._born: list[int] = []
        assert self._say("") == "ready"

    def start(self, kind: str = "worker") -> None:
        """One more worker, or `web` process."""
        self._born.append(int(self._say(f"{kind}\n")))

    def kill_oldest(self) -> None:
        """Kill -9, with no chance to clean up."""
        os.kill(self._born.pop(0), signal.SIGKILL)

    def close(self) -> None:
        """Kill all that is left, and the nursery."""
        while self._born:
            self.kill_oldest()
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _say(self, words: str) -> str:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(words)
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()
