"""What becomes of consent, texts and threads when two records become one, and two of one again.

Stops are by number and stay by themselves; of consent the stricter is kept (crm.contacts.service.stricter).
"""

from __future__ import annotations

from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.contacts.service.stricter import keep_refused, move_acts
from crm.core.errors import N_
from crm.sms.models import ConsentMethod, ConsentState

SOURCE = "refused in a record that is the same person's"


def repoint(merging: Merging) -> None:
    """Move texts, threads and acts of consent; each record's refusal then counts for the other's numbers."""
    merging.move("messages.contact_id")
    merging.move("conversations.contact_id")
    move_acts(merging, "consents", "phone", _refuse)


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
    columns=("consents.contact_id", "messages.contact_id", "conversations.contact_id"),
    repoint=repoint,
    counted=(("messages.contact_id", N_("Texts")), ("consents.contact_id", N_("Acts of consent"))),
    taken_back=stay_refused,
)
