"""Keeping the stricter consent when two records become one, and two of one again: for texts and for e-mail alike.

A person refuses us, whatever the number or address: once two records are one person, what she refused in the one counts for
what she agreed to in the other, unless she agreed for that very number later (SMS.md section 2: the stricter of number and
person wins). Acts are rows with contact_id, state ("opted_in", "opted_out"), at and id, and the number or address in `point`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from crm.contacts.service.repointing import Merging, Row

OPTED_IN, OPTED_OUT = "opted_in", "opted_out"
Refuse = Callable[[Merging, int, str, Row], None]
"""Write down for a person (by id) and a number or address what was refused in a row."""


def move_acts(merging: Merging, table: str, point: str, refuse: Refuse) -> None:
    """Move the acts of the loser, and let each record's refusal count for what the other agreed to."""
    ours, theirs = _acts_of(merging, table, merging.winner_id), _acts_of(merging, table, merging.loser_id)
    merging.move(f"{table}.contact_id")
    for agreed in _agreed([*ours, *theirs], point):
        is_ours = agreed["contact_id"] == merging.winner_id
        refused = _refused(theirs if is_ours else ours, point)
        if refused is not None and refused["at"] >= agreed["at"]:
            refuse(merging, merging.winner_id, agreed[point], refused)


def keep_refused(merging: Merging, table: str, point: str, refuse: Refuse) -> None:
    """After an undo: what was refused while the two were one counts for the numbers of both."""
    since = [act for act in _acts_of(merging, table, merging.winner_id) if act["created_at"] > merging.since]
    refused = _refused(since, point)
    for agreed in _agreed(_acts_of(merging, table, merging.loser_id), point):
        if refused is not None and refused["at"] >= agreed["at"]:
            refuse(merging, merging.loser_id, agreed[point], refused)


def _acts_of(merging: Merging, table: str, contact_id: int) -> list[Row]:
    return merging.rows(table, contact_id=contact_id)


def _newest(acts: Iterable[Row], point: str) -> list[Row]:
    """The act that counts for each number: the newest, of two at one moment the refusal (as the gate reads them)."""
    newest: dict[str, Row] = {}
    for act in acts:
        if act[point] not in newest or _rank(act) > _rank(newest[act[point]]):
            newest[act[point]] = act
    return list(newest.values())


def _rank(act: Row) -> tuple[datetime, bool, int]:
    return act["at"], act["state"] == OPTED_OUT, act["id"]


def _agreed(acts: Sequence[Row], point: str) -> list[Row]:
    return [act for act in _newest(acts, point) if act["state"] == OPTED_IN]


def _refused(acts: Sequence[Row], point: str) -> Row | None:
    """The last refusal that stands for some number, or None."""
    return max((act for act in _newest(acts, point) if act["state"] == OPTED_OUT), key=_rank, default=None)
