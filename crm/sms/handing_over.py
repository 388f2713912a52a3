"""The conversations of somebody who leaves go to whom the people go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from crm.accounts.handovers import HandOver, Holding, Part, handovers, whole
from crm.accounts.signals import user_left
from crm.audit.moving import move_rows
from crm.contacts.handing_over import by_new_owner
from crm.core.database import HasId, db
from crm.core.errors import N_
from crm.sms.models import Conversation, TexterShare


def _conversations(user_id: int, _now: datetime) -> list[Part]:
    query = select(func.count(Conversation.id)).where(Conversation.assigned_to_id == user_id)
    return whole(db.session.scalars(query).one())


def _move(plan: HandOver) -> int:
    query = select(Conversation.id, Conversation.contact_id).where(Conversation.assigned_to_id == plan.from_user_id)
    rows = by_new_owner(plan, ((row.id, row.contact_id) for row in db.session.execute(query)))
    return sum(move_rows(plan.batch, Conversation, "assigned_to_id", ids, user_id) for user_id, ids in rows.items())


def _give_back_texts(user: HasId, **_more: Any) -> None:
    """What somebody who left has not sent person to person is for others to send."""
    unsent = update(TexterShare).where(TexterShare.user_id == user.id, TexterShare.pressed_at.is_(None))
    db.session.execute(unsent.values(user_id=None), execution_options={"synchronize_session": False})


def install() -> None:
    """Register what this room hands over."""
    user_left.connect(_give_back_texts)
    handovers.register("conversations", Holding(N_("Conversations"), _conversations, _move))
