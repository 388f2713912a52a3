"""Who leads whom: the leaders with how many they lead, and how much of the people is covered."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from crm.contacts.models import Contact
from crm.core.database import db
from crm.leadership.ladder import ACTIVIST, CORE, PARTICIPANT, SPAN
from crm.leadership.models import Leading, StageStanding
from crm.leadership.queries.stages import IS_CURRENT

MOST_LEADERS = 100


@dataclass(frozen=True, slots=True)
class LeaderSpan:
    """Somebody who leads, and how many people; `fits` says whether that is between five and eight."""

    contact: Contact
    people: int

    @property
    def fits(self) -> int:
        """-1 for fewer than one can lead, 1 for more than one can lead well, 0 between."""
        return -1 if self.people < SPAN[0] else int(self.people > SPAN[1])


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the people from participant to leader, how many have somebody who leads them."""

    people: int
    led: int

    @property
    def percent(self) -> int:
        """In whole percent; 0 where there is nobody."""
        return round(100 * self.led / self.people) if self.people else 0


def coverage() -> Coverage:
    """How many of the people from participant to leader are led, in one read."""
    query = (
        select(func.count(StageStanding.id), func.count(Leading.id))
        .join(Contact, Contact.id == StageStanding.contact_id)
        .outerjoin(Leading, Leading.member_contact_id == StageStanding.contact_id)
        .where(StageStanding.stage >= PARTICIPANT, StageStanding.stage < CORE, *IS_CURRENT)
    )
    people, led = db.session.execute(query).one()
    return Coverage(people, led)


def list_leaders(limit: int = MOST_LEADERS) -> list[LeaderSpan]:
    """Those who lead, by how many people, the most first."""
    people = func.count(Leading.id)
    query = (
        select(Contact, people)
        .join(Leading, Leading.leader_contact_id == Contact.id)
        .where(*IS_CURRENT)
        .group_by(Contact.id)
        .order_by(people.desc(), Contact.id)
        .limit(limit)
    )
    return [LeaderSpan(row[0], row[1]) for row in db.session.execute(query)]


def list_possible_leaders(limit: int = MOST_LEADERS) -> list[Contact]:
    """Those who could lead: on the rungs from activist up, by name."""
    query = (
        select(Contact)
        .join(StageStanding, StageStanding.contact_id == Contact.id)
        .where(StageStanding.stage >= ACTIVIST, *IS_CURRENT)
        .order_by(Contact.sort_key, Contact.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def find_leader(contact_id: int) -> Contact | None:
    """Who leads somebody, or None."""
    query = select(Contact).join(Leading, Leading.leader_contact_id == Contact.id)
    return db.session.scalars(query.where(Leading.member_contact_id == contact_id)).one_or_none()


def list_led_by(contact_id: int, limit: int = MOST_LEADERS) -> list[Contact]:
    """Whom somebody leads, by name."""
    query = select(Contact).join(Leading, Leading.member_contact_id == Contact.id)
    query = query.where(Leading.leader_contact_id == contact_id, *IS_CURRENT)
    return list(db.session.scalars(query.order_by(Contact.sort_key, Contact.id).limit(limit)))


def leader_ids() -> dict[int, int]:
    """The leader of each person who has one, by id."""
    return dict(db.session.execute(select(Leading.member_contact_id, Leading.leader_contact_id)).all())
