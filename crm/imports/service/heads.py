"""Files about rallies and the like, where nobody may be named: who was there becomes a number, and can be taken back as one."""

from __future__ import annotations

from crm.actions.queries import Action
from crm.actions.service import add_heads
from crm.audit.service import Batch, note_updated
from crm.signins.service import has_door

SUBJECT = "heads"


def is_named(action: Action) -> bool:
    """Whether it is written down who was at an action (action_types.csv, needs_signin)."""
    return has_door(action)


def count_heads(batch: Batch, action: Action, heads: int) -> None:
    """Add so many to the heads of an action, as part of an import."""
    if heads:
        add_heads(action.id, heads)
        note_updated(batch, SUBJECT, action.id, {"heads": 0}, {"heads": heads})


def uncount_heads(action_id: int, heads: int) -> None:
    """Take the heads of an undone import off again."""
    add_heads(action_id, -heads)
