"""Running everything on one machine: the web server and the worker, started and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from crm.core.errors import N_, Refused

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
DEFAULT_PORT = 8000
READY_SECONDS = 30
STOP_SECONDS = 10


def read_port(raw: str) -> int:
    """The port to listen on: PORT, or 8000; Refused when it is no port."""
    if not raw:
        return DEFAULT_PORT
    if not raw.isdigit() or not 0 < int(raw) < 65536:
        raise Refused(N_("PORT is “%(port)s”, which is not a port number."), port=raw)
    return int(raw)


def refuse_busy_port(port: int) -> None:
    """Refused when something already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Refused(
                N_("Port %(port)s is in use. Stop what listens there, or choose another: PORT=%(other)s make run"),
                port=port,
                other=port + 1 if port < 65535 else DEFAULT_PORT,
            ) from error


class Processes:
    """The children of one `serve`: started together, and when one ends or a signal comes, stopped together."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False

    def start(self, name: str, *command: str) -> None:
        """Start a child in a process group of its own, so that Ctrl-C reaches it through us."""
        self._running[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603

    def ask_to_stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Begin to stop (a signal handler)."""
        self._stopping = True

    def wait(self) -> int:
        """Wait until asked to stop (returns 0) or until a child ends by itself (returns 1, naming it)."""
        while not self._stopping:
            for name, process in self._running.items():
                if process.poll() is not None:
                    sys.stderr.write(f"The {name} ended by itself (status {process.returncode}). Stopping.\n")
                    return 1
            time.sleep(0.1)
        return 0

    def is_stopping(self) -> bool:
        """Whether a signal came."""
        return self._stopping

    def has_ended(self) -> bool:
        """Whether a child ended by itself."""
        return any(process.poll() is not None for process in self._running.values())

    def stop(self) -> None:
        """Ask every child to stop, and end those that do not within ten seconds."""
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def start_all(port: int) -> Processes:
    """Start the web server and the worker, and take Ctrl-C and SIGTERM."""
    processes = Processes()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, processes.ask_to_stop)
    os.environ["PORT"] = str(port)
    gunicorn = (
        "--preload",
        "--workers",
        "2",
        "--threads",
        "4",
        "--bind",
        f"{HOST}:{port}",
        "--log-level",
        "warning",
        "wsgi:app",
    )
    processes.start("web server", sys.executable, "-m", "gunicorn", *gunicorn)
    processes.start("worker", sys.executable, "-m", "flask", "--app", "wsgi", "worker")
    return processes


def is_ready(port: int, processes: Processes) -> bool:
    """Wait until the web server answers /healthz; False when it does not within 30 seconds or something ended."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and not processes.is_stopping() and not processes.has_ended():
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
