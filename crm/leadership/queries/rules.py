"""What the rules of the ladder suggest, worked out by the database for everybody at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, literal, or_, select, union_all

from crm.commitments.models import Commitment, CommitmentKind, Outcome
from crm.contacts.models import Contact, MemberStatus
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.leadership.ladder import NAME_ON_LIST
from crm.leadership.models import Behaviour, Decision, Leading, StageChange, StageStanding, StageSuggestion
from crm.leadership.queries.stages import IS_CURRENT, list_stages, rules
from crm.one_on_ones.models import OneOnOne
from crm.signins.models import SignIn

DECLINED_FOR = timedelta(days=90)
"""How long a suggestion that somebody declined is not made again."""
MONTH = timedelta(days=30)
SHOWN = 12


def suggested(now: datetime) -> Select[Any]:
    """Of everybody the highest step that what she does suggests, else the step down after idle months.

    Columns: contact_id, before, stage, behaviour, times. Staff, people not to be contacted, archived and merged records,
    and steps declined in the last 90 days are left out; after a step down only what came since counts.
    """
    facts = union_all(*_facts(), *_idle(now)).subquery()
    stands = func.coalesce(StageStanding.stage, NAME_ON_LIST)
    place = func.row_number().over(
        partition_by=facts.c.contact_id, order_by=(facts.c.stage.desc(), facts.c.times.desc())
    )
    ranked = (
        select(
            facts.c.contact_id,
            stands.label("before"),
            facts.c.stage,
            facts.c.behaviour,
            facts.c.times,
            place.label("place"),
        )
        .join(Contact, Contact.id == facts.c.contact_id)
        .outerjoin(StageStanding, StageStanding.contact_id == facts.c.contact_id)
        .where(
            Contact.organization_id == current_organization_id(),
            *IS_CURRENT,
            Contact.member_status.not_in((MemberStatus.STAFF, MemberStatus.DO_NOT_CONTACT)),
            or_(facts.c.behaviour == Behaviour.IDLE.value, and_(facts.c.stage > stands, _counts_again())),
            ~_declined(facts.c.contact_id, facts.c.stage, now),
        )
        .subquery()
    )
    columns = (ranked.c[name] for name in ("contact_id", "before", "stage", "behaviour", "times"))
    return select(*columns).where(ranked.c.place == 1)


def list_suggestions(stage: int | None = None, limit: int = SHOWN) -> list[tuple[StageSuggestion, Contact]]:
    """Suggested steps with their people, the highest stages first; only those to a stage when one is given."""
    query = select(StageSuggestion, Contact).join(Contact, Contact.id == StageSuggestion.contact_id).where(*IS_CURRENT)
    if stage is not None:
        query = query.where(StageSuggestion.stage == stage)
    order = (StageSuggestion.stage.desc(), StageSuggestion.contact_id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(*order).limit(limit))]


def find_suggestion(contact_id: int) -> StageSuggestion | None:
    """The step suggested for somebody, or None."""
    return db.session.scalars(select(StageSuggestion).where(StageSuggestion.contact_id == contact_id)).one_or_none()


def _facts() -> Iterator[Select[Any]]:
    """For each rule that is on, who did it often enough."""
    for (stage, behaviour), least in rules().items():
        for person, conditions in _sources(behaviour):
            model = person.class_
            yield (
                (
                    _fact(person, stage, behaviour, func.count())
                    .where(model.organization_id == current_organization_id(), person.is_not(None), *conditions)
                    .group_by(person)
                    .having(func.count() >= least)
                )
                if least
                else _fact(person, stage, behaviour, literal(0)).where(false())
            )


def _fact(person: Any, stage: int, behaviour: Behaviour, times: Any) -> Select[Any]:
    return select(
        person.label("contact_id"),
        literal(stage).label("stage"),
        literal(behaviour.value).label("behaviour"),
        times.label("times"),
    )


def _sources(behaviour: Behaviour) -> list[tuple[Any, list[ColumnElement[bool]]]]:
    """The columns that name who showed a behaviour, with what narrows their rows."""
    sources: dict[Behaviour, list[tuple[Any, list[ColumnElement[bool]]]]] = {
        Behaviour.RESPONDED: [
            (Commitment.contact_id, [Commitment.answered_at.is_not(None)]),
            (OneOnOne.contact_id, []),
        ],
        Behaviour.ATTENDED: [(SignIn.contact_id, [])],
        Behaviour.JOINED: [(Contact.id, [Contact.member_status == MemberStatus.MEMBER])],
        Behaviour.KEPT: [
            (Commitment.contact_id, [Commitment.outcome == Outcome.KEPT, Commitment.kind != CommitmentKind.ATTEND])
        ],
        Behaviour.BROUGHT: [(SignIn.brought_by_id, []), (Contact.recruited_by_id, [])],
        Behaviour.LEADS: [(Leading.leader_contact_id, [])],
    }
    return sources.get(behaviour, [])


def _idle(now: datetime) -> Iterator[Select[Any]]:
    """Who stands on a rung and did nothing for its idle months: a step down."""
    for stage in list_stages():
        if not stage.idle_months or stage.number == NAME_ON_LIST:
            continue
        before = now - stage.idle_months * MONTH
        yield (
            _fact(StageStanding.contact_id, stage.number - 1, Behaviour.IDLE, literal(stage.idle_months))
            .join(Contact, Contact.id == StageStanding.contact_id)
            .where(
                StageStanding.organization_id == current_organization_id(),
                StageStanding.stage == stage.number,
                StageStanding.since < before,
                or_(Contact.last_attended_at.is_(None), Contact.last_attended_at < before),
                or_(Contact.last_contact_at.is_(None), Contact.last_contact_at < before),
            )
        )


def _counts_again() -> ColumnElement[bool]:
    """That somebody was not moved down, or came or was talked with since."""
    return or_(
        func.coalesce(StageStanding.was_lowered, false()).is_(false()),
        Contact.last_attended_at > StageStanding.since,
        Contact.last_contact_at > StageStanding.since,
    )


def _declined(contact_id: Any, stage: Any, now: datetime) -> ColumnElement[bool]:
    return exists().where(
        StageChange.organization_id == current_organization_id(),
        StageChange.contact_id == contact_id,
        StageChange.decision == Decision.DECLINED,
        StageChange.after == stage,
        StageChange.at >= now - DECLINED_FOR,
    )
