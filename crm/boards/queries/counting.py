"""The goal measures whose rows several rooms hold: each counts and lists by one and the same statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from crm.actions.models import Action
from crm.campaigns.measures import Happening, Measure
from crm.commitments.models import Commitment, CommitmentKind, Outcome
from crm.contacts.models import Contact
from crm.core.database import db
from crm.core.errors import N_
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn
from crm.sms.models import Blast, Direction, Message

Rows = Select[Any, Any]
RowsOf = Callable[[int | None, int | None, datetime, datetime], Rows]


def _one_on_ones(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> Rows:
    query: Rows = select(OneOnOne.contact_id, OneOnOne.met_at).where(OneOnOne.met_at >= since, OneOnOne.met_at < until)
    if campaign_id is not None:
        query = query.where(OneOnOne.campaign_id == campaign_id)
    return query if user_id is None else query.where(OneOnOne.organizer_user_id == user_id)


def _attended(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> Rows:
    """Somebody's attendance is that of the people she is responsible for."""
    query: Rows = select(SignIn.contact_id, SignIn.arrived_at).where(
        SignIn.arrived_at >= since, SignIn.arrived_at < until
    )
    if campaign_id is not None:
        query = query.join(Action, Action.id == SignIn.action_id).where(Action.campaign_id == campaign_id)
    if user_id is not None:
        query = query.join(Contact, Contact.id == SignIn.contact_id).where(Contact.owner_user_id == user_id)
    return query


def _commitments_kept(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> Rows:
    """Promises of every kind, those to come to an action of the campaign among them."""
    query: Rows = select(Commitment.contact_id, Commitment.closed_at).where(
        Commitment.outcome == Outcome.KEPT, Commitment.closed_at >= since, Commitment.closed_at < until
    )
    if campaign_id is not None:
        of_campaign = select(Action.id).where(Action.campaign_id == campaign_id)
        query = query.where((Commitment.campaign_id == campaign_id) | Commitment.action_id.in_(of_campaign))
    return query if user_id is None else query.where(Commitment.asked_by_user_id == user_id)


def _kept(kind: CommitmentKind) -> RowsOf:
    """Promises of one kind that were kept."""
    return lambda *window: _commitments_kept(*window).where(Commitment.kind == kind)


def _texts_replied(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> Rows:
    """Every answer to a blast beside the person who was texted; people are counted once."""
    answer = aliased(Message)
    query: Rows = (
        select(Message.contact_id, answer.at)
        .join(Blast, Blast.id == Message.blast_id)
        .join(answer, answer.conversation_id == Message.conversation_id)
        .where(
            Message.direction == Direction.OUT,
            Message.contact_id.is_not(None),
            answer.direction == Direction.IN,
            answer.at >= Message.at,
            answer.at >= since,
            answer.at < until,
        )
    )
    if campaign_id is not None:
        of_campaign = select(Action.id).where(Action.campaign_id == campaign_id)
        query = query.where((Blast.campaign_id == campaign_id) | Blast.action_id.in_(of_campaign))
    return query if user_id is None else query.where(Message.sent_by_user_id == user_id)


def _measure(label: str, rows_of: RowsOf, each_person_once: bool = False) -> Measure:
    def count(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> int:
        query = rows_of(campaign_id, user_id, since, until)
        person = query.selected_columns[0]
        counted = func.count(person.distinct() if each_person_once else person)
        return db.session.scalar(query.with_only_columns(counted, maintain_column_froms=True)) or 0

    def happenings(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> list[Happening]:
        found: list[Any] = list(db.session.execute(rows_of(campaign_id, user_id, since, until)))
        found.sort(key=lambda row: (row[1], row[0]), reverse=True)
        listed = [Happening(contact_id, at) for contact_id, at in found]
        if each_person_once:
            return list({one.contact_id: one for one in reversed(listed)}.values())[::-1]
        return listed

    return Measure(label, count, happenings)


MEASURES: dict[str, Measure] = {
    "one_on_ones": _measure(N_("One-on-ones"), _one_on_ones),
    "attended": _measure(N_("Came to actions"), _attended),
    "commitments_kept": _measure(N_("Promises kept"), _commitments_kept),
    "signatures": _measure(N_("Signatures"), _kept(CommitmentKind.SIGN), each_person_once=True),
    "testimonies": _measure(N_("Testimonies"), _kept(CommitmentKind.TESTIFY)),
    "texts_replied": _measure(N_("Answered our texts"), _texts_replied, each_person_once=True),
}
"""What goals may count, in the order they are offered."""
