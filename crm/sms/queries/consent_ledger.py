"""The ledger of consent as it is read: every agreement, refusal, stop and decision of an organization or of one number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from crm.accounts.queries import names_of_users
from crm.contacts.queries import names_of
from crm.core.database import db
from crm.sms.models import Consent, ConsentState, Conversation, OptOut, OptOutReason, Program

PAGE = 30


class Act(StrEnum):
    """What was written down."""

    AGREED = "agreed"
    REFUSED = "refused"
    STOPPED = "stopped"
    HELD = "held"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: when, what, which number and person, for which program, in which words, how, where and by whom."""

    at: datetime
    act: Act
    phone: str
    contact_id: int | None
    name: str
    program: str
    words: str
    how: str
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class HeldStop:
    """Doubtful words that wait for a decision."""

    id: int
    phone: str
    words: str
    at: datetime
    conversation_id: int | None
    name: str


def list_ledger(phone: str = "", before: datetime | None = None, limit: int = PAGE) -> list[Entry]:
    """The latest acts of the organization or of one number, or those before a moment, the newest first."""
    consents = _consents([*_of(Consent.phone, phone), *_until(Consent.at, before)], limit)
    stops = _stops([*_of(OptOut.phone, phone), *_until(OptOut.at, before)], limit)
    people = names_of({row.contact_id for row in consents if row.contact_id is not None})
    users = names_of_users({row.by_user_id for row in consents} | {row.by_user_id for row in stops})
    programs = dict(db.session.execute(select(Program.id, Program.name)).all())
    entries = [_agreement(row, people, users, programs.get(row.program_id, "")) for row in consents]
    entries += (entry for row in stops for entry in _of_stop(row, users) if before is None or entry.at < before)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]


def list_programs() -> list[Program]:
    """The uses of texts that people agree to, by name."""
    return list(db.session.scalars(select(Program).order_by(Program.name)))


def list_held(limit: int = PAGE) -> list[HeldStop]:
    """Numbers that wait for a decision, the longest first."""
    query = (
        select(OptOut, Conversation.id, Conversation.contact_id)
        .outerjoin(
            Conversation,
            (Conversation.phone == OptOut.phone) & (Conversation.organization_id == OptOut.organization_id),
        )
        .where(OptOut.reason == OptOutReason.HELD, OptOut.lifted_at.is_(None))
        .order_by(OptOut.at, OptOut.id)
        .limit(limit)
    )
    rows = list(db.session.execute(query))
    names = names_of({row[2] for row in rows if row[2] is not None})
    return [
        HeldStop(stop.id, stop.phone, stop.words, stop.at, thread, names.get(who or 0, ""))
        for stop, thread, who in rows
    ]


def _of(column: InstrumentedAttribute[str], phone: str) -> list[ColumnElement[bool]]:
    return [column == phone] if phone else []


def _until(column: InstrumentedAttribute[datetime], before: datetime | None) -> list[ColumnElement[bool]]:
    return [column < before] if before else []


def _consents(which: Iterable[ColumnElement[bool]], limit: int) -> list[Consent]:
    return list(
        db.session.scalars(select(Consent).where(*which).order_by(Consent.at.desc(), Consent.id.desc()).limit(limit))
    )


def _stops(which: Iterable[ColumnElement[bool]], limit: int) -> list[OptOut]:
    return list(
        db.session.scalars(select(OptOut).where(*which).order_by(OptOut.at.desc(), OptOut.id.desc()).limit(limit))
    )


def _agreement(row: Consent, people: dict[int, str], users: dict[int, str], program: str) -> Entry:
    act = Act.AGREED if row.state is ConsentState.OPTED_IN else Act.REFUSED
    name, by = people.get(row.contact_id or 0, ""), users.get(row.by_user_id or 0, "")
    how = row.method.value
    return Entry(row.at, act, row.phone, row.contact_id, name, program, row.words, how, row.source, by)


def _of_stop(row: OptOut, users: dict[int, str]) -> list[Entry]:
    act = Act.HELD if row.reason is OptOutReason.HELD else Act.STOPPED
    by = users.get(row.by_user_id or 0, "")
    entries = [Entry(row.at, act, row.phone, None, "", "", row.words, row.reason.value, "", by)]
    if row.lifted_at is not None:
        entries.append(Entry(row.lifted_at, Act.LIFTED, row.phone, None, "", "", row.lifted_because, "", "", ""))
    return entries
