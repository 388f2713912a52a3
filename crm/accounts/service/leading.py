"""Who leads whom among the users: to a user's lead her locked notes open, and to no other lead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from crm.accounts.handovers import HandOver, Holding, Part, handovers, whole
from crm.accounts.models import User
from crm.audit.moving import move_rows
from crm.audit.service import record
from crm.core.actor import Actor, Role
from crm.core.database import db
from crm.core.errors import N_, Refused
from crm.core.scope import find_owned, get_owned


def choose_lead(actor: Actor, now: datetime, user_id: int, lead_user_id: int | None) -> User:
    """Say who leads a user; None when nobody in particular does, and every lead reads her notes.

    Refused for herself, and for who is no lead or works here no more.
    """
    user = get_owned(User, user_id)
    if lead_user_id is not None:
        lead = find_owned(User, lead_user_id)
        if lead is None or lead.is_suspended or lead.role is not Role.LEAD or lead.id == user.id:
            raise Refused(N_("Choose a colleague who is a lead."))
    if user.lead_user_id != lead_user_id:
        record(actor, "lead_chosen", "user", user.id, now, before=user.lead_user_id, after=lead_user_id)
        user.lead_user_id = lead_user_id
        db.session.flush()
    return user


def _led(user_id: int, _now: datetime) -> list[Part]:
    return whole(db.session.scalars(select(func.count(User.id)).where(User.lead_user_id == user_id)).one())


def _move_led(plan: HandOver) -> int:
    """Give everybody whom she leads to the next lead, but for that lead herself, who then has none."""
    led = set(db.session.scalars(select(User.id).where(User.lead_user_id == plan.from_user_id)))
    taking = plan.receiver("led", "")
    alone = move_rows(plan.batch, User, "lead_user_id", led & {taking}, None)
    return alone + move_rows(plan.batch, User, "lead_user_id", led - {taking}, taking)


def install() -> None:
    """Register that colleagues who are led are handed over: by admins, since notes open with them, and to leads."""
    handovers.register(
        "led", Holding(N_("Colleagues whose notes she reads"), _led, _move_led, by=(Role.ADMIN,), to=(Role.LEAD,))
    )
