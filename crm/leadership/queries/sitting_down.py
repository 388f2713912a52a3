"""Whom to sit down with next, and why: set by set, each reason in turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, zip_longest

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from crm.commitments.models import Answer, Commitment, CommitmentEvent, Outcome, Task, TaskStatus
from crm.contacts.models import Contact, MemberStatus
from crm.core.database import db
from crm.leadership.ladder import PARTICIPANT
from crm.leadership.models import Behaviour, StageSuggestion
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn

CAME_WITHIN = timedelta(days=120)
ANSWERED_WITHIN = timedelta(days=14)
BROKEN_WITHIN = timedelta(days=30)
LONG_AGO = timedelta(days=60)


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


def people_to_sit_down_with(user_id: int | None, now: datetime, limit: int = 5) -> list[PersonToMeet]:
    """One's own people and those nobody owns (everybody's without a user), each reason in turn; not those already
    promised a next step.
    """
    reasons = (_answered_yes, _promise_broken, _stage_ready, _came_never_met, _not_met_lately)
    by_reason = [reason(user_id, now, limit) for reason in reasons]
    found: dict[int, PersonToMeet] = {}
    for person in filter(None, chain.from_iterable(zip_longest(*by_reason))):
        found.setdefault(person.contact_id, person)
    return list(found.values())[:limit]


def _is_open_to(user_id: int | None) -> ColumnElement[bool]:
    """Contacts one may sit down with: current, not staff, one's own or nobody's, and without a next step of one's own."""
    promised = exists().where(
        Task.organization_id == Contact.organization_id,
        Task.contact_id == Contact.id,
        true() if user_id is None else Task.assignee_user_id == user_id,
        Task.status == TaskStatus.OPEN,
    )
    is_mine = true() if user_id is None else or_(Contact.owner_user_id == user_id, Contact.owner_user_id.is_(None))
    return (
        Contact.merged_into_id.is_(None)
        & Contact.archived_at.is_(None)
        & Contact.member_status.not_in((MemberStatus.DO_NOT_CONTACT, MemberStatus.STAFF))
        & is_mine
        & ~promised.correlate(Contact)
    )


def _met_since(moment: datetime | None) -> ColumnElement[bool]:
    talk = aliased(OneOnOne)
    met = exists().where(talk.organization_id == Contact.organization_id, talk.contact_id == Contact.id)
    return (met if moment is None else met.where(talk.met_at >= moment)).correlate(Contact)


def _answered_yes(user_id: int | None, now: datetime, limit: int) -> list[PersonToMeet]:
    at = func.max(CommitmentEvent.at)
    query = (
        select(Contact, at)
        .join(Commitment, Commitment.contact_id == Contact.id)
        .join(CommitmentEvent, CommitmentEvent.commitment_id == Commitment.id)
        .where(
            CommitmentEvent.message_id.is_not(None),
            CommitmentEvent.answer == Answer.YES,
            CommitmentEvent.at >= now - ANSWERED_WITHIN,
            ~_met_since(now - ANSWERED_WITHIN),
            _is_open_to(user_id),
        )
        .group_by(Contact.id)
        .order_by(at.desc(), Contact.id)
    )
    return _people(Reason.ANSWERED_YES, ((who, 0, when) for who, when in db.session.execute(query.limit(limit))))


def _promise_broken(user_id: int | None, now: datetime, limit: int) -> list[PersonToMeet]:
    at = func.max(Commitment.closed_at)
    query = (
        select(Contact, at)
        .join(Commitment, Commitment.contact_id == Contact.id)
        .where(
            Commitment.outcome == Outcome.BROKEN,
            Commitment.closed_at >= now - BROKEN_WITHIN,
            ~_met_since(now - ANSWERED_WITHIN),
            _is_open_to(user_id),
        )
        .group_by(Contact.id)
        .order_by(at.desc(), Contact.id)
    )
    return _people(
        Reason.PROMISE_BROKEN, ((who, 0, when or now) for who, when in db.session.execute(query.limit(limit)))
    )


def _stage_ready(user_id: int | None, now: datetime, limit: int) -> list[PersonToMeet]:
    query = (
        select(Contact, StageSuggestion)
        .join(StageSuggestion, StageSuggestion.contact_id == Contact.id)
        .where(
            StageSuggestion.stage > PARTICIPANT,
            StageSuggestion.behaviour != Behaviour.IDLE,
            ~_met_since(now - ANSWERED_WITHIN),
            _is_open_to(user_id),
        )
        .order_by(StageSuggestion.stage.desc(), StageSuggestion.contact_id)
        .limit(limit)
    )
    return [
        PersonToMeet(
            who.id, who.display_name, bool(who.is_minor), Reason.STAGE_READY, hint.times, hint.created_at, hint.stage
        )
        for who, hint in db.session.execute(query)
    ]


def _came_never_met(user_id: int | None, now: datetime, limit: int) -> list[PersonToMeet]:
    times, at = func.count(SignIn.id), func.max(SignIn.arrived_at)
    query = (
        select(Contact, times, at)
        .join(SignIn, SignIn.contact_id == Contact.id)
        .where(SignIn.arrived_at >= now - CAME_WITHIN, ~_met_since(None), _is_open_to(user_id))
        .group_by(Contact.id)
        .order_by(times.desc(), at.desc(), Contact.id)
    )
    return _people(Reason.CAME_NEVER_MET, iter(db.session.execute(query.limit(limit))))


def _not_met_lately(user_id: int | None, now: datetime, limit: int) -> list[PersonToMeet]:
    at = func.max(OneOnOne.met_at)
    query = (
        select(Contact, at)
        .join(OneOnOne, OneOnOne.contact_id == Contact.id)
        .where(
            true() if user_id is None else OneOnOne.organizer_user_id == user_id,
            _is_open_to(user_id),
            ~_met_since(now - LONG_AGO),
        )
        .group_by(Contact.id)
        .order_by(at.desc(), Contact.id)
    )
    return _people(Reason.NOT_MET_LATELY, ((who, 0, when) for who, when in db.session.execute(query.limit(limit))))


def _people(reason: Reason, rows: Iterable[tuple[Contact, int, datetime]]) -> list[PersonToMeet]:
    return [
        PersonToMeet(who.id, who.display_name, bool(who.is_minor), reason, times, when) for who, times, when in rows
    ]
