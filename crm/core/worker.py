"""The worker: goes round its steps (sending, taking in, sweeping) until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.heartbeat import beat
from crm.core.registry import worker_steps

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5


def round_once(name: str) -> int:
    """One round over every step; a step that fails is logged and does not stop the others. Returns the work done."""
    with unit_of_work():
        beat(name, utc_now())
    done = 0
    for step_name, step in worker_steps.items():
        try:
            done += step(utc_now())
        except Exception:
            db.session.rollback()
            log.exception("worker step %s failed; it will be tried again", step_name)
        finally:
            db.session.remove()
    return done


def run(once: bool = False) -> None:
    """Go round until SIGTERM or SIGINT; rests half a second after a round that found nothing to do."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, ask_to_stop)
    while not stop.is_set():
        try:
            done = round_once(name)
        except SQLAlchemyError:
            db.session.remove()
            log.exception("the database did not answer; trying again")
            done = 0
            stop.wait(5)
        if once:
            return
        if not done:
            stop.wait(PAUSE_SECONDS)
