"""Handing over everything a user holds, when she leaves or changes what she does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crm.accounts.handovers import HandOver, Holding, handovers
from crm.accounts.models import User
from crm.audit.service import Batch, BatchKind, open_batch
from crm.core.actor import STAFF, Actor
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import find_owned, get_owned


def hand_over(
    actor: Actor,
    now: datetime,
    from_user_id: int,
    to_user_id: int,
    choices: Mapping[tuple[str, str], int] | None = None,
) -> Batch:
    """Give everything one user holds to another, and some parts (by room and key) to others; can be undone for 30 days.

    Refused when somebody named cannot take people over, or not what she would get. The batch counts what moved, room by
    room; what the actor may not hand over stays.
    """
    leaving = get_owned(User, from_user_id)
    taking = _receiver(to_user_id, leaving)
    chosen = {part: _receiver(user_id, leaving).id for part, user_id in (choices or {}).items()}
    batch = open_batch(actor, BatchKind.HAND_OVER, f"{leaving.name} → {taking.name}", now)
    plan = HandOver(batch, leaving.id, taking.id, chosen)
    moving = [(room, holding) for room, holding in handovers.items() if actor.role in holding.by]
    for room, holding in moving:
        _check_takers(plan, room, holding, now)
    batch.counts = {room: moved for room, holding in moving if (moved := holding.move(plan))}
    db.session.flush()
    db.session.expire_all()
    return batch


def _check_takers(plan: HandOver, room: str, holding: Holding, now: datetime) -> None:
    for part in holding.list_parts(plan.from_user_id, now):
        taking = get_owned(User, plan.receiver(room, part.key))
        if taking.role not in holding.to:
            raise Refused(N_("%(name)s is no lead. Choose a lead for the colleagues who are led."), name=taking.name)


def _receiver(user_id: int, leaving: User) -> User:
    user = find_owned(User, user_id)
    if user is None or user.is_suspended or user.role not in STAFF or user.id == leaving.id:
        raise Refused(N_("Choose a colleague who works here and may look after people."))
    return user
