"""What turnout brings to lower rooms: merging, and what closing an action means for the promises to come."""

from __future__ import annotations

from flask import Flask

from crm.contacts.service.repointing import repointers
from crm.turnout import closing
from crm.turnout.merging import REPOINTER


def install(_app: Flask) -> None:
    """Register all of it."""
    repointers.register("turnout", REPOINTER)
    closing.install()
