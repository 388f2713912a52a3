"""What becomes of public answers and captains' lists when two records become one."""

from __future__ import annotations

from typing import Any

from crm.contacts.service.repointing import Merging, Repointer, Row


def repoint(merging: Merging) -> None:
    """Move what was answered; of two captains who ask the same person the first keeps her."""
    merging.move("public_answers.contact_id")
    merging.unite("captain_people.contact_id", ["action_id"], _first)


def _first(_ours: Row, _theirs: Row) -> dict[str, Any]:
    return {}


REPOINTER = Repointer(columns=("public_answers.contact_id", "captain_people.contact_id"), repoint=repoint)
