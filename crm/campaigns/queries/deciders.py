"""What is known about decision makers: their promises, who of ours knows them, and who lives where they are elected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import (
    Acquaintance,
    Closeness,
    Decision,
    DecisionMaker,
    OfficialPromise,
    RollCallVote,
    Target,
    Vote,
)
from crm.contacts.queries import names_of
from crm.core.database import db
from crm.places.ids import canonical
from crm.places.queries import contacts_in, count_around, counts_by_division


@dataclass(frozen=True, slots=True)
class Knower:
    """One of our people who knows a decision maker or her staff."""

    contact_id: int
    name: str
    closeness: Closeness
    note: str


def knowers(maker_ids: Iterable[int]) -> dict[int, list[Knower]]:
    """Who of ours knows each of these, herself before her staff."""
    wanted = list(maker_ids)
    rows = list(db.session.scalars(select(Acquaintance).where(Acquaintance.decision_maker_id.in_(wanted))))
    names = names_of({row.contact_id for row in rows})
    found: dict[int, list[Knower]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.closeness is not Closeness.KNOWS, one.id)):
        if row.contact_id in names:
            found[row.decision_maker_id].append(Knower(row.contact_id, names[row.contact_id], row.closeness, row.note))
    return found


def members_where_elected(makers: Iterable[DecisionMaker], whole_place: str) -> dict[int, int]:
    """How many of our people live where each is elected; those whose division is not known are left out."""
    counts = counts_by_division()
    found, everybody = {}, None
    for maker in makers:
        if not maker.ocd_id:
            continue
        if canonical(maker.ocd_id) == canonical(whole_place):
            everybody = count_around(whole_place) if everybody is None else everybody
            found[maker.id] = everybody
        else:
            found[maker.id] = counts.get(canonical(maker.ocd_id), 0)
    return found


def list_members_where_elected(maker: DecisionMaker, limit: int = 500) -> dict[int, str]:
    """The names of our people who live where somebody is elected, by id, those first written down first."""
    if not maker.ocd_id:
        return {}
    inside = contacts_in(maker.ocd_id).distinct().order_by("contact_id").limit(limit)
    return names_of(db.session.scalars(inside))


def promises_of(decision_maker_id: int) -> list[OfficialPromise]:
    """What somebody promised, the newest first."""
    query = select(OfficialPromise).where(OfficialPromise.decision_maker_id == decision_maker_id)
    return list(db.session.scalars(query.order_by(OfficialPromise.said_on.desc(), OfficialPromise.id.desc())))


def find_target(promise: OfficialPromise) -> int | None:
    """The target by which a promise is shown in its campaign, or None when she was taken out."""
    query = select(Target.id).where(
        Target.campaign_id == promise.campaign_id, Target.decision_maker_id == promise.decision_maker_id
    )
    return db.session.scalars(query).one_or_none()


def votes_of(decision_maker_id: int) -> list[tuple[Decision, Vote]]:
    """How somebody voted in the decisions we wrote down, the newest first."""
    query = (
        select(Decision, RollCallVote.vote)
        .join(RollCallVote, RollCallVote.decision_id == Decision.id)
        .where(RollCallVote.decision_maker_id == decision_maker_id)
        .order_by(Decision.held_on.desc(), Decision.id.desc())
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
