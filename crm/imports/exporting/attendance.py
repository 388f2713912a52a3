"""Who registered for each action and who came, one record a person, walk-ins and those who stayed away included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select, union

from crm.actions.models import Action
from crm.commitments.models import Commitment, CommitmentKind
from crm.contacts.models import Contact
from crm.core.database import db
from crm.imports.exporting.people import reached_of
from crm.imports.exporting.reading import AnySelect, Taker, rows_in_order
from crm.signins.models import SignIn
from crm.signins.queries import REGISTERED

SIGN_IN_COLUMNS = ("action", "first_name", "last_name", "emails", "registered", "came", "minutes")
"""What a presence is (issue 3, "Out")."""


def sign_ins(taker: Taker, action_id: int | None = None) -> Iterator[dict[str, object]]:
    """Each person of each action (or of one), by action and person; minutes where they are known."""
    actions = select(Action.id, Action.title)
    if action_id is not None:
        actions = actions.where(Action.id == action_id)
    for rows in rows_in_order(actions, Action.id):
        for row in rows:
            for ids in _chunks_of(taker, row.id):
                yield from _of_people(row.id, row.title, ids)


def people_at(action_id: int) -> AnySelect:
    """The ids of everybody who registered for an action or came to it."""
    registered = select(Commitment.contact_id.label("contact_id")).where(
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
    )
    came = select(SignIn.contact_id.label("contact_id")).where(SignIn.action_id == action_id)
    return select(union(registered, came).subquery().c.contact_id)


def _chunks_of(taker: Taker, action_id: int) -> Iterator[list[int]]:
    """Merged records are left out: who they became is there; archived people did come, and stay."""
    query = select(Contact.id).where(
        Contact.id.in_(people_at(action_id)), Contact.merged_into_id.is_(None), *taker.whose(Contact.id)
    )
    for rows in rows_in_order(query, Contact.id):
        yield [row[0] for row in rows]


def _of_people(action_id: int, title: str, ids: Sequence[int]) -> Iterator[dict[str, object]]:
    names = select(Contact.id, Contact.first_name, Contact.last_name).where(Contact.id.in_(ids)).order_by(Contact.id)
    registered, minutes, reached = registered_among(action_id, ids), minutes_of(action_id, ids), reached_of(ids)
    for row in db.session.execute(names):
        yield {
            "action": title,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "emails": reached[row.id].emails,
            "registered": row.id in registered,
            "came": row.id in minutes,
            "minutes": minutes.get(row.id),
            "action_id": action_id,
            "person_id": row.id,
        }


def registered_among(action_id: int, ids: Sequence[int]) -> set[int]:
    """Those of some people who registered for an action and did not cancel."""
    query = select(Commitment.contact_id).where(
        Commitment.action_id == action_id,
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.answer.in_(REGISTERED),
        Commitment.contact_id.in_(ids),
    )
    return set(db.session.scalars(query))


def minutes_of(action_id: int, ids: Sequence[int]) -> dict[int, int | None]:
    """How long each of some people was at an action; None where that is not known, nothing for who did not come."""
    query = select(SignIn.contact_id, SignIn.minutes).where(SignIn.action_id == action_id, SignIn.contact_id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(query)}
