"""The pairs of records that wait for somebody to say whether they are one person, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, ContactMerge, DuplicateStatus, DuplicateSuggestion
from crm.core.database import db
from crm.core.scope import current_organization_id

MOST_COUNTED = 10_000
"""Counting stops here: nobody decides more pairs in one sitting."""
_First, _Second = aliased(Contact), aliased(Contact)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many pairs wait for somebody to decide, and how many more are certain and can be joined at once."""

    to_ask: int
    certain: int


def count_waiting() -> Waiting:
    """How many open pairs there are of each sort; at most 10,000 are counted."""
    return Waiting(_count(DuplicateSuggestion.is_certain.is_(False)), _count(DuplicateSuggestion.is_certain.is_(True)))


def list_to_ask(after: int | None = None, limit: int = 12) -> list[DuplicateSuggestion]:
    """The open pairs to ask about, the likeliest first; those behind the pair `after` where it is given."""
    query = _open().where(DuplicateSuggestion.is_certain.is_(False))
    last = _find(after) if after else None
    if last is not None:
        less = DuplicateSuggestion.score < last.score
        query = query.where(or_(less, and_(DuplicateSuggestion.score == last.score, DuplicateSuggestion.id > last.id)))
    return list(db.session.scalars(_best_first(query).limit(limit)))


def list_certain(limit: int, up_to: int | None = None, not_in: int | None = None) -> list[DuplicateSuggestion]:
    """The open pairs that are certain, the likeliest first: those suggested until `up_to`, and not joined by a group yet."""
    query = _open().where(DuplicateSuggestion.is_certain.is_(True))
    if up_to is not None:
        query = query.where(DuplicateSuggestion.id <= up_to)
    if not_in is not None:
        query = query.where(~_joined_by(not_in))
    return list(db.session.scalars(_best_first(query).limit(limit)))


def find_open_of(contact_id: int) -> DuplicateSuggestion | None:
    """The likeliest open pair that a person is one of, or None."""
    hers = or_(DuplicateSuggestion.contact_id == contact_id, DuplicateSuggestion.other_id == contact_id)
    return db.session.scalars(_best_first(_open().where(hers)).limit(1)).first()


def find_pair(first_id: int, second_id: int) -> DuplicateSuggestion | None:
    """What was suggested or decided of two records, or None."""
    low, high = sorted((first_id, second_id))
    query = select(DuplicateSuggestion).where(
        DuplicateSuggestion.contact_id == low, DuplicateSuggestion.other_id == high
    )
    return db.session.scalars(query).one_or_none()


def stays(pairs: Iterable[DuplicateSuggestion]) -> list[tuple[int, int]]:
    """For each pair (who stays, who is joined into her): the record that is known longest stays."""
    return [(pair.contact_id, pair.other_id) for pair in pairs]


def _find(suggestion_id: int) -> DuplicateSuggestion | None:
    return db.session.scalars(select(DuplicateSuggestion).where(DuplicateSuggestion.id == suggestion_id)).one_or_none()


def _count(*which: ColumnElement[bool]) -> int:
    some = _open().where(*which).limit(MOST_COUNTED).with_only_columns(DuplicateSuggestion.id).subquery()
    return db.session.execute(select(func.count()).select_from(some)).scalar_one()


def _open() -> Select[DuplicateSuggestion]:
    """Open pairs of records that both stand for themselves still."""
    return (
        select(DuplicateSuggestion)
        .join(_First, _First.id == DuplicateSuggestion.contact_id)
        .join(_Second, _Second.id == DuplicateSuggestion.other_id)
        .where(DuplicateSuggestion.status == DuplicateStatus.OPEN, _is_current(_First), _is_current(_Second))
    )


def _joined_by(group_batch_id: int) -> ColumnElement[bool]:
    """That a group joined this very pair before, whatever became of it since."""
    return exists().where(
        ContactMerge.organization_id == current_organization_id(),
        ContactMerge.group_batch_id == group_batch_id,
        ContactMerge.winner_id == DuplicateSuggestion.contact_id,
        ContactMerge.loser_id == DuplicateSuggestion.other_id,
    )


def _is_current(contact: type[Contact]) -> ColumnElement[bool]:
    return and_(contact.merged_into_id.is_(None), contact.archived_at.is_(None))


def _best_first(query: Select[DuplicateSuggestion]) -> Select[DuplicateSuggestion]:
    return query.order_by(DuplicateSuggestion.score.desc(), DuplicateSuggestion.id)
