"""The shortest ways from our people to somebody who decides: through whom she or her staff is reached, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from crm.campaigns.models import Acquaintance, Closeness, StaffMember
from crm.contacts.queries import names_of
from crm.contacts.queries.people import askable_ids
from crm.contacts.ties import CLOSE, Tie, ties_to
from crm.core.database import db

SHOWN, LOOKED_AT = 40, 4
"""Ways that are shown, at the most; and how many times as many are looked at, since some may not be asked."""


@dataclass(frozen=True, slots=True)
class Link:
    """The end of a way: that somebody knows her (`staff` None and `is_staff` False), or one of her staff, and how well."""

    contact_id: int
    name: str
    is_staff: bool
    staff: StaffMember | None
    strength: int
    note: str


@dataclass(frozen=True, slots=True)
class Way:
    """How one of ours reaches somebody: by herself, or by one person she is close to (`tie`), who knows her or her staff."""

    contact_id: int
    name: str
    link: Link
    tie: Tie | None = None

    @property
    def steps(self) -> int:
        """How many people it takes to reach her, staff counted: 1 for who knows her herself."""
        return 1 + self.link.is_staff + (self.tie is not None)

    @property
    def strength(self) -> int:
        """How sure it is, 1 to 3: as sure as its weakest step."""
        return min(self.link.strength, self.tie.strength if self.tie else CLOSE)


def staff_of(decision_maker_ids: Iterable[int]) -> list[StaffMember]:
    """Who works for these decision makers, by name."""
    query = select(StaffMember).where(StaffMember.decision_maker_id.in_(list(decision_maker_ids)))
    return list(db.session.scalars(query.order_by(StaffMember.name, StaffMember.id)))


def links_to(decision_maker_id: int) -> list[Link]:
    """Who of ours knows her or her staff, the surest first."""
    query = (
        select(Acquaintance, StaffMember)
        .outerjoin(StaffMember, StaffMember.id == Acquaintance.staff_member_id)
        .where(Acquaintance.decision_maker_id == decision_maker_id)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    names = names_of({row.contact_id for row, _staff in rows})
    links = [
        Link(row.contact_id, names[row.contact_id], _is_staff(row), staff, row.strength, row.note)
        for row, staff in rows
        if row.contact_id in names
    ]
    return sorted(links, key=lambda one: (one.is_staff, -one.strength, one.name))


def _is_staff(row: Acquaintance) -> bool:
    return row.closeness is Closeness.KNOWS_STAFF


def ways_to(decision_maker_id: int, limit: int = SHOWN) -> list[Way]:
    """The shortest way of each of ours who reaches her at all, each once: the shorter before the surer.

    People who do not want to be contacted, archived and merged records are left out.
    """
    links = links_to(decision_maker_id)
    known = askable_ids(one.contact_id for one in links)
    ends = {one.contact_id: one for one in links if one.contact_id in known}
    best = {key: Way(key, one.name, one) for key, one in ends.items()}
    for tie in ties_to(set(ends)):
        way = Way(tie.contact_id, "", ends[tie.to_contact_id], tie)
        held = best.get(tie.contact_id)
        if held is None or _order(way) < _order(held):
            best[tie.contact_id] = way
    likely = sorted(best.items(), key=lambda pair: (*_order(pair[1]), pair[0]))[: limit * LOOKED_AT]
    names = names_of(askable_ids(key for key, _way in likely))
    ways = [Way(key, names[key], way.link, way.tie) for key, way in likely if key in names]
    return sorted(ways, key=lambda one: (*_order(one), one.name))[:limit]


def _order(way: Way) -> tuple[int, bool, int]:
    return way.steps, way.tie is not None, -way.strength
