"""The consent ledger: who agreed to be texted and in which words, which numbers said stop, and what lifts a stop.

Only the number's own START, or new consent that a person gives again in words after the stop, lifts it (SMS.md sections 2
and 9; `consent_by_hand`). Consent that an import brings is written down and changes nothing while the stop is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from crm.audit.service import record
from crm.core.actor import Actor
from crm.core.bulk import insert_columns
from crm.core.database import db
from crm.core.errors import N_, NotFound, Refused
from crm.core.scope import current_organization_id
from crm.core.text import clean_line
from crm.core.upsert import among
from crm.sms.models import Consent, ConsentMethod, ConsentState, OptOut, OptOutReason, Program
from crm.sms.signals import opted_out

__all__ = [
    "ConsentMethod",
    "NewConsent",
    "OptOutReason",
    "default_program",
    "hold",
    "lift_opt_out",
    "opt_out",
    "opt_out_many",
    "record_consents",
    "release_hold",
]
DEFAULT_PROGRAM = "Campaign texts"
CHUNK = 2_000
_GIVEN = ("contact_id", "phone", "state", "method", "words", "source", "at")
_Key = tuple[int | None, str, ConsentState, str, datetime]


@dataclass(frozen=True, slots=True)
class NewConsent:
    """One act to write down: the words shown or said, where they stand, how and when they were agreed to."""

    contact_id: int | None
    phone: str
    words: str
    source: str
    method: ConsentMethod
    at: datetime
    state: ConsentState = ConsentState.OPTED_IN


def default_program() -> Program:
    """The organization's one texting program, made when first asked for."""
    query = select(Program).where(Program.name == DEFAULT_PROGRAM)
    found = db.session.scalars(query).one_or_none()
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            program = Program(name=DEFAULT_PROGRAM)
            db.session.add(program)
            db.session.flush()
            return program
    except IntegrityError:
        return db.session.scalars(query).one()


def record_consents(
    actor: Actor, now: datetime, rows: list[NewConsent], batch_id: int | None = None, program_id: int | None = None
) -> int:
    """Write down acts of consent; those already written are left as they are. Returns how many are new.

    Refused when an agreement has no words, or a row has no number. No open stop is lifted by it.
    """
    clean = [_cleaned(row) for row in rows]
    known = _known_acts({row.phone for row in clean})
    new = {_key(row): row for row in clean if _key(row) not in known}
    if not new:
        return 0
    shared = {
        "organization_id": current_organization_id(),
        "program_id": program_id or default_program().id,
        "by_user_id": actor.user_id,
        "created_by_id": actor.user_id,
        "batch_id": batch_id,
        "created_at": now,
        "updated_at": now,
    }
    columns = {name: [getattr(row, name) for row in new.values()] for name in _GIVEN}
    insert_columns(Consent, len(new), shared | columns)
    return len(new)


def opt_out(
    now: datetime,
    phone: str,
    reason: OptOutReason,
    words: str = "",
    message_id: int | None = None,
    actor: Actor | None = None,
) -> OptOut:
    """Close a number for everyone who shares it, at once; a number already closed stays so. A hold becomes a stop."""
    if reason is OptOutReason.HELD:
        return hold(now, phone, words, message_id)
    existing = next((row for row in _open(phone) if row.reason is not OptOutReason.HELD), None)
    if existing is not None:
        return existing
    row = _close(now, phone, reason, words, message_id, actor)
    _lift(now, phone, "became a stop", OptOut.reason == OptOutReason.HELD)
    if actor is not None:
        record(actor, "opted_out", "phone", row.id, now, reason=reason.value)
    opted_out.send(frozenset({phone}), now=now, reason=reason)
    return row


