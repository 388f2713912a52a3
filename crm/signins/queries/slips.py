"""Slips that a person must look at, with those who may have written them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from crm.contacts.queries import ContactHit, find_by_phone
from crm.contacts.queries.alike import find_alike
from crm.contacts.queries.search import to_hits
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.phones import normalize
from crm.signins.models import Slip, SlipState

MOST_OFFERED = 5
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class UnclearSlip:
    """A slip that waits for a person: why, by a word, and who may have written it, the likeliest first."""

    slip: Slip
    why: str
    offered: list[ContactHit]


def get_slip(slip_id: int) -> Slip:
    """The slip with that id, unless it was taken back, for changing it; NotFound otherwise."""
    slip = db.session.scalars(select(Slip).where(Slip.id == slip_id).with_for_update()).one_or_none()
    if slip is None or slip.withdrawn_at is not None:
        raise NotFound(N_("That is not here. It may have been removed, or belong to another organization."))
    return slip


def list_unclear(action_id: int, region: str) -> list[UnclearSlip]:
    """The slips of an action that wait for a person, the earliest first; at most `MOST_AT_ONCE`."""
    query = select(Slip).where(Slip.action_id == action_id, Slip.state == SlipState.REVIEW, Slip.withdrawn_at.is_(None))
    slips = db.session.scalars(query.order_by(Slip.arrived_at, Slip.id).limit(MOST_AT_ONCE))
    return [_unclear(slip, region) for slip in slips]


def count_unclear(action_id: int) -> int:
    """How many slips of an action wait for a person."""
    query = select(func.count(Slip.id)).where(
        Slip.action_id == action_id, Slip.state == SlipState.REVIEW, Slip.withdrawn_at.is_(None)
    )
    return db.session.scalars(query).one()


def _unclear(slip: Slip, region: str) -> UnclearSlip:
    phone = normalize(slip.phone, region)
    at_number = find_by_phone(phone) if phone else []
    offered = {hit.id: hit for hit in (find_alike(slip.name, phone, MOST_OFFERED) if slip.name else [])}
    offered |= {hit.id: hit for hit in to_hits(at_number) if hit.id not in offered}
    return UnclearSlip(slip, _why(slip, phone, len(at_number)), list(offered.values())[:MOST_OFFERED])


def _why(slip: Slip, phone: str | None, at_number: int) -> str:
    """The word for what is unclear: gone, phone, shared, other or alike."""
    if slip.tapped_id is not None:
        return "gone"
    if slip.phone and phone is None:
        return "phone"
    if at_number > 1:
        return "shared"
    return "other" if at_number else "alike"
