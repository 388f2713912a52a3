"""What public pages read: the action of a code, the answer of a private link; and the answers that staff must look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from crm.actions.queries import Action
from crm.contacts.queries import ContactCard, cards_of, people_sharing
from crm.core.database import db
from crm.core.scope import everywhere
from crm.turnout.models import PublicAnswer, PublicState


@dataclass(frozen=True, slots=True)
class Unclear:
    """A public answer that is not clearly one person's, and the people at that number."""

    answer: PublicAnswer
    people: list[ContactCard]


def find_answer(secret: str) -> PublicAnswer | None:
    """The answer of a private link, of whichever organization, or None."""
    with everywhere("a private link: its organization is known only by the link"):
        return db.session.scalars(select(PublicAnswer).where(PublicAnswer.secret == secret)).one_or_none()


def waiting_organizations() -> list[int]:
    """The organizations with public answers that nobody has looked at yet."""
    query = select(PublicAnswer.organization_id).where(PublicAnswer.state == PublicState.WAITING).distinct()
    with everywhere("the worker takes in what was answered on any organization's public pages"):
        return list(db.session.scalars(query))


def taken_since(action: Action, since: datetime, phone: str | None = None) -> int:
    """How many answers the public page of an action took since a moment, from one number when it is given."""
    query = select(func.count(PublicAnswer.id)).where(
        PublicAnswer.action_id == action.id, PublicAnswer.answered_at >= since
    )
    if phone is not None:
        query = query.where(PublicAnswer.phone == phone)
    return db.session.scalars(query).one()


def waiting_yeses(action_id: int) -> int:
    """How many yeses of an action nobody has looked at yet: they have a seat like any other."""
    query = select(func.count(PublicAnswer.id)).where(
        PublicAnswer.action_id == action_id,
        PublicAnswer.state.in_((PublicState.WAITING, PublicState.REVIEW)),
        PublicAnswer.answer == "yes",
    )
    return db.session.scalars(query).one()


def list_for_review(action_id: int) -> list[Unclear]:
    """The answers of an action that are not clearly one person's, the oldest first."""
    query = select(PublicAnswer).where(PublicAnswer.action_id == action_id, PublicAnswer.state == PublicState.REVIEW)
    rows = list(db.session.scalars(query.order_by(PublicAnswer.id)))
    sharing = {row.id: people_sharing(row.phone) for row in rows}
    cards = cards_of(one for ids in sharing.values() for one in ids)
    return [Unclear(row, [cards[one] for one in sharing[row.id] if one in cards]) for row in rows]
