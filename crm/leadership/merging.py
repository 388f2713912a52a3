"""What becomes of the ladder when two records become one: the higher rung stands, the history moves, nobody leads herself."""

from __future__ import annotations

from typing import Any

from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.core.errors import N_


def repoint(merging: Merging) -> None:
    """Unite where both stand, by whom they are led and what is suggested; move the history and those they lead."""
    merging.move("stage_changes.contact_id")
    merging.unite("stage_standings.contact_id", [], _higher)
    merging.unite("stage_suggestions.contact_id", [], _ours)
    for row in merging.rows("leadings", leader_contact_id=[merging.winner_id, merging.loser_id]):
        if row["member_contact_id"] in (merging.winner_id, merging.loser_id):
            merging.remove("leadings", row)
    merging.move("leadings.leader_contact_id")
    merging.unite("leadings.member_contact_id", [], _ours)


def _higher(ours: Row, theirs: Row) -> dict[str, Any]:
    if theirs["stage"] <= ours["stage"]:
        return {}
    return {name: theirs[name] for name in ("stage", "since", "change_id", "was_lowered")}


def _ours(_ours_row: Row, _theirs: Row) -> dict[str, Any]:
    return {}


REPOINTER = Repointer(
    columns=(
        "stage_changes.contact_id",
        "stage_standings.contact_id",
        "stage_suggestions.contact_id",
        "leadings.leader_contact_id",
        "leadings.member_contact_id",
    ),
    repoint=repoint,
    counted=(("leadings.leader_contact_id", N_("People led")),),
)
