"""My day: whom to sit down with next and why, and how my week stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, zip_longest

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from crm.campaigns.queries import Pace, goals, pace_of
from crm.campaigns.queries.goals import window
from crm.commitments.models import Answer, Commitment, CommitmentEvent, Task, TaskStatus
from crm.contacts.models import Contact, MemberStatus
from crm.core.database import db
from crm.one_on_ones.models import OneOnOne
from crm.one_on_ones.queries import count_between
from crm.signins.models import SignIn

WEEKLY_ONE_ON_ONES = 6
"""The week's goal of somebody who has none of her own (PRODUCT.md, day A)."""
CAME_WITHIN = timedelta(days=120)
ANSWERED_WITHIN = timedelta(days=14)
LONG_AGO = timedelta(days=60)


class Reason(StrEnum):
    """Why somebody is worth sitting down with."""

    ANSWERED_YES = "answered_yes"
    CAME_NEVER_MET = "came_never_met"
    NOT_MET_LATELY = "not_met_lately"


@dataclass(frozen=True, slots=True)
class PersonToMeet:
    """A person, the reason, how often (actions she came to; 0 where nothing is counted) and the moment it rests on."""

    contact_id: int
    name: str
    is_minor: bool
    reason: Reason
    times: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """One-on-ones against the goal of the days from `starts_on` to `ends_on`."""

    starts_on: date
    ends_on: date
    pace: Pace


def people_to_sit_down_with(user_id: int, now: datetime, limit: int = 5) -> list[PersonToMeet]:
    """One's own people and those nobody owns, each reason in turn; not those already promised a next step."""
    by_reason = [_answered_yes(user_id, now, limit), _came_never_met(user_id, now, limit)]
    by_reason.append(_not_met_lately(user_id, now, limit))
    found: dict[int, PersonToMeet] = {}
    for person in filter(None, chain.from_iterable(zip_longest(*by_reason))):
        found.setdefault(person.contact_id, person)
    return list(found.values())[:limit]


def _is_open_to(user_id: int) -> ColumnElement[bool]:
    """Contacts one may sit down with: current, not staff, one's own or nobody's, and without a next step of one's own."""
    promised = (
        exists()
        .where(
            Task.organization_id == Contact.organization_id,
            Task.contact_id == Contact.id,
            Task.assignee_user_id == user_id,
            Task.status == TaskStatus.OPEN,
        )
        .correlate(Contact)
    )
    return (
        Contact.merged_into_id.is_(None)
        & Contact.archived_at.is_(None)
        & Contact.member_status.not_in((MemberStatus.DO_NOT_CONTACT, MemberStatus.STAFF))
        & or_(Contact.owner_user_id == user_id, Contact.owner_user_id.is_(None))
        & ~promised
    )


def _met_since(moment: datetime | None) -> ColumnElement[bool]:
    talk = aliased(OneOnOne)
    met = exists().where(talk.organization_id == Contact.organization_id, talk.contact_id == Contact.id)
    return (met if moment is None else met.where(talk.met_at >= moment)).correlate(Contact)


def _answered_yes(user_id: int, now: datetime, limit: int) -> list[PersonToMeet]:
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


def _came_never_met(user_id: int, now: datetime, limit: int) -> list[PersonToMeet]:
    times, at = func.count(SignIn.id), func.max(SignIn.arrived_at)
    query = (
        select(Contact, times, at)
        .join(SignIn, SignIn.contact_id == Contact.id)
        .where(SignIn.arrived_at >= now - CAME_WITHIN, ~_met_since(None), _is_open_to(user_id))
        .group_by(Contact.id)
        .order_by(times.desc(), at.desc(), Contact.id)
    )
    return _people(Reason.CAME_NEVER_MET, iter(db.session.execute(query.limit(limit))))


def _not_met_lately(user_id: int, now: datetime, limit: int) -> list[PersonToMeet]:
    at = func.max(OneOnOne.met_at)
    query = (
        select(Contact, at)
        .join(OneOnOne, OneOnOne.contact_id == Contact.id)
        .where(OneOnOne.organizer_user_id == user_id, _is_open_to(user_id), ~_met_since(now - LONG_AGO))
        .group_by(Contact.id)
        .order_by(at.desc(), Contact.id)
    )
    return _people(Reason.NOT_MET_LATELY, ((who, 0, when) for who, when in db.session.execute(query.limit(limit))))


def _people(reason: Reason, rows: Iterable[tuple[Contact, int, datetime]]) -> list[PersonToMeet]:
    return [
        PersonToMeet(who.id, who.display_name, bool(who.is_minor), reason, times, when) for who, times, when in rows
    ]


def my_week(user_id: int, today: date, zone_name: str) -> Week:
    """One-on-ones of the running goal of one's own, else of six from Monday to Sunday."""
    running = [
        goal
        for goal in goals(None, user_id)
        if goal.measure == "one_on_ones" and goal.starts_on <= today <= goal.ends_on
    ]
    monday = today - timedelta(days=today.weekday())
    starts_on, ends_on, target = monday, monday + timedelta(days=6), WEEKLY_ONE_ON_ONES
    if running:
        starts_on, ends_on, target = running[0].starts_on, running[0].ends_on, running[0].target
    reached = count_between(None, user_id, *window(starts_on, ends_on, zone_name))
    return Week(starts_on, ends_on, pace_of(target, reached, starts_on, ends_on, today))
