"""Handing over everything a user holds, when she leaves or changes what she does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crm.accounts.handovers import HandOver, handovers
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

    Refused when somebody named cannot take people over. The batch counts what moved, room by room.
    """
    leaving = get_owned(User, from_user_id)
    taking = _receiver(to_user_id, leaving)
    chosen = {part: _receiver(user_id, leaving).id for part, user_id in (choices or {}).items()}
    batch = open_batch(actor, BatchKind.HAND_OVER, f"{leaving.name} → {taking.name}", now)
    plan = HandOver(batch, leaving.id, taking.id, chosen)
    batch.counts = {name: moved for name, holding in handovers.items() if (moved := holding.move(plan))}
    db.session.flush()
    db.session.expire_all()
    return batch


def _receiver(user_id: int, leaving: User) -> User:
    user = find_owned(User, user_id)
    if user is None or user.is_suspended or user.role not in STAFF or user.id == leaving.id:
        raise Refused(N_("Choose a colleague who works here and may look after people."))
    return user
