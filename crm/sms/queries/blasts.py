"""Reading blasts: one, the list of them, where everybody of one stands, and its people page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import everywhere, find_owned, get_owned
from crm.signins.models import SignIn
from crm.sms.models import Blast, BlastAnswer, BlastStatus, LeftOut, Message, MessageStatus, Track
from crm.sms.queries.blast_counts import counts
from crm.sms.queries.outcomes import (
    ANSWERED,
    CAME,
    DEEDS,
    EXCLUDED,
    IN_QUEUE,
    ON_ITS_WAY,
    STATE_OF,
    STATES,
    STOPPED,
    WAITING,
    YES,
    count_left_out,
)

PAGE_SIZE = 50
RECENT = 50
STILL_GOING = (MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)
NOBODY_KNOWS = N_("nobody knows whether it was sent")


@dataclass(frozen=True, slots=True)
class BlastLine:
    """One person of a blast: `reason` is the words for what went wrong, "" when nothing did; `code` is the carriers'."""

    contact_id: int | None
    phone: str
    language: str
    state: str
    reason: str
    code: int | None = None
    body: str = ""
    segments: int = 0
    send_after: datetime | None = None
    status_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BlastPage:
    """Some people of a blast, in the order they were written down; `last` is where the next page goes on, 0 for none."""

    lines: list[BlastLine]
    last: int


def get_blast(blast_id: int) -> Blast:
    """The blast with that id; NotFound when this organization has none."""
    return get_owned(Blast, blast_id)


def find_blast(blast_id: int | None) -> Blast | None:
    """The blast with that id, or None."""
    return find_owned(Blast, blast_id)


def owner_of(blast_id: int) -> int:
    """The organization of a blast, for a command that names only the blast; NotFound when there is none."""
    with everywhere("a command names a blast of whichever organization"):
        owner = db.session.scalars(select(Blast.organization_id).where(Blast.id == blast_id)).one_or_none()
    if owner is None:
        raise NotFound(N_("There is no blast %(id)s."), id=blast_id)
    return owner


def statuses_of(blast: Blast) -> dict[str, int]:
    """How many people of a blast stand where; everybody who is written down is in exactly one.

    A text that is held because nobody knows whether it went is still `uncertain`.
    """
    found: Counter[str] = Counter()
    for one in counts(blast.id):
        is_uncertain = one.status is MessageStatus.HELD and one.reason == NOBODY_KNOWS
        found[(MessageStatus.UNCERTAIN if is_uncertain else one.status).value] += one.messages
    left_out = sum(count_left_out(blast).values())
    return dict(sorted(found.items())) | ({EXCLUDED: left_out} if left_out else {})


def reasons_of(blast: Blast) -> dict[str, int]:
    """Why texts of a blast that were written down did not arrive, and how many each."""
    found: Counter[str] = Counter()
    for one in counts(blast.id):
        if one.reason:
            found[one.reason] += one.messages
    return dict(sorted(found.items()))


def is_finished(blast: Blast) -> bool:
    """Whether nothing of a blast will be sent any more; receipts may still come in."""
    if blast.status is BlastStatus.CANCELLED:
        return True
    return blast.prepared_at is not None and not any(one.status in STILL_GOING for one in counts(blast.id))


def list_unprepared() -> list[int]:
    """The blasts that are not written down whole yet, the oldest first."""
    return list(db.session.scalars(select(Blast.id).where(Blast.status == BlastStatus.PREPARING).order_by(Blast.id)))


def list_blasts(action_id: int | None = None, limit: int = RECENT) -> list[Blast]:
    """The newest blasts, or those of one action."""
    query = select(Blast).order_by(Blast.id.desc()).limit(limit)
    return list(db.session.scalars(query.where(Blast.action_id == action_id) if action_id is not None else query))


def count_to_review(user_id: int | None) -> int:
    """How many texts to many wait for a second person who is not this one."""
    query = select(func.count(Blast.id)).where(
        Blast.status == BlastStatus.NEEDS_REVIEW, Blast.sent_by_user_id != (user_id or 0)
    )
    return db.session.scalars(query).one()


def blasts_by_track(action_id: int) -> dict[Track, Blast]:
    """The newest blast of each track of an action that was not cancelled."""
    query = select(Blast).where(
        Blast.action_id == action_id, Blast.track.is_not(None), Blast.status != BlastStatus.CANCELLED
    )
    return {blast.track: blast for blast in db.session.scalars(query.order_by(Blast.id)) if blast.track is not None}


def list_lines(blast: Blast, now: datetime, after: int = 0, state: str = "", reason: str = "") -> BlastPage:
    """Some of a blast's people: those in a state, who did something, or whom it left out (for a reason)."""
    if state == EXCLUDED:
        return _left_out(blast, after, reason)
    query = select(Message).where(Message.blast_id == blast.id, Message.id > after).order_by(Message.id)
    for condition in _conditions(blast, now, state, reason):
        query = query.where(condition)
    rows = list(db.session.scalars(query.limit(PAGE_SIZE + 1)))
    last = rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else 0
    return BlastPage([_line(row, now) for row in rows[:PAGE_SIZE]], last)


def _left_out(blast: Blast, after: int, reason: str) -> BlastPage:
    query = select(LeftOut).where(LeftOut.blast_id == blast.id, LeftOut.id > after).order_by(LeftOut.id)
    rows = list(db.session.scalars((query.where(LeftOut.reason == reason) if reason else query).limit(PAGE_SIZE + 1)))
    lines = [BlastLine(row.contact_id, "", "", EXCLUDED, row.reason) for row in rows[:PAGE_SIZE]]
    return BlastPage(lines, rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else 0)


def _conditions(blast: Blast, now: datetime, state: str, reason: str) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Message.reason == reason] if reason else []
    if state in DEEDS:
        found.append(_did(blast, state))
    elif state == WAITING:
        found.append(and_(Message.status == MessageStatus.QUEUED, Message.send_after > now))
    elif state in STATES:
        found.append(Message.status.in_([status for status, name in STATE_OF.items() if name == state]))
    return found


def _did(blast: Blast, deed: str) -> ColumnElement[bool]:
    """That the person of a text answered, said yes, stopped, or was at the action it asked for or was about."""
    if deed == CAME:
        action_id = blast.ask_action_id or blast.action_id
        came = select(SignIn.contact_id).where(SignIn.action_id == action_id)
        return and_(Message.contact_id.in_(came), Message.sent_at.is_not(None))
    flags = {ANSWERED: BlastAnswer.has_written, YES: BlastAnswer.is_yes, STOPPED: BlastAnswer.is_stop}
    answers = select(BlastAnswer.message_id).where(BlastAnswer.blast_id == blast.id, flags[deed].is_(True))
    return Message.id.in_(answers)


def _line(row: Message, now: datetime) -> BlastLine:
    is_waiting = row.status is MessageStatus.QUEUED and row.send_after is not None and row.send_after > now
    state = STATE_OF.get(row.status, ON_ITS_WAY)
    return BlastLine(
        contact_id=row.contact_id,
        phone=row.phone,
        language=row.language,
        state=WAITING if is_waiting and state == IN_QUEUE else state,
        reason=row.reason,
        code=row.error_code,
        body=row.body,
        segments=row.segments,
        send_after=row.send_after,
        status_at=row.status_at,
    )
