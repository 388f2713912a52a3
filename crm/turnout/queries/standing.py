"""Where people stand towards an action, now and as they stood days before one that is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, select

from crm.actions.queries import Action
from crm.commitments.models import Commitment, CommitmentEvent, CommitmentKind
from crm.commitments.service import Answer
from crm.core.database import db

FRESH = timedelta(hours=48)
"""A confirmation this close to the action is worth most (PRODUCT: confirmed within 48 h); an older one is a yes."""
CONFIRMED, YES, MAYBE, INVITED = STATUSES = ("confirmed", "yes", "maybe", "invited")
STATUS_OF = {
    Answer.YES: YES,
    Answer.CONFIRMED: YES,
    Answer.MAYBE: MAYBE,
    Answer.LATER: MAYBE,
    Answer.WAITLIST: MAYBE,
    Answer.INVITED: INVITED,
}
"""The status of each answer; a fresh confirmation is its own, and who said no or cancelled has none."""


def count_standing(actions: Collection[Action]) -> dict[int, dict[str, int]]:
    """How many people stand at each status of some actions, in one read."""
    starts = {action.id: action.starts_at for action in actions}
    counts: dict[int, dict[str, int]] = {action_id: dict.fromkeys(STATUSES, 0) for action_id in starts}
    is_fresh = case(
        *((and_(Commitment.action_id == one, Commitment.confirmed_at >= at - FRESH), 1) for one, at in starts.items()),
        else_=0,
    )
    query = (
        select(Commitment.action_id, Commitment.answer, is_fresh, func.count())
        .where(Commitment.action_id.in_(starts), Commitment.kind == CommitmentKind.ATTEND)
        .group_by(Commitment.action_id, Commitment.answer, is_fresh)
    )
    for action_id, answer, fresh, number in db.session.execute(query) if starts else ():
        status = CONFIRMED if fresh and answer is Answer.CONFIRMED else STATUS_OF.get(answer)
        if status is not None and action_id is not None:
            counts[action_id][status] += number
    return counts


def standing_before(action: Action, days: int) -> dict[int, str]:
    """The status of each person so many days before an action began, by contact id, as the history tells."""
    moment = action.starts_at - timedelta(days=days)
    query = (
        select(Commitment.contact_id, CommitmentEvent.answer, CommitmentEvent.confirm_level, CommitmentEvent.at)
        .join(CommitmentEvent, CommitmentEvent.commitment_id == Commitment.id)
        .where(
            Commitment.action_id == action.id,
            Commitment.kind == CommitmentKind.ATTEND,
            CommitmentEvent.at <= moment,
        )
        .order_by(CommitmentEvent.at, CommitmentEvent.id)
    )
    last = {row.contact_id: row for row in db.session.execute(query)}
    stood = {contact_id: _status(row.answer, row.at, action.starts_at) for contact_id, row in last.items()}
    return {contact_id: status for contact_id, status in stood.items() if status is not None}


def tally(stood: Mapping[int, str], came: Collection[int]) -> dict[str, tuple[int, int]]:
    """People and those of them who came, by status."""
    here = set(came)
    people = Counter(stood.values())
    present = Counter(status for contact_id, status in stood.items() if contact_id in here)
    return {status: (people[status], present[status]) for status in STATUSES if people[status]}


def _status(answer: Answer, at: datetime, starts_at: datetime) -> str | None:
    is_fresh = answer is Answer.CONFIRMED and at >= starts_at - FRESH
    return CONFIRMED if is_fresh else STATUS_OF.get(answer)
