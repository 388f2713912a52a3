"""Answers to an action by the thousand, as imports bring them, and taking such a batch back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from crm.commitments.models import Answer, Commitment, CommitmentEvent, CommitmentKind
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
    _reread()
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
            }
            for row in rows
        ],
    )
    made = _known(rows)
    _add_events(actor, now, [(made[row.action_id, row.contact_id].id, row) for row in rows], batch_id)


def _change(
    actor: Actor, now: datetime, rows: Sequence[AnswerRow], known: dict[_Key, _Known], batch_id: int | None
) -> int:
    changed: list[tuple[int, AnswerRow]] = []
    forms: list[dict[str, Any]] = []
    organization_id = current_organization_id()
    for row in rows:
        found = known.get((row.action_id, row.contact_id))
        if found is None:
            continue
        if row.form_answers and not found.has_form:
            forms.append({"of": found.id, "owner": organization_id, "new_form": row.form_answers})
        if _is_news(row, found, now):
            changed.append((found.id, row))
    table = cast(Table, Commitment.__table__)
    one = (table.c.id == bindparam("of"), table.c.organization_id == bindparam("owner"))
    if forms:
        db.session.execute(update(table).where(*one).values(form_answers=bindparam("new_form")), forms)
    if changed:
        db.session.execute(
            update(table).where(*one).values(answer=bindparam("new_answer"), answered_at=bindparam("new_at")),
            [
                {"of": row_id, "owner": organization_id, "new_answer": row.answer, "new_at": row.at or now}
                for row_id, row in changed
            ],
        )
        _add_events(actor, now, changed, batch_id)
    return len(changed)


def _is_news(row: AnswerRow, found: _Known, now: datetime) -> bool:
    """Whether an incoming answer replaces the one on record: it differs, is no mere invitation, and was given later."""
    if row.answer in (found.answer, Answer.INVITED):
        return False
    return found.answered_at is None or (row.at or now) > found.answered_at


def _add_events(actor: Actor, now: datetime, rows: Sequence[tuple[int, AnswerRow]], batch_id: int | None) -> None:
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
        removed.update(gone)
    _reread(removed)
    return {"removed": len(removed), "restored": len(touched) - len(removed)}


def _last_events(commitment_ids: Sequence[int]) -> dict[int, tuple[Answer, datetime]]:
    query = (
        select(CommitmentEvent.commitment_id, CommitmentEvent.answer, CommitmentEvent.at)
        .where(CommitmentEvent.commitment_id.in_(commitment_ids))
        .order_by(CommitmentEvent.at, CommitmentEvent.id)
    )
    return {commitment_id: (answer, at) for commitment_id, answer, at in db.session.execute(query)}


def _restore(last: dict[int, tuple[Answer, datetime]]) -> None:
    if not last:
        return
    table = cast(Table, Commitment.__table__)
    organization_id = current_organization_id()
    db.session.execute(
        update(table)
        .where(table.c.id == bindparam("of"), table.c.organization_id == bindparam("owner"))
        .values(answer=bindparam("new_answer"), answered_at=bindparam("new_at")),
        [
            {
                "of": commitment_id,
                "owner": organization_id,
                "new_answer": answer,
                "new_at": None if answer is Answer.INVITED else at,
            }
            for commitment_id, (answer, at) in last.items()
        ],
    )


def _reread(gone: set[int] | None = None) -> None:
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
