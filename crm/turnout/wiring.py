"""What turnout brings to lower rooms: merging, cards, the worker's rounds, what closing an action means."""

from __future__ import annotations

from flask import Flask

from crm.contacts.service.repointing import repointers
from crm.core.registry import worker_steps
from crm.turnout import cards, closing
from crm.turnout.jobs import count_turnout, take_in_public
from crm.turnout.merging import REPOINTER


def install(_app: Flask) -> None:
    """Register all of it."""
    repointers.register("turnout", REPOINTER)
    closing.install()
    cards.install()
    worker_steps.register("turnout.public_answers", take_in_public)
    worker_steps.register("turnout.counting", count_turnout)
