"""The ladder as this organization words it, how many stand on each rung, and who."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from crm.campaigns.measures import Happening
from crm.contacts.models import Contact
from crm.contacts.queries.turf import of_whom
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.leadership.ladder import NAME_ON_LIST, RULES, Stage, reference
from crm.leadership.models import (
    Behaviour,
    Decision,
    StageChange,
    StageRule,
    StageStanding,
    StageSuggestion,
    StageWording,
)

PAGE = 100
IS_CURRENT = (Contact.merged_into_id.is_(None), Contact.archived_at.is_(None))


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage with how many people stand on it, and for how many the rules suggest to come to it."""

    stage: Stage
    people: int
    suggested: int


def list_stages() -> list[Stage]:
    """The seven stages from the lowest, in this organization's words."""
    own = {row.stage: row for row in db.session.scalars(select(StageWording))}
    return [_worded(stage, own.get(stage.number)) for stage in reference()]


def get_stage(number: int) -> Stage:
    """One stage; NotFound when the ladder has none of that number."""
    if not 0 <= number < len(reference()):
        raise NotFound(N_("The ladder has no such stage."))
    return list_stages()[number]


def rules() -> dict[tuple[int, Behaviour], int]:
    """How often each behaviour suggests a stage here; 0 for a rule that is turned off."""
    return RULES | {(row.stage, row.behaviour): row.least for row in db.session.scalars(select(StageRule))}


def list_rungs(least: int = NAME_ON_LIST) -> list[Rung]:
    """The ladder with its figures from one of its rungs up, in four reads whatever the number of people.

    Only the lowest rung asks for everybody: without it what is read grows with those who stand higher.
    """
    standing = select(StageStanding.stage, func.count()).join(Contact, Contact.id == StageStanding.contact_id)
    standing = standing.where(StageStanding.stage >= least)
    counts = dict(db.session.execute(standing.where(*IS_CURRENT).group_by(StageStanding.stage)).all())
    suggested = select(StageSuggestion.stage, func.count()).group_by(StageSuggestion.stage)
    waiting = dict(db.session.execute(suggested).all())
    if least == NAME_ON_LIST:
        everybody = db.session.scalars(select(func.count(Contact.id)).where(*IS_CURRENT)).one()
        counts[NAME_ON_LIST] = everybody - sum(count for stage, count in counts.items() if stage != NAME_ON_LIST)
    shown = [stage for stage in list_stages() if stage.number >= least]
    return [Rung(stage, counts.get(stage.number, 0), waiting.get(stage.number, 0)) for stage in shown]


def find_standing(contact_id: int) -> StageStanding | None:
    """Where somebody stands, None for a name on the list."""
    return db.session.scalars(select(StageStanding).where(StageStanding.contact_id == contact_id)).one_or_none()


def stages_of(contact_ids: Collection[int]) -> dict[int, int]:
    """The stages of some people by id; a name on the list is left out."""
    query = select(StageStanding.contact_id, StageStanding.stage).where(StageStanding.contact_id.in_(contact_ids))
    return dict(db.session.execute(query).all())


def list_at(stage: int, after: int = 0, limit: int = PAGE) -> list[tuple[Contact, datetime | None]]:
    """People on a rung by id, those after an id, each with since when."""
    query = select(Contact, StageStanding.since).where(*IS_CURRENT, Contact.id > after)
    if stage == NAME_ON_LIST:
        query = query.outerjoin(StageStanding, StageStanding.contact_id == Contact.id)
        query = query.where(func.coalesce(StageStanding.stage, NAME_ON_LIST) == NAME_ON_LIST)
    else:
        query = query.join(StageStanding, StageStanding.contact_id == Contact.id).where(StageStanding.stage == stage)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Contact.id).limit(limit))]


def list_changes(contact_id: int, limit: int = 20) -> list[StageChange]:
    """What was decided about somebody's stage, the newest first."""
    query = select(StageChange).where(StageChange.contact_id == contact_id)
    return list(db.session.scalars(query.order_by(StageChange.at.desc(), StageChange.id.desc()).limit(limit)))


@dataclass(frozen=True, slots=True)
class ComingTo:
    """Whom came to a stage or a higher one: each person once, by her last coming, if she still stands that high.

    The ladder is the organization's: a campaign narrows nothing.
    """

    stage: int

    def count(
        self,
        _campaign_id: int | None,
        user_id: int | None,
        since: datetime,
        until: datetime,
        turf_id: int | None = None,
    ) -> int:
        """How many people came from a moment to before another, of an organizer's or a turf's when given."""
        query = self._query(user_id, since, until, turf_id)
        counted = query.with_only_columns(func.count(StageChange.contact_id.distinct()), maintain_column_froms=True)
        return db.session.scalars(counted).one()

    def people(
        self,
        _campaign_id: int | None,
        user_id: int | None,
        since: datetime,
        until: datetime,
        turf_id: int | None = None,
    ) -> list[Happening]:
        """Whom `count` counts, who came last first."""
        at = func.max(StageChange.at)
        query = self._query(user_id, since, until, turf_id).with_only_columns(StageChange.contact_id, at)
        rows = db.session.execute(query.group_by(StageChange.contact_id).order_by(at.desc(), StageChange.contact_id))
        return [Happening(row[0], row[1]) for row in rows]

    def _query(self, user_id: int | None, since: datetime, until: datetime, turf_id: int | None) -> Select[Any]:
        query: Select[Any] = (
            select(StageChange.contact_id)
            .join(StageStanding, StageStanding.contact_id == StageChange.contact_id)
            .where(
                StageChange.decision == Decision.MOVED,
                StageChange.before < self.stage,
                StageChange.after >= self.stage,
                StageChange.at >= since,
                StageChange.at < until,
                StageStanding.stage >= self.stage,
            )
        )
        return of_whom(query, StageChange.contact_id, user_id, turf_id)


def _worded(stage: Stage, own: StageWording | None) -> Stage:
    if own is None:
        return stage
    return replace(
        stage,
        name=own.name,
        name_es=own.name_es,
        next_ask=own.next_ask,
        next_ask_es=own.next_ask_es,
        idle_months=own.idle_months,
    )
