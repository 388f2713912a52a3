"""Running everything on one machine: the web server, the worker and the jobs, started and stopped together.

All are forked from the program that is loaded already: loading it anew for each would double the time to start.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

from flask import Flask

from crm.core import jobs, worker
from crm.core.database import db
from crm.core.errors import N_, Refused

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

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
        self._running: dict[str, ForkProcess] = {}
        self._stopping = False

    def start(self, name: str, work: Callable[[], None]) -> None:
        """Start a child in a session of its own, so that Ctrl-C reaches it through us."""
        child = multiprocessing.get_context("fork").Process(target=_in_own_session, args=(work,), name=name)
        child.start()
        self._running[name] = child

    def ask_to_stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Begin to stop (a signal handler)."""
        self._stopping = True

    def wait(self) -> int:
        """Wait until asked to stop (returns 0) or until a child ends by itself (returns 1, naming it)."""
        while not self._stopping:
            for name, child in self._running.items():
                if not child.is_alive():
                    sys.stderr.write(f"The {name} ended by itself (status {child.exitcode}). Stopping.\n")
                    return 1
            time.sleep(0.1)
        return 0

    def is_stopping(self) -> bool:
        """Whether a signal came."""
        return self._stopping

    def has_ended(self) -> bool:
        """Whether a child ended by itself."""
        return any(not child.is_alive() for child in self._running.values())

    def stop(self) -> None:
        """Ask every child to stop, and end those that do not within ten seconds."""
        for child in self._running.values():
            child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._running.values():
            child.join(max(0.1, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()


def _in_own_session(work: Callable[[], None]) -> None:
    os.setsid()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, signal.SIG_DFL)
    work()


def run_web(app: Flask, port: int) -> None:
    """Serve the application with gunicorn (2 processes of 4 threads) until told to stop."""
    from gunicorn.app.base import BaseApplication

    class Web(BaseApplication):
        """Gunicorn around the application that is loaded already."""

        def load_config(self) -> None:
            settings = {
                "bind": f"{HOST}:{port}",
                "workers": 2,
                "threads": 4,
                "loglevel": "warning",
                "preload_app": True,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Web().run()


def run_worker(app: Flask) -> None:
    """Go round the worker's steps until told to stop."""
    with app.app_context():
        worker.run()


def run_jobs(app: Flask) -> None:
    """Do what waits in the queue until told to stop."""
    with app.app_context():
        jobs.run()


def start_all(app: Flask, port: int) -> Processes:
    """Start the web server, the worker and the jobs, and take Ctrl-C and SIGTERM; needs an application context."""
    db.session.remove()
    db.engine.dispose()
    jobs.close()
    processes = Processes()
    app.config["PORT"] = str(port)
    processes.start("web server", lambda: run_web(app, port))
    processes.start("worker", lambda: run_worker(app))
    processes.start("jobs process", lambda: run_jobs(app))
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, processes.ask_to_stop)
    return processes


def is_ready(port: int, processes: Processes) -> bool:
    """Wait until the web server answers /healthz; False when it does not within 30 seconds or something ended."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and not processes.is_stopping() and not processes.has_ended():
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False
