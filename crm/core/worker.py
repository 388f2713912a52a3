"""The worker: goes round its steps (sending, sweeping) until it is told to stop; beside it, what cannot wait for a round."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from types import FrameType
from typing import Any, cast

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.heartbeat import beat
from crm.core.registry import Registry, WorkerStep, prompt_steps, worker_steps

log = logging.getLogger(__name__)
PAUSE_SECONDS = 0.5
PROMPT_PAUSE_SECONDS = 0.25


def round_once(name: str) -> int:
    """One round over every step; a step that fails is logged and does not stop the others. Returns the work done."""
    with unit_of_work():
        beat(name, utc_now())
    return _go_through(worker_steps)


def be_prompt(app: Flask, stop: threading.Event) -> None:
    """Do the prompt steps again and again until told to stop (a thread of its own: a round of sending may take long)."""
    with app.app_context():
        while not stop.is_set():
            if not _go_through(prompt_steps):
                stop.wait(PROMPT_PAUSE_SECONDS)


def _go_through(steps: Registry[WorkerStep]) -> int:
    done = 0
    for step_name, step in steps.items():
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
    if once:
        _rest_after(name)
        return
    app = cast(Any, current_app)._get_current_object()
    threading.Thread(target=be_prompt, args=(app, stop), name="prompt", daemon=True).start()
    while not stop.is_set():
        stop.wait(_rest_after(name))


def _rest_after(name: str) -> float:
    """One round, and for how many seconds to rest after it: longer when the database did not answer."""
    try:
        done = round_once(name)
    except SQLAlchemyError:
        db.session.remove()
        log.exception("the database did not answer; trying again")
        return 5.0
    return 0.0 if done else PAUSE_SECONDS
