"""Who speaks at a hearing: in which order, for how long, in which language, with what help to get there; and who did.

A slot is a promise to testify (CommitmentKind.TESTIFY) at that action: its `quantity` is the place in the order, its
`detail` what she speaks about, its `form_answers` the minutes and the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Select, func, select

from crm.actions.queries import get_action
from crm.commitments.models import Answer, Commitment, CommitmentKind, Outcome
from crm.commitments.service import close_commitment, record_answer
from crm.contacts.queries import get_contact, names_of
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.scope import get_owned

LANGUAGES = ("en", "es", "other")
NEEDS = ("ride", "childcare", "interpretation")
LONGEST = 60
"""Minutes that one speaker has at the most."""
GONE = (Outcome.WITHDRAWN, Outcome.BROKEN)


@dataclass(frozen=True, slots=True)
class Slot:
    """What is agreed with a speaker."""

    minutes: int = 2
    language: str = "en"
    needs: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, in the order of the hearing."""

    commitment_id: int
    contact_id: int
    name: str
    slot: Slot
    has_spoken: bool


def speakers_of(action_id: int) -> list[Speaker]:
    """Who speaks at an action, in order; who withdrew is left out."""
    rows = list(db.session.scalars(_of_action(action_id)))
    names = names_of({row.contact_id for row in rows})
    return [
        Speaker(row.id, row.contact_id, names[row.contact_id], _slot(row), row.outcome is Outcome.KEPT)
        for row in rows
        if row.contact_id in names
    ]


def _of_action(action_id: int) -> Select[Commitment]:
    return (
        select(Commitment)
        .where(
            Commitment.kind == CommitmentKind.TESTIFY,
            Commitment.action_id == action_id,
            Commitment.outcome.not_in(GONE),
        )
        .order_by(Commitment.quantity, Commitment.id)
    )


def _slot(row: Commitment) -> Slot:
    said = row.form_answers or {}
    needs = tuple(need for need in row.needs.split(",") if need)
    return Slot(int(said.get("minutes") or 2), str(said.get("language") or "en"), needs, row.detail)


def has_testified(campaign_id: int) -> list[int]:
    """The people who testified in a campaign, by id."""
    query = select(Commitment.contact_id).where(
        Commitment.kind == CommitmentKind.TESTIFY,
        Commitment.campaign_id == campaign_id,
        Commitment.outcome == Outcome.KEPT,
    )
    return list(db.session.scalars(query.distinct().order_by(Commitment.contact_id)))


def last_hearing(campaign_id: int) -> int | None:
    """The action at which somebody testified last, or None."""
    query = select(Commitment.action_id).where(
        Commitment.kind == CommitmentKind.TESTIFY,
        Commitment.campaign_id == campaign_id,
        Commitment.outcome == Outcome.KEPT,
        Commitment.action_id.is_not(None),
    )
    return db.session.scalars(query.order_by(Commitment.closed_at.desc(), Commitment.id.desc()).limit(1)).one_or_none()


def add_speaker(actor: Actor, now: datetime, action_id: int, contact_id: int, slot: Slot) -> Commitment:
    """Give somebody a slot after those there are; one that she has is changed. Refused for what no hearing has."""
    action, contact = get_action(action_id), get_contact(contact_id)
    if not 1 <= slot.minutes <= LONGEST or slot.language not in LANGUAGES or not set(slot.needs) <= set(NEEDS):
        raise Refused(N_("A speaker has between 1 and %(most)s minutes, and a language."), most=LONGEST)
    last = db.session.scalar(
        select(func.max(Commitment.quantity)).where(
            Commitment.kind == CommitmentKind.TESTIFY, Commitment.action_id == action.id
        )
    )
    row = record_answer(
        actor,
        now,
        contact.id,
        Answer.YES,
        source="testimony",
        kind=CommitmentKind.TESTIFY,
        action_id=action.id,
        campaign_id=action.campaign_id,
        quantity=(last or 0) + 1,
        due_on=action.starts_at.date(),
        client_ref=str(uuid5(NAMESPACE_URL, f"testimony:{action.id}:{contact.id}")),
    )
    row.form_answers = {"minutes": slot.minutes, "language": slot.language}
    row.needs, row.detail = ",".join(slot.needs), slot.topic.strip()[:300]
    if row.outcome in GONE:
        row.outcome, row.closed_at = Outcome.OPEN, None
    db.session.flush()
    return row


def mark_speaker(actor: Actor, now: datetime, commitment_id: int, outcome: Outcome) -> Commitment:
    """Say that somebody has spoken, did not after all, or withdrew; NotFound for what is no slot."""
    _get_slot(commitment_id)
    return close_commitment(actor, now, commitment_id, outcome)


def move_earlier(commitment_id: int) -> Commitment:
    """Let somebody speak one place earlier; the first stays first."""
    row = _get_slot(commitment_id)
    order = list(db.session.scalars(_of_action(row.action_id or 0)))
    place = order.index(row) if row in order else 0
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for number, one in enumerate(order, 1):
        one.quantity = number
    db.session.flush()
    return row


def _get_slot(commitment_id: int) -> Commitment:
    row = get_owned(Commitment, commitment_id)
    if row.kind is not CommitmentKind.TESTIFY or row.action_id is None:
        raise NotFound(N_("There is no such speaker."))
    return row
