"""How many people and presences a file out would hold, before it is written."""

from __future__ import annotations

from sqlalchemy import func, select

from crm.commitments.models import Commitment, CommitmentKind
from crm.contacts.models import Contact
from crm.contacts.queries.people import is_current
from crm.core.database import db
from crm.imports.exporting.reading import AnySelect, Taker
from crm.signins.models import SignIn
from crm.signins.queries import REGISTERED


def count_people(taker: Taker, among: AnySelect | None = None) -> int:
    """How many current people the taker would take out, all or those `among` selects."""
    query = select(func.count(Contact.id)).where(is_current(), *taker.whose(Contact.id))
    return db.session.scalars(query if among is None else query.where(Contact.id.in_(among))).one()


def count_sign_ins(taker: Taker, action_id: int | None = None) -> int:
    """How many presences and registrations there are, each person of an action once."""
    came = select(func.count(SignIn.id)).where(*taker.whose(SignIn.contact_id))
    here = select(SignIn.id).where(SignIn.action_id == Commitment.action_id, SignIn.contact_id == Commitment.contact_id)
    registered = select(func.count(Commitment.id)).where(
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
        Commitment.action_id.is_not(None),
        ~here.exists(),
        *taker.whose(Commitment.contact_id),
    )
    if action_id is not None:
        came = came.where(SignIn.action_id == action_id)
        registered = registered.where(Commitment.action_id == action_id)
    return db.session.scalars(came).one() + db.session.scalars(registered).one()
