"""What becomes of asks, answers and tasks when two records become one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crm.commitments.models import Answer, CommitmentKind, Outcome
from crm.commitments.queries import PROMISING
from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.core.errors import N_

OUTCOMES = (Outcome.OPEN, Outcome.WITHDRAWN, Outcome.EXCUSED, Outcome.BROKEN, Outcome.KEPT)
"""Of two ends of one promise the later in this order stands: once kept, it was kept."""
FILLED = (
    "campaign_id",
    "one_on_one_id",
    "quantity",
    "detail",
    "due_on",
    "asked_by_user_id",
    "form_answers",
    "client_ref",
    "needs",
    "shift_id",
    "watched_at",
)
"""What the kept RSVP takes from the other where it has nothing itself."""


def repoint(merging: Merging) -> None:
    """Move asks and tasks; two RSVPs to one action become one with the history of both."""
    ours = {row["action_id"]: row for row in _rsvps(merging, merging.winner_id)}
    for row in _rsvps(merging, merging.loser_id):
        if row["action_id"] in ours:
            _combine(merging, ours[row["action_id"]], row)
    merging.move("commitments.contact_id")
    merging.move("tasks.contact_id")


def keep_merged_promises(merging: Merging, came: Mapping[int, datetime]) -> None:
    """Close as kept what the one record promised and the other did: `came` says when, by action."""
    for row in _rsvps(merging, merging.winner_id):
        if row["action_id"] in came and row["outcome"] is Outcome.OPEN and row["answer"] in PROMISING:
            merging.change("commitments", row, outcome=Outcome.KEPT, closed_at=came[row["action_id"]])


def _rsvps(merging: Merging, contact_id: int) -> list[Row]:
    rows = merging.rows("commitments", contact_id=contact_id, kind=CommitmentKind.ATTEND)
    return [row for row in rows if row["action_id"] is not None]


def _combine(merging: Merging, ours: Row, theirs: Row) -> None:
    for event in merging.rows("commitment_events", commitment_id=theirs["id"]):
        merging.change("commitment_events", event, commitment_id=ours["id"])
    merging.remove("commitments", theirs)
    merging.change("commitments", ours, **_one_of(ours, theirs))


def _one_of(ours: Row, theirs: Row) -> dict[str, Any]:
    """One RSVP of two: the answer given last, which an invitation never replaces; the promise's end that says more."""
    answer = max(ours, theirs, key=_said)
    ended = max(ours, theirs, key=lambda row: OUTCOMES.index(row["outcome"]))
    filled = {name: theirs[name] for name in FILLED if not ours[name] and theirs[name]}
    return filled | {
        "answer": answer["answer"],
        "answered_at": answer["answered_at"],
        "confirm_level": answer["confirm_level"],
        "confirmed_at": answer["confirmed_at"],
        "outcome": ended["outcome"],
        "closed_at": ended["closed_at"],
        "asked_at": min(ours["asked_at"], theirs["asked_at"]),
    }


def _said(row: Row) -> tuple[bool, datetime]:
    return row["answer"] is not Answer.INVITED, row["answered_at"] or row["asked_at"]


REPOINTER = Repointer(
    columns=("commitments.contact_id", "tasks.contact_id"),
    repoint=repoint,
    counted=(("commitments.contact_id", N_("Asks and promises")), ("tasks.contact_id", N_("Next steps"))),
)
