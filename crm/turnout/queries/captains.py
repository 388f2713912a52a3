"""Captains of an action: whom each asks, how many said yes, and how far she is from her goal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, func, select

from crm.accounts.queries import names_of_users
from crm.commitments.models import Commitment, CommitmentKind
from crm.commitments.queries import PROMISING
from crm.core.database import db
from crm.core.scope import get_owned
from crm.turnout.models import CaptainPerson, TurnoutCaptain


@dataclass(frozen=True, slots=True)
class CaptainStanding:
    """A captain with her goal, how many people are on her list, how many of them answered, and how many said yes."""

    id: int
    user_id: int
    name: str
    goal: int
    people: int
    answered: int
    yes: int


def get_captain(action_id: int, captain_id: int) -> TurnoutCaptain:
    """A captain of an action; NotFound otherwise."""
    captain = get_owned(TurnoutCaptain, captain_id)
    return captain if captain.action_id == action_id else get_owned(TurnoutCaptain, None)


def find_captain(action_id: int, user_id: int | None) -> TurnoutCaptain | None:
    """The captain that a user is for an action, or None."""
    query = select(TurnoutCaptain).where(TurnoutCaptain.action_id == action_id, TurnoutCaptain.user_id == user_id)
    return db.session.scalars(query).one_or_none()


def list_captains(action_id: int) -> list[CaptainStanding]:
    """The captains of an action and how each stands, in two reads and one for their names."""
    captains = list(
        db.session.scalars(
            select(TurnoutCaptain).where(TurnoutCaptain.action_id == action_id).order_by(TurnoutCaptain.id)
        )
    )
    query = (
        select(
            CaptainPerson.captain_id,
            func.count(CaptainPerson.id),
            func.count(Commitment.answered_at),
            func.sum(case((Commitment.answer.in_(PROMISING), 1), else_=0)),
        )
        .outerjoin(
            Commitment,
            (Commitment.contact_id == CaptainPerson.contact_id)
            & (Commitment.action_id == CaptainPerson.action_id)
            & (Commitment.kind == CommitmentKind.ATTEND),
        )
        .where(CaptainPerson.action_id == action_id)
        .group_by(CaptainPerson.captain_id)
    )
    counts = {row[0]: (row[1], row[2], int(row[3])) for row in db.session.execute(query)}
    names = names_of_users({captain.user_id for captain in captains})
    return [
        CaptainStanding(one.id, one.user_id, names.get(one.user_id, ""), one.goal, *counts.get(one.id, (0, 0, 0)))
        for one in captains
    ]
