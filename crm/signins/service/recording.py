"""Recording presence, one person at the door or a whole webinar at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.commitments.service import keep_promises, reopen_promises
from crm.core.actor import Actor
from crm.core.database import db
from crm.core.upsert import insert_rows
from crm.signins.models import SignIn, SignInMethod, SignInOutcome, WebinarPresence
from crm.signins.queries.presence import find_sign_in, sign_ins_of
from crm.signins.signals import presence_changed


@dataclass(frozen=True, slots=True)
class NewSignIn:
    """That a person was at an action; minutes are whole, None where nobody measured them."""

    contact_id: int
    action_id: int
    outcome: SignInOutcome
    method: SignInMethod
    arrived_at: datetime
    left_at: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class NewPresence:
    """One join of a webinar as the report told it."""

    action_id: int
    contact_id: int | None
    raw_name: str
    raw_phone: str | None
    joined_at: datetime | None
    left_at: datetime | None
    minutes: int


@dataclass(frozen=True, slots=True)
class SignInChange:
    """What a second report changed of a presence: fields before and after, as JSON can hold them."""

    sign_in_id: int
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(slots=True)
class SignInsDone:
    """What a bulk recording did."""

    created: int = 0
    changes: list[SignInChange] = field(default_factory=list)
    unchanged: int = 0


def outcome_of(minutes: int | None, action_minutes: int | None) -> SignInOutcome:
    """Present from half of the action on, left early below; present where either length is not known (PRODUCT)."""
    if minutes is None or not action_minutes or 2 * minutes >= action_minutes:
        return SignInOutcome.PRESENT
    return SignInOutcome.LEFT_EARLY


def record_sign_in(
    actor: Actor,
    now: datetime,
    contact_id: int,
    action_id: int,
    *,
    method: SignInMethod,
    outcome: SignInOutcome = SignInOutcome.PRESENT,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
    minutes: int | None = None,
    batch_id: int | None = None,
    client_ref: str | None = None,
) -> SignIn:
    """Record that a person was at an action, and that she kept her promise to come if she gave one.

    Whoever is recorded already stays as she is (the earlier row is returned).
    """
    known = _find_by_ref(client_ref) or find_sign_in(action_id, contact_id)
    if known is not None:
        return known
    row = SignIn(
        contact_id=contact_id,
        action_id=action_id,
        outcome=outcome,
        method=method,
        arrived_at=arrived_at or now,
        left_at=left_at,
        minutes=minutes,
        batch_id=batch_id,
        client_ref=client_ref,
        created_by_id=actor.user_id,
    )
    db.session.add(row)
    db.session.flush()
    keep_promises(action_id, {contact_id: row.arrived_at})
    presence_changed.send(action_id, now=now)
    return row


def _find_by_ref(client_ref: str | None) -> SignIn | None:
    if client_ref is None:
        return None
    return db.session.scalars(select(SignIn).where(SignIn.client_ref == client_ref)).one_or_none()


def record_sign_ins(
    actor: Actor, now: datetime, action_id: int, rows: Sequence[NewSignIn], batch_id: int | None = None
) -> SignInsDone:
    """Record many people at one action in few statements; a fuller report of the same kind corrects minutes and outcome.

    The promises to come of everybody who was there are kept, also of those whose registration comes in after them.
    """
    done = SignInsDone()
    known = sign_ins_of(action_id)
    fresh: dict[int, NewSignIn] = {}
    for row in rows:
        earlier = known.get(row.contact_id)
        if earlier is None:
            fresh[row.contact_id] = row
        elif not _correct(earlier, row, done):
            done.unchanged += 1
    values = [_values(actor, now, row, batch_id) for row in fresh.values()]
    insert_rows(SignIn, values)
    done.created = len(values)
    db.session.flush()
    came = {contact_id: row.arrived_at for contact_id, row in known.items()}
    keep_promises(action_id, came | {contact_id: row.arrived_at for contact_id, row in fresh.items()})
    if fresh:
        presence_changed.send(action_id, now=now)
    return done


def _correct(earlier: SignIn, row: NewSignIn, done: SignInsDone) -> bool:
    """Let a presence online (from a report, by her own link) take the longer stay of a newer report; one seen at the door
    only gains minutes.
    """
    if row.minutes is None or row.minutes <= (earlier.minutes if earlier.minutes is not None else -1):
        return False
    before = {"minutes": earlier.minutes, "outcome": earlier.outcome.value}
    earlier.minutes = row.minutes
    if earlier.method in (SignInMethod.IMPORT, SignInMethod.JOIN_LINK):
        earlier.outcome = row.outcome
    after = {"minutes": earlier.minutes, "outcome": earlier.outcome.value}
    done.changes.append(SignInChange(earlier.id, before, after))
    return True


def _values(actor: Actor, now: datetime, row: NewSignIn, batch_id: int | None) -> dict[str, object]:
    return {
        "organization_id": actor.organization_id,
        "created_by_id": actor.user_id,
        "created_at": now,
        "updated_at": now,
        "contact_id": row.contact_id,
        "action_id": row.action_id,
        "outcome": row.outcome,
        "method": row.method,
        "arrived_at": row.arrived_at,
        "left_at": row.left_at,
        "minutes": row.minutes,
        "batch_id": batch_id,
    }


def keep_joins(
    actor: Actor, now: datetime, action_id: int, joins: Sequence[NewPresence], batch_id: int | None = None
) -> int:
    """Keep the joins of a webinar report that are not kept yet; returns how many were new."""
    query = select(WebinarPresence).where(WebinarPresence.action_id == action_id)
    kept = {_join_key(row) for row in db.session.scalars(query)}
    values: list[dict[str, object]] = []
    for join in joins:
        if _join_key(join) not in kept:
            kept.add(_join_key(join))
            values.append(_join_values(actor, now, join, batch_id))
    insert_rows(WebinarPresence, values)
    return len(values)


def _join_key(join: NewPresence | WebinarPresence) -> tuple[object, ...]:
    return join.contact_id, join.raw_name, join.raw_phone, join.joined_at, join.left_at, join.minutes


def _join_values(actor: Actor, now: datetime, join: NewPresence, batch_id: int | None) -> dict[str, object]:
    return {
        "organization_id": actor.organization_id,
        "created_by_id": actor.user_id,
        "created_at": now,
        "updated_at": now,
        "action_id": join.action_id,
        "contact_id": join.contact_id,
        "raw_name": join.raw_name[:200],
        "raw_phone": join.raw_phone[:20] if join.raw_phone else None,
        "joined_at": join.joined_at,
        "left_at": join.left_at,
        "minutes": join.minutes,
        "batch_id": batch_id,
    }


def withdraw_batch(batch_id: int) -> int:
    """Take back every presence and join that a batch made, and the promises kept by it; returns how many presences went."""
    rows = list(db.session.scalars(select(SignIn).where(SignIn.batch_id == batch_id)))
    gone: dict[int, list[int]] = {}
    for row in rows:
        gone.setdefault(row.action_id, []).append(row.contact_id)
        db.session.delete(row)
    for join in db.session.scalars(select(WebinarPresence).where(WebinarPresence.batch_id == batch_id)):
        db.session.delete(join)
    db.session.flush()
    for action_id, contact_ids in gone.items():
        reopen_promises(action_id, contact_ids)
    return len(rows)


def restore_sign_in(sign_in_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Give a presence back the minutes and outcome it had, unless they were changed since; True when it did."""
    row = db.session.scalars(select(SignIn).where(SignIn.id == sign_in_id)).one_or_none()
    if row is None or row.minutes != after["minutes"] or row.outcome.value != after["outcome"]:
        return False
    row.minutes = before["minutes"]
    row.outcome = SignInOutcome(before["outcome"])
    return True
