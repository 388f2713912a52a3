"""The people of an action by what is still to be done with them: unconfirmed, unasked, waiting, or at an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select

from crm.actions.queries import Action
from crm.commitments.models import Commitment, CommitmentEvent, CommitmentKind
from crm.commitments.queries import PROMISING, list_events
from crm.commitments.service import Answer
from crm.contacts.queries import ContactCard, cards_of
from crm.core.database import db
from crm.turnout.models import CaptainPerson
from crm.turnout.queries.standing import FRESH

MACHINES = ("import", "undo", "waitlist", "public page", "link")
"""The sources of answers behind which no person asked."""
LISTS = ("yes", "unconfirmed", "unasked", "maybe", "waitlist", "invited", "no")
ANSWERS = {
    "yes": PROMISING,
    "maybe": (Answer.MAYBE, Answer.LATER),
    "waitlist": (Answer.WAITLIST,),
    "invited": (Answer.INVITED,),
    "no": (Answer.NO, Answer.CANCELLED),
}
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with an answer to an action, or whom a captain is to ask and who has none."""

    person: ContactCard
    rsvp: Commitment | None
    captain_id: int | None


def count_lists(action: Action) -> dict[str, int]:
    """How many people are on each list of an action."""
    query = select(Commitment.answer, func.count()).where(*_of(action)).group_by(Commitment.answer)
    counts = {row[0]: row[1] for row in db.session.execute(query)}
    found = {name: sum(counts.get(answer, 0) for answer in answers) for name, answers in ANSWERS.items()}
    for name in ("unconfirmed", "unasked"):
        found[name] = db.session.scalars(select(func.count()).select_from(_rows(action, name).subquery())).one()
    return {name: found[name] for name in LISTS}


def list_guests(action: Action, name: str, limit: int = MOST_SHOWN) -> list[Guest]:
    """The people of one list, those who answered last first."""
    query = _rows(action, name).order_by(Commitment.answered_at.desc(), Commitment.id.desc()).limit(limit)
    return _guests(action, [(row.contact_id, row) for row in db.session.scalars(query)])


def list_captains_guests(action: Action, captain_id: int, limit: int = MOST_SHOWN) -> list[Guest]:
    """The people whom a captain asks, those without an answer first."""
    query = (
        select(CaptainPerson.contact_id, Commitment)
        .outerjoin(
            Commitment,
            (Commitment.contact_id == CaptainPerson.contact_id)
            & (Commitment.action_id == CaptainPerson.action_id)
            & (Commitment.kind == CommitmentKind.ATTEND),
        )
        .where(CaptainPerson.captain_id == captain_id, CaptainPerson.action_id == action.id)
        .order_by(Commitment.answered_at.is_not(None), CaptainPerson.id)
        .limit(limit)
    )
    return _guests(action, [(row[0], row[1]) for row in db.session.execute(query)])


def history_of(guests: Sequence[Guest]) -> dict[int, list[CommitmentEvent]]:
    """What each of some guests answered over time, by RSVP, the oldest first, in one read."""
    found: dict[int, list[CommitmentEvent]] = {}
    for event in list_events([guest.rsvp.id for guest in guests if guest.rsvp is not None]):
        found.setdefault(event.commitment_id, []).append(event)
    return found


def _of(action: Action) -> tuple[ColumnElement[bool], ...]:
    return (Commitment.action_id == action.id, Commitment.kind == CommitmentKind.ATTEND)


def _rows(action: Action, name: str) -> Select[Commitment]:
    query = select(Commitment).where(*_of(action))
    if name == "unconfirmed":
        is_stale = Commitment.confirmed_at.is_(None) | (Commitment.confirmed_at < action.starts_at - FRESH)
        return query.where(Commitment.answer.in_(PROMISING), is_stale)
    if name == "unasked":
        open_to = (Answer.INVITED, *ANSWERS["maybe"])
        return query.where(Commitment.answer.in_(open_to), Commitment.asked_by_user_id.is_(None), ~_asked())
    return query.where(Commitment.answer.in_(ANSWERS.get(name, PROMISING)))


def _asked() -> ColumnElement[bool]:
    """That somebody on staff wrote an answer of hers down after talking with her, or one of her texts was answered."""
    by_hand = CommitmentEvent.by_user_id.is_not(None) & CommitmentEvent.source.not_in(MACHINES)
    return exists().where(
        CommitmentEvent.organization_id == Commitment.organization_id,
        CommitmentEvent.commitment_id == Commitment.id,
        by_hand | CommitmentEvent.message_id.is_not(None),
    )


def _guests(action: Action, rows: Sequence[tuple[int, Commitment | None]]) -> list[Guest]:
    ids = [contact_id for contact_id, _row in rows]
    cards, captains = cards_of(ids), _captains(action, ids)
    return [Guest(cards[one], row, captains.get(one)) for one, row in rows if one in cards]


def _captains(action: Action, ids: Sequence[int]) -> dict[int, int]:
    query = select(CaptainPerson.contact_id, CaptainPerson.captain_id).where(
        CaptainPerson.action_id == action.id, CaptainPerson.contact_id.in_(ids)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
