"""What becomes of consent, texts and threads when two records become one, and two of one again.

Stops are by number and stay by themselves; of consent the stricter is kept (crm.contacts.service.stricter).
"""

from __future__ import annotations

from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.contacts.service.stricter import keep_refused, move_acts
from crm.core.errors import N_
from crm.sms.models import ConsentMethod, ConsentState, EnrollmentState

SOURCE = "refused in a record that is the same person's"


def repoint(merging: Merging) -> None:
    """Move texts, threads, acts of consent and what she was left out of; a record's refusal counts for the other's numbers."""
    merging.move("messages.contact_id")
    merging.unite("blast_left_out.contact_id", ("blast_id",), lambda _ours, _theirs: {})
    merging.move("conversations.contact_id")
    move_acts(merging, "consents", "phone", _refuse)
    _one_way_through(merging)


def _one_way_through(merging: Merging) -> None:
    """Of two ways through one sequence for one occasion the winner's goes on; the other's is kept for what it did."""
    ours = {(row["sequence_id"], row["occasion"]) for row in merging.rows("enrollments", contact_id=merging.winner_id)}
    for row in merging.rows("enrollments", contact_id=merging.loser_id):
        if (row["sequence_id"], row["occasion"]) in ours:
            was = f"{row['occasion']}#{row['id']}"[-40:]
            is_in = row["state"] in (EnrollmentState.ACTIVE, EnrollmentState.PAUSED)
            state = EnrollmentState.STOPPED if is_in else row["state"]
            merging.change("enrollments", row, occasion=was, state=state, next_at=None)
    merging.move("enrollments.contact_id")


def stay_refused(merging: Merging) -> None:
    """After an undo: what was refused while the two were one counts for the numbers of both."""
    keep_refused(merging, "consents", "phone", _refuse)


def _refuse(merging: Merging, contact_id: int, phone: str, refused: Row) -> None:
    """Write down for one more number what a person refused, at the moment and in the words she did."""
    merging.add(
        "consents",
        contact_id=contact_id,
        phone=phone,
        program_id=refused["program_id"],
        state=ConsentState.OPTED_OUT,
        method=ConsentMethod.STAFF,
        words=refused["words"],
        source=SOURCE,
        at=refused["at"],
        by_user_id=merging.actor.user_id,
        batch_id=merging.batch_id,
    )


REPOINTER = Repointer(
    columns=(
        "blast_left_out.contact_id",
        "consents.contact_id",
        "messages.contact_id",
        "conversations.contact_id",
        "enrollments.contact_id",
    ),
    repoint=repoint,
    counted=(("messages.contact_id", N_("Texts")), ("consents.contact_id", N_("Acts of consent"))),
    taken_back=stay_refused,
)
