"""Who is in a coalition: the one place where the rows of all its members are read.

What crosses is said by these dataclasses: names of organizations and campaigns, places, days. Nobody's people, and no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from crm.accounts.queries import list_organizations
from crm.campaigns.models import Campaign
from crm.coalitions.models import Coalition, CoalitionGoal, CoalitionMember
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import current_organization_id, everywhere


@dataclass(frozen=True, slots=True)
class Stay:
    """One campaign that an organization brings, or brought, into a coalition."""

    organization_id: int
    campaign_id: int
    campaign_name: str
    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization in a coalition, and the ids of the campaigns it brings; the host invites and sets the goals."""

    organization_id: int
    name: str
    campaign_ids: tuple[int, ...]
    is_us: bool
    is_host: bool


@dataclass(frozen=True, slots=True)
class Together:
    """A coalition as its members see it: who is in it now, the host first, and everybody's coming and going."""

    id: int
    key: str
    name: str
    starts_on: date
    partners: tuple[Partner, ...]
    stays: tuple[Stay, ...]
    goals: dict[str, int]
    names: dict[int, str]

    @property
    def us(self) -> Partner:
        """Our own part in it."""
        return next(one for one in self.partners if one.is_us)

    @property
    def is_hosted_by_us(self) -> bool:
        """Whether we invite others and set the goals."""
        return self.us.is_host


def get_coalition(coalition_id: int) -> Together:
    """A coalition that we are in; NotFound for every other, also for one that we left."""
    found = next((one for one in list_coalitions() if one.id == coalition_id), None)
    if found is None:
        raise NotFound(N_("This coalition is not here, or your organization is no longer in it."))
    return found


def list_coalitions() -> list[Together]:
    """The coalitions that we are in, by name."""
    ours = select(CoalitionMember.coalition_key).where(CoalitionMember.left_at.is_(None)).distinct()
    return _read(list(db.session.scalars(ours)))


def find_ours(key: str) -> Together | None:
    """The coalition of a key when we are in it, or None."""
    return next((one for one in list_coalitions() if one.key == key), None)


def partners(campaign_id: int) -> list[Partner]:
    """The other organizations that run a campaign of ours with us, in whichever coalition, each once."""
    ours = select(CoalitionMember.coalition_key).where(
        CoalitionMember.campaign_id == campaign_id, CoalitionMember.left_at.is_(None)
    )
    found = _read(list(db.session.scalars(ours)))
    return list({one.organization_id: one for group in found for one in group.partners if not one.is_us}.values())


def _read(keys: Sequence[str]) -> list[Together]:
    """The coalitions of these keys, seen by one of their members, in four reads whatever their number."""
    if not keys:
        return []
    with everywhere("a coalition: which organizations run which campaigns together, and their goals"):
        groups = db.session.execute(
            select(Coalition.id, Coalition.coalition_key, Coalition.name, Coalition.starts_on)
            .where(Coalition.coalition_key.in_(keys))
            .order_by(Coalition.name, Coalition.id)
        ).all()
        goals = db.session.execute(
            select(
                CoalitionGoal.coalition_key, CoalitionGoal.organization_id, CoalitionGoal.measure, CoalitionGoal.target
            )
            .where(CoalitionGoal.coalition_key.in_(keys))
            .order_by(CoalitionGoal.id)
        ).all()
        stays = _stays(keys)
    names = {one.id: one.name for one in list_organizations()}
    found = []
    for row in groups:
        own = tuple(stay for key, stay in stays if key == row.coalition_key)
        there = _partners(own, names)
        hosts = {(row.coalition_key, one.organization_id) for one in there if one.is_host}
        targets = {goal[2]: goal[3] for goal in goals if (goal[0], goal[1]) in hosts}
        found.append(Together(row.id, row.coalition_key, row.name, row.starts_on, there, own, targets, names))
    return found


def _stays(keys: Sequence[str]) -> list[tuple[str, Stay]]:
    """Everybody's coming and going by coalition, the first to come first: by id, since practising clocks differ."""
    columns = (CoalitionMember.coalition_key, CoalitionMember.organization_id, CoalitionMember.campaign_id)
    query = (
        select(*columns, Campaign.name, CoalitionMember.joined_at, CoalitionMember.left_at)
        .join(Campaign, Campaign.id == CoalitionMember.campaign_id)
        .where(CoalitionMember.coalition_key.in_(keys))
        .order_by(CoalitionMember.id)
    )
    return [(row[0], Stay(*row[1:])) for row in db.session.execute(query)]


def _partners(stays: Sequence[Stay], names: dict[int, str]) -> tuple[Partner, ...]:
    """Who is in it now, in the order they first came: the first of them is the host, which passes on when it leaves."""
    brought: dict[int, list[int]] = {}
    for stay in stays:
        brought.setdefault(stay.organization_id, []).extend([stay.campaign_id] if stay.left_at is None else [])
    there = {org: tuple(ids) for org, ids in brought.items() if ids}
    host, ours = next(iter(there), None), current_organization_id()
    return tuple(Partner(org, names[org], ids, org == ours, org == host) for org, ids in there.items())
