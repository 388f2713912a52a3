"""Ties that the ladder knows: who leads whom."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select

from crm.contacts.ties import KNOWS, Tie
from crm.core.database import db
from crm.core.errors import N_
from crm.leadership.models import Leading

MOST = 200
"""Ties that are looked at, at the most."""


def leading_ties(contact_ids: Collection[int]) -> list[Tie]:
    """Who leads one of these people, and whom she leads."""
    leader, member = Leading.leader_contact_id, Leading.member_contact_id
    query = (
        select(leader, member)
        .where(or_(leader.in_(contact_ids), member.in_(contact_ids)))
        .order_by(Leading.id)
        .limit(MOST)
    )
    found = []
    for leads, is_led in db.session.execute(query):
        if is_led in contact_ids:
            found.append(Tie(leads, is_led, N_("leads %(name)s"), KNOWS))
        if leads in contact_ids:
            found.append(Tie(is_led, leads, N_("is led by %(name)s"), KNOWS))
    return found
