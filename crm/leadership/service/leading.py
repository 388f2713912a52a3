"""Saying who leads whom: one leader for each person, and never in a circle."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from crm.audit.service import record
from crm.contacts.queries import get_contact
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.leadership.models import Leading
from crm.leadership.queries.leading import leader_ids


def put_under(actor: Actor, now: datetime, member_id: int, leader_id: int | None) -> None:
    """Let somebody be led by another, instead of whoever led her before, or by nobody; Refused for a circle."""
    member = get_contact(member_id)
    leader = get_contact(leader_id) if leader_id is not None else None
    if leader is not None:
        _refuse_circle(leader.id, member.id)
    db.session.execute(delete(Leading).where(Leading.member_contact_id == member.id))
    if leader is not None:
        db.session.add(
            Leading(leader_contact_id=leader.id, member_contact_id=member.id, since=now, created_by_id=actor.user_id)
        )
    record(actor, "led_by", "contact", member.id, now, leader=leader.id if leader else None)
    db.session.flush()


def _refuse_circle(leader_id: int, member_id: int) -> None:
    above, leaders = leader_id, leader_ids()
    seen: set[int] = set()
    while above != member_id:
        seen.add(above)
        following = leaders.get(above)
        if following is None or following in seen:
            return
        above = following
    raise Refused(N_("That would be a circle: she leads this person herself, or through others."))
