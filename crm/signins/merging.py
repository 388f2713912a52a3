"""What becomes of presence when two records become one: one row for a person at an action stays the rule."""

from __future__ import annotations

from typing import Any

from crm.commitments.service.merging import keep_merged_promises
from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.core.errors import N_
from crm.signins.models import SignInOutcome


def repoint(merging: Merging) -> None:
    """Move presences and joins; of two at one action the fuller is kept, and the promises that it kept are closed."""
    merging.unite("sign_ins.contact_id", ["action_id"], _one_of)
    merging.move("sign_ins.brought_by_id")
    merging.move("webinar_presences.contact_id")
    merging.move("sign_in_slips.contact_id")
    for row in merging.rows("sign_ins", contact_id=merging.winner_id, brought_by_id=merging.winner_id):
        merging.change("sign_ins", row, brought_by_id=None)
    here = merging.rows("sign_ins", contact_id=merging.winner_id)
    keep_merged_promises(merging, {row["action_id"]: row["arrived_at"] for row in here})


def _one_of(ours: Row, theirs: Row) -> dict[str, Any]:
    """Present when either was, from the first arrival to the last leaving, the most minutes."""
    is_present = SignInOutcome.PRESENT in (ours["outcome"], theirs["outcome"])
    return {
        "outcome": SignInOutcome.PRESENT if is_present else SignInOutcome.LEFT_EARLY,
        "arrived_at": min(ours["arrived_at"], theirs["arrived_at"]),
        "left_at": _most(ours["left_at"], theirs["left_at"]),
        "minutes": _most(ours["minutes"], theirs["minutes"]),
        "brought_by_id": ours["brought_by_id"] or theirs["brought_by_id"],
        "client_ref": ours["client_ref"] or theirs["client_ref"],
    }


def _most(ours: Any, theirs: Any) -> Any:
    return max((value for value in (ours, theirs) if value is not None), default=None)


REPOINTER = Repointer(
    columns=(
        "sign_ins.contact_id",
        "sign_ins.brought_by_id",
        "webinar_presences.contact_id",
        "sign_in_slips.contact_id",
    ),
    repoint=repoint,
    counted=(("sign_ins.contact_id", N_("Times present")),),
)
