"""What promises bring to lower rooms: what becomes of them when two records become one, and when somebody leaves."""

from __future__ import annotations

from flask import Flask

from crm.commitments import handing_over
from crm.commitments.service.merging import REPOINTER
from crm.contacts.service.repointing import repointers


def install(_app: Flask) -> None:
    """Register what merging and handing over do here."""
    repointers.register("commitments", REPOINTER)
    handing_over.install()
