"""What the walk over two organizations finds of turnout: captains, and answers that are not clearly one person's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.actions.models import Action, ActionShift
from crm.core.actor import Actor
from crm.core.database import db
from crm.signins.models import WebinarPresence
from crm.turnout.models import PublicAnswer, PublicState, TurnoutCaptain
from crm.turnout.service.captains import name_captain


def turned_out(actor: Actor, now: datetime, action: Action) -> None:
    """A captain of an action, and an answer on its public page that is not clearly one person's."""
    name_captain(actor, now, action.id, actor.user_id or 0, 5)
    typed = {"first_name": "Zed", "phone": "+17195550191", "answer": "yes", "language": "en"}
    kept = {"state": PublicState.REVIEW, "answered_at": now, "secret": f"secret of {actor.organization_id}"}
    db.session.add(PublicAnswer(action_id=action.id, **typed, **kept))
    db.session.add(WebinarPresence(action_id=action.id, raw_name="Zed", raw_phone=None, minutes=3))
    db.session.add(ActionShift(action_id=action.id, role=f"Role of {actor.organization_id}"))
    db.session.flush()


def ids_of_turnout() -> dict[str, list[Any]]:
    """Values for the arguments of its addresses."""
    captains, answers = select(TurnoutCaptain.id), select(PublicAnswer.id)
    joins = list(db.session.scalars(select(WebinarPresence.id).where(WebinarPresence.contact_id.is_(None))))
    shifts = list(db.session.scalars(select(ActionShift.id)))
    latest = select(Action.code).order_by(Action.starts_at.desc()).limit(1)
    return {
        "secret": list(db.session.scalars(select(PublicAnswer.secret))),
        "open_code": list(db.session.scalars(latest)),
        "open_action_id": list(db.session.scalars(latest.with_only_columns(Action.id))),
        "shift_id": shifts,
        "join_id": joins,
        "captain_id": list(db.session.scalars(captains)),
        "answer_id": list(db.session.scalars(answers)),
    }
