"""To whom a person said yes, and who was shared with us."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crm.coalitions.models import ReceivedPerson, ReceivedState, SharingConsent
from crm.coalitions.queries.members import Partner, list_coalitions
from crm.contacts.queries import find_alike, find_by_email, names_of, people_sharing
from crm.core.database import db
from crm.core.phones import normalize
from crm.core.scope import get_owned


@dataclass(frozen=True, slots=True)
class Sharing:
    """A partner beside what a person said of being shared with it, the newest first."""

    partner_id: int
    is_partner: bool
    said: tuple[SharingConsent, ...]

    @property
    def is_shared(self) -> bool:
        """Whether her newest word is yes."""
        return bool(self.said) and self.said[0].is_yes


def partners_now() -> dict[int, Partner]:
    """The organizations that are in a coalition with us now, by id."""
    return {one.organization_id: one for group in list_coalitions() for one in group.partners if not one.is_us}


def sharings_of(contact_id: int) -> list[Sharing]:
    """What a person said to each partner of now, and to those of before."""
    rows = list(
        db.session.scalars(
            select(SharingConsent).where(SharingConsent.contact_id == contact_id).order_by(SharingConsent.id.desc())
        )
    )
    now = partners_now()
    ids = dict.fromkeys([*now, *(row.partner_id for row in rows)])
    return [Sharing(one, one in now, tuple(row for row in rows if row.partner_id == one)) for one in ids]


def find_standing(contact_id: int, partner_id: int) -> SharingConsent | None:
    """A person's newest word to one partner, or None."""
    query = select(SharingConsent).where(
        SharingConsent.contact_id == contact_id, SharingConsent.partner_id == partner_id
    )
    return db.session.scalars(query.order_by(SharingConsent.id.desc()).limit(1)).one_or_none()


def received_as(contact_id: int) -> list[ReceivedPerson]:
    """The times a person of ours was shared with us."""
    query = select(ReceivedPerson).where(ReceivedPerson.contact_id == contact_id)
    return list(db.session.scalars(query.order_by(ReceivedPerson.id)))


def list_received() -> list[ReceivedPerson]:
    """Everybody partners shared with us, those who wait first, then the newest."""
    rows = db.session.scalars(select(ReceivedPerson).order_by(ReceivedPerson.id.desc()))
    return sorted(rows, key=lambda one: one.state is not ReceivedState.WAITING)


def get_received(received_id: int) -> ReceivedPerson:
    """Somebody shared with us; NotFound otherwise."""
    return get_owned(ReceivedPerson, received_id)


def to_look_at() -> list[ReceivedPerson]:
    """Those who wait for somebody to say who they are, and those who took their yes back and nobody has seen it yet."""
    return [
        one
        for one in list_received()
        if one.state is ReceivedState.WAITING or (one.taken_back_at is not None and one.seen_at is None)
    ]


def possible_people(row: ReceivedPerson, region: str) -> dict[int, str]:
    """Who of ours somebody who waits may be, by id: at her number, of her name, at her address."""
    hits = [hit.id for hit in find_alike(row.name, normalize(row.phone, region), limit=6)]
    at_number = people_sharing(phone) if (phone := normalize(row.phone, region)) else []
    at_address = [one.id for one in find_by_email(row.email)] if row.email else []
    names = names_of({*hits, *at_number, *at_address})
    return {one: names[one] for one in dict.fromkeys([*at_number, *at_address, *hits]) if one in names}