def opt_out_many(actor: Actor, now: datetime, phones: set[str], reason: OptOutReason, words: str) -> int:
    """Close many numbers at once, as an unsubscribed list does; those closed already stay so. Returns how many are new."""
    open_rows = select(OptOut.phone, OptOut.reason).where(among(OptOut.phone, phones), OptOut.lifted_at.is_(None))
    known = {phone: reason for phone, reason in db.session.execute(open_rows) if reason is not OptOutReason.HELD}
    new = sorted(phones - known.keys())
    columns = {
        "organization_id": current_organization_id(),
        "created_at": now,
        "updated_at": now,
        "phone": new,
        "reason": reason,
        "words": words[:1600],
        "at": now,
        "by_user_id": actor.user_id,
    }
    if not new:
        return 0
    held = update(OptOut).where(
        among(OptOut.phone, new), OptOut.lifted_at.is_(None), OptOut.reason == OptOutReason.HELD
    )
    became = held.values(lifted_at=now, lifted_because="became a stop")
    db.session.execute(became.execution_options(synchronize_session=False))
    insert_columns(OptOut, len(new), columns)
    record(actor, "opted_out", "phone", None, now, reason=reason.value, numbers=len(new))
    opted_out.send(frozenset(new), now=now, reason=reason)
    return len(new)


def hold(now: datetime, phone: str, words: str, message_id: int | None = None) -> OptOut:
    """Send nothing to a number until a person decides whether its doubtful words were a stop."""
    existing = _open(phone)
    return existing[0] if existing else _close(now, phone, OptOutReason.HELD, words, message_id, None)


def release_hold(actor: Actor, now: datetime, phone: str) -> None:
    """A person decided that the words were no stop; NotFound when the number was not held. A stop is never released."""
    if _lift(now, phone, "released by a person", OptOut.reason == OptOutReason.HELD) == 0:
        raise NotFound(N_("That number is not held."))
    record(actor, "released_hold", "phone", None, now, phone_end=phone[-4:])


def lift_opt_out(now: datetime, phone: str, because: str) -> int:
    """The number itself texted START: open it again. `because` holds its words. Returns how many stops were lifted."""
    if not because.strip():
        raise Refused(N_("A stop is lifted only by the number's own words."))
    return _lift(now, phone, clean_line(because, 300))


def _cleaned(row: NewConsent) -> NewConsent:
    words = clean_line(row.words, 1000)
    if row.state is ConsentState.OPTED_IN and not words:
        raise Refused(N_("Consent comes only with words: say what these people agreed to."))
    if not row.phone:
        raise Refused(N_("Consent is given for a number, and here is none."))
    return NewConsent(row.contact_id, row.phone, words, clean_line(row.source, 300), row.method, row.at, row.state)


def _key(row: NewConsent) -> _Key:
    return (row.contact_id, row.phone, row.state, row.words, row.at)


def _known_acts(phones: set[str]) -> set[_Key]:
    wanted = sorted(phones)
    known: set[_Key] = set()
    for start in range(0, len(wanted), CHUNK):
        query = select(Consent.contact_id, Consent.phone, Consent.state, Consent.words, Consent.at).where(
            among(Consent.phone, wanted[start : start + CHUNK])
        )
        known.update((row[0], row[1], row[2], row[3], row[4]) for row in db.session.execute(query))
    return known


def _open(phone: str) -> list[OptOut]:
    query = select(OptOut).where(OptOut.phone == phone, OptOut.lifted_at.is_(None)).order_by(OptOut.id)
    return list(db.session.scalars(query))


def _close(
    now: datetime, phone: str, reason: OptOutReason, words: str, message_id: int | None, actor: Actor | None
) -> OptOut:
    row = OptOut(
        phone=phone,
        reason=reason,
        words=words[:1600],
        at=now,
        message_id=message_id,
        by_user_id=actor.user_id if actor else None,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _lift(now: datetime, phone: str, because: str, *which: ColumnElement[bool]) -> int:
    rows = update(OptOut).where(OptOut.phone == phone, OptOut.lifted_at.is_(None), *which)
    done = db.session.execute(rows.values(lifted_at=now, lifted_because=because))
    return int(getattr(done, "rowcount", 0))
