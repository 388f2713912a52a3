"""The goal measures whose rows lie in rooms that know of no goals: each counts and lists by one and the same statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select, union_all

from crm.actions.models import Action
from crm.campaigns.measures import Happening, Measure
from crm.commitments.models import Commitment, CommitmentKind, Outcome
from crm.contacts.queries.turf import is_whose, of_whom
from crm.core.database import db, has_hash_joins
from crm.core.errors import N_
from crm.signins.models import SignIn
from crm.sms.models import Blast, BlastAnswer, Message

Rows = Select[*tuple[Any, ...]]
RowsOf = Callable[[int | None, int | None, datetime, datetime], Rows]


def attended_rows(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> Rows:
    """Somebody's attendance is that of the people she looks after."""
    query: Rows = select(SignIn.contact_id, SignIn.arrived_at).where(
        SignIn.arrived_at >= since, SignIn.arrived_at < until
    )
    if campaign_id is not None:
        query = query.where(SignIn.action_id.in_(_actions(campaign_id)))
    return of_whom(query, SignIn.contact_id, user_id, None)


def kept_rows(
    campaign_id: int | None,
    user_id: int | None,
    since: datetime,
    until: datetime,
    kind: CommitmentKind | None = None,
) -> Rows:
    """Promises that were kept, of every kind or of one, with who asked; those to come to an action of the campaign among them.

    A campaign's own and its actions' are two walks through two indexes: an OR of both would be one through everything.
    """
    query: Rows = select(Commitment.contact_id, Commitment.closed_at, Commitment.asked_by_user_id).where(
        Commitment.outcome == Outcome.KEPT,
        Commitment.kind.in_(CommitmentKind) if kind is None else Commitment.kind == kind,
        Commitment.closed_at >= since,
        Commitment.closed_at < until,
    )
    if user_id is not None:
        query = query.where(is_whose(Commitment.asked_by_user_id, user_id))
    if campaign_id is None:
        return query
    elsewhere = or_(Commitment.campaign_id.is_(None), Commitment.campaign_id != campaign_id)
    of_actions = query.where(Commitment.action_id.in_(_actions(campaign_id)), elsewhere)
    both = union_all(query.where(Commitment.campaign_id == campaign_id), of_actions).subquery()
    return select(both.c.contact_id, both.c.closed_at, both.c.asked_by_user_id)


def _kept(kind: CommitmentKind) -> RowsOf:
    """Promises of one kind that were kept."""
    return lambda campaign_id, user_id, since, until: kept_rows(campaign_id, user_id, since, until, kind)


def _actions(campaign_id: int) -> list[int]:
    return list(db.session.scalars(select(Action.id).where(Action.campaign_id == campaign_id)))


def _texts_replied(campaign_id: int | None, user_id: int | None, since: datetime, until: datetime) -> Rows:
    """Who answered a text to many, and when first; people are counted once. Somebody's are those that she sent by hand."""
    query: Rows = select(BlastAnswer.contact_id, BlastAnswer.at).where(
        BlastAnswer.has_written.is_(True),
        BlastAnswer.contact_id.is_not(None),
        BlastAnswer.at >= since,
        BlastAnswer.at < until,
    )
    if campaign_id is not None:
        of_campaign = select(Action.id).where(Action.campaign_id == campaign_id)
        blasts = select(Blast.id).where((Blast.campaign_id == campaign_id) | Blast.action_id.in_(of_campaign))
        query = query.where(BlastAnswer.blast_id.in_(list(db.session.scalars(blasts))))
    if user_id is not None:
        sent_by = select(Message.id).where(Message.id == BlastAnswer.message_id, Message.sent_by_user_id == user_id)
        query = query.where(sent_by.exists())
    return query


def count_rows(query: Rows) -> Select[int]:
    """How many rows there are."""
    return query.with_only_columns(func.count(), maintain_column_froms=True)


def count_people(query: Rows) -> Select[int]:
    """How many people the rows are about, each once.

    PostgreSQL hashes a DISTINCT and sorts a COUNT(DISTINCT); SQLite would read whole tables in the order of a DISTINCT.
    """
    person = query.selected_columns[0]
    if not has_hash_joins():
        return query.with_only_columns(func.count(person.distinct()), maintain_column_froms=True)
    people = query.with_only_columns(person, maintain_column_froms=True).distinct()
    return select(func.count()).select_from(people.subquery())


def _measure(label: str, rows_of: RowsOf, each_person_once: bool = False) -> Measure:
    def rows(
        campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None
    ) -> Rows:
        query = rows_of(campaign_id, user_id, since, until)
        return of_whom(query, query.selected_columns[0], None, turf_id)

    def count(
        campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None = None
    ) -> int:
        query = rows(campaign_id, user_id, since, until, turf_id)
        counted = count_people(query) if each_person_once else count_rows(query)
        return db.session.scalars(counted).one()

    def happenings(
        campaign_id: int | None, user_id: int | None, since: datetime, until: datetime, turf_id: int | None = None
    ) -> list[Happening]:
        found: list[Any] = list(db.session.execute(rows(campaign_id, user_id, since, until, turf_id)))
        found.sort(key=lambda row: (row[1], row[0]), reverse=True)
        listed = [Happening(row[0], row[1]) for row in found]
        if each_person_once:
            return list({one.contact_id: one for one in reversed(listed)}.values())[::-1]
        return listed

    return Measure(label, count, happenings)


MEASURES: dict[str, Measure] = {
    "attended": _measure(N_("Came to actions"), attended_rows),
    "commitments_kept": _measure(N_("Promises kept"), kept_rows),
    "signatures": _measure(N_("Signatures"), _kept(CommitmentKind.SIGN), each_person_once=True),
    "testimonies": _measure(N_("Testimonies"), _kept(CommitmentKind.TESTIFY)),
    "texts_replied": _measure(N_("Answered our texts"), _texts_replied, each_person_once=True),
}
"""What goals may count, in the order they are offered."""
