"""What promises bring to lower rooms: what becomes of them when two records of one person become one."""

from __future__ import annotations

from flask import Flask

from crm.commitments.service.merging import REPOINTER
from crm.contacts.service.repointing import repointers


def install(_app: Flask) -> None:
    """Register the repointer."""
    repointers.register("commitments", REPOINTER)
