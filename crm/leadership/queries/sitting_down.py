"""Whom to sit down with next, and why: each reason in turn, what happened last first.

Each reason walks an index from its newest end and stops when it has enough, so that it costs the same however many people
there are. Whoever has few people of her own would walk far for them: hers are looked up one by one instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true, union_all
from sqlalchemy.orm import aliased

from crm.commitments.models import Answer, Commitment, CommitmentEvent, Outcome, Task, TaskStatus
from crm.contacts.models import Contact, MemberStatus
from crm.core.database import db
from crm.core.upsert import among
from crm.leadership.ladder import PARTICIPANT
from crm.leadership.models import Behaviour, StageSuggestion
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn

CAME_WITHIN = timedelta(days=120)
ANSWERED_WITHIN = timedelta(days=14)
BROKEN_WITHIN = timedelta(days=30)
LONG_AGO = timedelta(days=60)
FEW = 1_000
"""So many people of one's own and nobody's, at the most, are looked up one by one."""
LOOKED_AT = 8
"""For each person that is wanted so many rows are read: somebody may have come or promised several times."""


class Reason(StrEnum):
    """Why somebody is worth sitting down with."""

    ANSWERED_YES = "answered_yes"
    PROMISE_BROKEN = "promise_broken"
    STAGE_READY = "stage_ready"
    CAME_NEVER_MET = "came_never_met"
    NOT_MET_LATELY = "not_met_lately"


@dataclass(frozen=True, slots=True)
class PersonToMeet:
    """A person, the reason, how often (actions she came to; 0 where nothing is counted) and the moment it rests on;
    `stage` is the rung she is ready for, where that is the reason.
    """

    contact_id: int
    name: str
    is_minor: bool
    reason: Reason
    times: int
    at: datetime
    stage: int | None = None


@dataclass(frozen=True, slots=True)
class _Circle:
    """Whose list it is (None for everybody's), the moment, how many are wanted, and her people's ids where they are few."""

    user_id: int | None
    now: datetime
    limit: int
    few: Sequence[int] | None

    def is_open(self) -> ColumnElement[bool]:
        """Contacts one may sit down with: current, not staff, one's own or nobody's, and without a next step of one's own."""
        promised = exists().where(
            Task.organization_id == Contact.organization_id,
            Task.contact_id == Contact.id,
            true() if self.user_id is None else Task.assignee_user_id == self.user_id,
            Task.status == TaskStatus.OPEN,
        )
        return (
            Contact.merged_into_id.is_(None)
            & Contact.archived_at.is_(None)
            & Contact.member_status.not_in((MemberStatus.DO_NOT_CONTACT, MemberStatus.STAFF))
            & (_is_mine(self.user_id) if self.few is None else among(Contact.id, self.few))
            & ~promised.correlate(Contact)
        )

    def newest(self, query: Select[Any], moment: Any) -> dict[int, tuple[Contact, datetime]]:
        """People with a moment each, the latest first, of rows that a query finds."""
        rows = query.where(self.is_open()).order_by(moment.desc()).limit(self.limit * LOOKED_AT)
        found: dict[int, tuple[Contact, datetime]] = {}
        for contact, at in db.session.execute(rows):
            found.setdefault(contact.id, (contact, at))
        return found


def people_to_sit_down_with(user_id: int | None, now: datetime, limit: int = 5) -> list[PersonToMeet]:
    """One's own people and those nobody owns (everybody's without a user), each reason in turn; not those already
    promised a next step.
    """
    circle = _Circle(user_id, now, limit, _few_of(user_id))
    reasons = (_answered_yes, _promise_broken, _stage_ready, _came_never_met, _not_met_lately)
    by_reason = [reason(circle)[:limit] for reason in reasons]
    found: dict[int, PersonToMeet] = {}
    for person in filter(None, chain.from_iterable(zip_longest(*by_reason))):
        found.setdefault(person.contact_id, person)
    return list(found.values())[:limit]


def _is_mine(user_id: int | None) -> ColumnElement[bool]:
    return true() if user_id is None else or_(Contact.owner_user_id == user_id, Contact.owner_user_id.is_(None))


def _few_of(user_id: int | None) -> list[int] | None:
    """The ids of one's own and nobody's people, or None when they are many."""
    if user_id is None:
        return None
    # Each half by itself, so that both are read off the index of owners.
    halves = (
        select(Contact.id).where(whose, Contact.merged_into_id.is_(None), Contact.archived_at.is_(None))
        for whose in (Contact.owner_user_id.is_(None), Contact.owner_user_id == user_id)
    )
    ids = list(db.session.scalars(union_all(*halves).limit(FEW + 1)))
    return ids if len(ids) <= FEW else None


def _met_since(moment: datetime | None) -> ColumnElement[bool]:
    talk = aliased(OneOnOne)
    met = exists().where(talk.organization_id == Contact.organization_id, talk.contact_id == Contact.id)
    return (met if moment is None else met.where(talk.met_at >= moment)).correlate(Contact)


def _answered_yes(circle: _Circle) -> list[PersonToMeet]:
    since = circle.now - ANSWERED_WITHIN
    query = (
        select(Contact, CommitmentEvent.at)
        .join(Commitment, Commitment.contact_id == Contact.id)
        .join(CommitmentEvent, CommitmentEvent.commitment_id == Commitment.id)
        .where(
            CommitmentEvent.message_id.is_not(None),
            CommitmentEvent.answer == Answer.YES,
            CommitmentEvent.at >= since,
            ~_met_since(since),
        )
    )
    return _people(Reason.ANSWERED_YES, circle.newest(query, CommitmentEvent.at))


def _promise_broken(circle: _Circle) -> list[PersonToMeet]:
    query = (
        select(Contact, Commitment.closed_at)
        .join(Commitment, Commitment.contact_id == Contact.id)
        .where(
            Commitment.outcome == Outcome.BROKEN,
            Commitment.closed_at >= circle.now - BROKEN_WITHIN,
            ~_met_since(circle.now - ANSWERED_WITHIN),
        )
    )
    return _people(Reason.PROMISE_BROKEN, circle.newest(query, Commitment.closed_at))


def _stage_ready(circle: _Circle) -> list[PersonToMeet]:
    query = (
        select(Contact, StageSuggestion)
        .join(StageSuggestion, StageSuggestion.contact_id == Contact.id)
        .where(
            StageSuggestion.stage > PARTICIPANT,
            StageSuggestion.behaviour != Behaviour.IDLE,
            ~_met_since(circle.now - ANSWERED_WITHIN),
            circle.is_open(),
        )
        .order_by(StageSuggestion.stage.desc(), StageSuggestion.contact_id.desc())
        .limit(circle.limit)
    )
    return [
        _person(who, Reason.STAGE_READY, hint.created_at, hint.times, hint.stage)
        for who, hint in db.session.execute(query)
    ]


def _came_never_met(circle: _Circle) -> list[PersonToMeet]:
    """Who came lately, whoever came most often first."""
    since = circle.now - CAME_WITHIN
    query = (
        select(Contact, SignIn.arrived_at)
        .join(SignIn, SignIn.contact_id == Contact.id)
        .where(SignIn.arrived_at >= since, ~_met_since(None))
    )
    found = circle.newest(query, SignIn.arrived_at)
    often = select(SignIn.contact_id, func.count(SignIn.id)).where(SignIn.arrived_at >= since)
    counted = db.session.execute(often.where(SignIn.contact_id.in_(found)).group_by(SignIn.contact_id))
    times = dict(counted.all())
    people = [_person(who, Reason.CAME_NEVER_MET, at, times[who.id]) for who, at in found.values()]
    return sorted(people, key=lambda one: (-one.times, -one.at.timestamp()))


def _not_met_lately(circle: _Circle) -> list[PersonToMeet]:
    query = (
        select(Contact, OneOnOne.met_at)
        .join(OneOnOne, OneOnOne.contact_id == Contact.id)
        .where(
            true() if circle.user_id is None else OneOnOne.organizer_user_id == circle.user_id,
            OneOnOne.met_at < circle.now - LONG_AGO,
            ~_met_since(circle.now - LONG_AGO),
        )
    )
    return _people(Reason.NOT_MET_LATELY, circle.newest(query, OneOnOne.met_at))


def _people(reason: Reason, found: dict[int, tuple[Contact, datetime]]) -> list[PersonToMeet]:
    return [_person(who, reason, at) for who, at in found.values()]


def _person(who: Contact, reason: Reason, at: datetime, times: int = 0, stage: int | None = None) -> PersonToMeet:
    return PersonToMeet(who.id, who.display_name, bool(who.is_minor), reason, times, at, stage)
