"""What coalitions bring to lower rooms: their names in the audit log."""

from __future__ import annotations

from flask import Flask

from crm.audit.subjects import AuditSubject, subjects
from crm.coalitions.queries import list_coalitions


def _names(ids: set[int | None]) -> dict[int, str]:
    return {one.id: one.name for one in list_coalitions() if one.id in ids}


def install(_app: Flask) -> None:
    """Let the audit log name the coalitions we are in."""
    subjects.register("coalition", AuditSubject(_names, "boards.coalition", "coalition_id"))
