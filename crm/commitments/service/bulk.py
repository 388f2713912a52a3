"""Answers to an action by the thousand, as imports bring them, and taking such a batch back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from crm.commitments.models import Answer, Commitment, CommitmentEvent, CommitmentKind, Outcome
from crm.commitments.queries import PROMISING
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.upsert import insert_rows

CHUNK = 500
_Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One person's answer to one action, and the moment she gave it (the import's time when None)."""

    contact_id: int
    action_id: int
    answer: Answer = Answer.YES
    at: datetime | None = None
    source: str = "import"
    campaign_id: int | None = None
    form_answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many RSVPs a bulk of answers made, changed and left as they were."""

    created: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Known:
    """An RSVP as the database has it."""

    id: int
    answer: Answer
    answered_at: datetime | None
    has_form: bool


def record_answers(actor: Actor, now: datetime, rows: Sequence[AnswerRow], batch_id: int | None = None) -> Recorded:
    """Write down many RSVPs in a few statements; of several rows for one person and action the latest counts.
    An answer that is known, or older than the one on record, changes nothing. No signal is sent.
    """
    latest: dict[_Key, AnswerRow] = {}
    for row in rows:
        key = (row.action_id, row.contact_id)
        if key not in latest or (row.at or now) >= (latest[key].at or now):
            latest[key] = row
    created = changed = 0
    for part in _chunks(list(latest.values())):
        made, altered = _record_chunk(actor, now, part, batch_id)
        created, changed = created + made, changed + altered
    reread()
    return Recorded(created, changed, len(latest) - created - changed)


def _record_chunk(actor: Actor, now: datetime, rows: Sequence[AnswerRow], batch_id: int | None) -> tuple[int, int]:
    known = _known(rows)
    new = [row for row in rows if (row.action_id, row.contact_id) not in known]
    try:
        with db.session.begin_nested():
            _insert(actor, now, new, batch_id)
    except IntegrityError:
        # An RSVP came in by another way meanwhile: look again, once, and let what is still new try.
        known = _known(rows)
        new = [row for row in rows if (row.action_id, row.contact_id) not in known]
        _insert(actor, now, new, batch_id)
    return len(new), _change(actor, now, rows, known, batch_id)


def _known(rows: Sequence[AnswerRow]) -> dict[_Key, _Known]:
    query = select(
        Commitment.id,
        Commitment.action_id,
        Commitment.contact_id,
        Commitment.answer,
        Commitment.answered_at,
        Commitment.form_answers,
    ).where(
        Commitment.kind == CommitmentKind.ATTEND,
        Commitment.action_id.in_({row.action_id for row in rows}),
        Commitment.contact_id.in_({row.contact_id for row in rows}),
    )
    return {
        (found.action_id, found.contact_id): _Known(found.id, found.answer, found.answered_at, bool(found.form_answers))
        for found in db.session.execute(query)
        if found.action_id is not None
    }


def _insert(actor: Actor, now: datetime, rows: Sequence[AnswerRow], batch_id: int | None) -> None:
    if not rows:
        return
    organization_id = current_organization_id()
    insert_rows(
        Commitment,
        [
            {
                "organization_id": organization_id,
                "contact_id": row.contact_id,
                "kind": CommitmentKind.ATTEND,
                "action_id": row.action_id,
                "campaign_id": row.campaign_id,
                "answer": row.answer,
                "asked_at": row.at or now,
                "answered_at": None if row.answer is Answer.INVITED else row.at or now,
                "form_answers": row.form_answers,
                "batch_id": batch_id,
                "created_by_id": actor.user_id,
                **_surely(row.answer, row.at or now),
            }
            for row in rows
        ],
    )
    made = _known(rows)
    _add_events(actor, now, [(made[row.action_id, row.contact_id].id, row) for row in rows], batch_id)


def _change(
    actor: Actor, now: datetime, rows: Sequence[AnswerRow], known: dict[_Key, _Known], batch_id: int | None
) -> int:
    found = [(known[key], row) for row in rows if (key := (row.action_id, row.contact_id)) in known]
    forms = [
        (one.id, {"form_answers": row.form_answers}) for one, row in found if row.form_answers and not one.has_form
    ]
    _set_each(forms)
    changed = [(one.id, row) for one, row in found if _is_news(row, one, now)]
    _set_each(
        [
            (row_id, {"answer": row.answer, "answered_at": row.at or now} | _surely(row.answer, row.at or now))
            for row_id, row in changed
        ]
    )
    _add_events(actor, now, changed, batch_id)
    return len(changed)


def _set_each(changes: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Give many RSVPs new values by their id, each the same columns."""
    if not changes:
        return
    table, organization_id = cast(Table, Commitment.__table__), current_organization_id()
    one = update(table).where(table.c.id == bindparam("of"), table.c.organization_id == bindparam("owner"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in changes[0][1]}
    db.session.execute(
        one.values(values),
        [
            {"of": row_id, "owner": organization_id} | {f"new_{name}": value for name, value in new.items()}
            for row_id, new in changes
        ],
    )


def _surely(answer: Answer, at: datetime) -> dict[str, Any]:
    """How surely somebody comes by an answer from a file: confirmed once, or not."""
    is_confirmed = answer is Answer.CONFIRMED
    return {"confirm_level": int(is_confirmed), "confirmed_at": at if is_confirmed else None}


def _is_news(row: AnswerRow, found: _Known, now: datetime) -> bool:
    """Whether an incoming answer replaces the one on record: it differs, is no mere invitation, and was given later."""
    if row.answer in (found.answer, Answer.INVITED):
        return False
    return found.answered_at is None or (row.at or now) > found.answered_at


def _add_events(actor: Actor, now: datetime, rows: Sequence[tuple[int, AnswerRow]], batch_id: int | None) -> None:
    if not rows:
        return
    organization_id = current_organization_id()
    insert_rows(
        CommitmentEvent,
        [
            {
                "organization_id": organization_id,
                "commitment_id": commitment_id,
                "answer": row.answer,
                "at": row.at or now,
                "by_user_id": actor.user_id,
                "source": row.source,
                "batch_id": batch_id,
                "created_by_id": actor.user_id,
                "confirm_level": _surely(row.answer, now)["confirm_level"],
            }
            for commitment_id, row in rows
        ],
    )


def take_back_answers(batch_id: int) -> dict[str, int]:
    """Undo the answers of a batch: RSVPs that nothing else touched go; the others return to the last answer
    that remains. Returns the counts removed and restored.
    """
    touched = set(db.session.scalars(select(CommitmentEvent.commitment_id).where(CommitmentEvent.batch_id == batch_id)))
    db.session.execute(
        delete(CommitmentEvent).where(CommitmentEvent.batch_id == batch_id).execution_options(synchronize_session=False)
    )
    removed: set[int] = set()
    for part in _chunks(sorted(touched)):
        last = _last_events(part)
        gone = [commitment_id for commitment_id in part if commitment_id not in last]
        db.session.execute(
            delete(Commitment).where(Commitment.id.in_(gone)).execution_options(synchronize_session=False)
        )
        _restore(last)
        _open_again(part)
        removed.update(gone)
    reread(removed)
    return {"removed": len(removed), "restored": len(touched) - len(removed)}


def _last_events(commitment_ids: Sequence[int]) -> dict[int, tuple[Answer, datetime, int]]:
    query = (
        select(CommitmentEvent.commitment_id, CommitmentEvent.answer, CommitmentEvent.at, CommitmentEvent.confirm_level)
        .where(CommitmentEvent.commitment_id.in_(commitment_ids))
        .order_by(CommitmentEvent.at, CommitmentEvent.id)
    )
    return {row.commitment_id: (row.answer, row.at, row.confirm_level) for row in db.session.execute(query)}


def _restore(last: dict[int, tuple[Answer, datetime, int]]) -> None:
    _set_each(
        [
            (
                commitment_id,
                {
                    "answer": answer,
                    "answered_at": None if answer is Answer.INVITED else at,
                    "confirm_level": level,
                    "confirmed_at": at if level else None,
                },
            )
            for commitment_id, (answer, at, level) in last.items()
        ]
    )


def _open_again(commitment_ids: Sequence[int]) -> None:
    """What is no promise any more was not kept either."""
    kept = update(Commitment).where(Commitment.id.in_(commitment_ids), Commitment.outcome == Outcome.KEPT)
    unpromised = kept.where(Commitment.kind == CommitmentKind.ATTEND, Commitment.answer.not_in(PROMISING))
    db.session.execute(
        unpromised.values(outcome=Outcome.OPEN, closed_at=None), execution_options={"synchronize_session": False}
    )


def reread(gone: set[int] | None = None) -> None:
    """Bring the commitments that the session holds up to what Core statements wrote; those that are gone leave it."""
    held = [row for row in db.session.identity_map.values() if isinstance(row, Commitment)]
    for row in held:
        if gone and row.id in gone:
            db.session.expunge(row)
    for part in _chunks([row.id for row in held]):
        query = select(Commitment).where(Commitment.id.in_(part)).execution_options(populate_existing=True)
        db.session.scalars(query).all()


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))
