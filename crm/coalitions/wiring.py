"""What coalitions bring to lower rooms: names in the audit log, cards, and what becomes of sharing in a merge."""

from __future__ import annotations

from flask import Flask

from crm.audit.subjects import AuditSubject, subjects
from crm.coalitions import cards
from crm.coalitions.merging import REPOINTER
from crm.coalitions.queries import list_coalitions
from crm.contacts.service.repointing import repointers


def _names(ids: set[int | None]) -> dict[int, str]:
    return {one.id: one.name for one in list_coalitions() if one.id in ids}


def install(_app: Flask) -> None:
    """Register all of it."""
    subjects.register("coalition", AuditSubject(_names, "boards.coalition", "coalition_id"))
    repointers.register("coalitions", REPOINTER)
    cards.install()
