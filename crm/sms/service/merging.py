"""What becomes of consent, texts and threads when two records become one, and two of one again.

The stricter consent is kept. Stops are by number and stay by themselves. A person refuses us, whatever the number: once two
records are one person, what she refused in the one counts for what she agreed to in the other, unless she agreed for that
very number later (SMS.md section 2: the stricter of number and person wins).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from crm.contacts.service.repointing import Merging, Repointer, Row
from crm.core.errors import N_
from crm.sms.models import ConsentMethod, ConsentState

SOURCE = "refused in a record that is the same person's"


def repoint(merging: Merging) -> None:
    """Move texts, threads and acts of consent; each record's refusal then counts for the other's numbers."""
    ours, theirs = _acts_of(merging, merging.winner_id), _acts_of(merging, merging.loser_id)
    for column in REPOINTER.columns:
        merging.move(column)
    for agreed in _agreed([*ours, *theirs]):
        is_ours = agreed["contact_id"] == merging.winner_id
        refused = _refused(theirs if is_ours else ours)
        if refused is not None and refused["at"] >= agreed["at"]:
            _refuse(merging, merging.winner_id, agreed["phone"], refused)


def stay_refused(merging: Merging) -> None:
    """After an undo: what was refused while the two were one counts for the numbers of both."""
    since = [act for act in _acts_of(merging, merging.winner_id) if act["created_at"] > merging.since]
    refused = _refused(since)
    for agreed in _agreed(_acts_of(merging, merging.loser_id)):
        if refused is not None and refused["at"] >= agreed["at"]:
            _refuse(merging, merging.loser_id, agreed["phone"], refused)


def _acts_of(merging: Merging, contact_id: int) -> list[Row]:
    return merging.rows("consents", contact_id=contact_id)


def _newest(acts: Iterable[Row]) -> list[Row]:
    """The act that counts for each number: the newest, of two at one moment the refusal (as the gate reads them)."""
    newest: dict[str, Row] = {}
    for act in acts:
        if act["phone"] not in newest or _rank(act) > _rank(newest[act["phone"]]):
            newest[act["phone"]] = act
    return list(newest.values())


def _rank(act: Row) -> tuple[datetime, bool, int]:
    return act["at"], act["state"] is ConsentState.OPTED_OUT, act["id"]


def _agreed(acts: Sequence[Row]) -> list[Row]:
    return [act for act in _newest(acts) if act["state"] is ConsentState.OPTED_IN]


def _refused(acts: Sequence[Row]) -> Row | None:
    """The last refusal that stands for some number, or None."""
    refusals = [act for act in _newest(acts) if act["state"] is ConsentState.OPTED_OUT]
    return max(refusals, key=_rank, default=None)


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
