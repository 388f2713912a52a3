"""What actions bring to lower rooms: the kinds of action as content of the field that an organization words or leaves aside."""

from __future__ import annotations

from flask import Flask

from crm.actions.queries import KINDS, kind_rows
from crm.campaigns.reference_files import ReferenceFile, reference_files
from crm.core.errors import N_

ACTION_TYPES = ReferenceFile(
    N_("Kinds of action"),
    kind_rows,
    ("action_key",),
    ("label_en", "label_es"),
    N_("Chosen when an action is planned; those left aside are not offered."),
    "actions.index",
    ("counts_as", "follow_up_hours", "safety_note_en"),
)


def install(_app: Flask) -> None:
    """List the file."""
    reference_files.register(KINDS, ACTION_TYPES)
