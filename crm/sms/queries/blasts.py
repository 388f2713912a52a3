"""What came of a blast: counted in a few reads, its people page by page, and the list of blasts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, select

from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.scope import everywhere, find_owned, get_owned
from crm.sms.models import (
    Blast,
    BlastStatus,
    Conversation,
    LeftOut,
    Message,
    MessageStatus,
    OptOut,
    OptOutReason,
    Track,
)
from crm.sms.queries.blast_counts import counts as counts

PAGE_SIZE = 50
RECENT = 50
WAITING = "waiting"
IN_QUEUE = "queued"
ON_ITS_WAY = "on_its_way"
SENT = "sent"
DELIVERED = "delivered"
FAILED = "failed"
LEFT_OUT = "left_out"
HELD = "held"
STATES = (IN_QUEUE, WAITING, ON_ITS_WAY, SENT, DELIVERED, FAILED, LEFT_OUT, HELD)
STILL_GOING = (MessageStatus.QUEUED, MessageStatus.CLAIMED, MessageStatus.UNCERTAIN)
NOBODY_KNOWS = N_("nobody knows whether it was sent")
_STATE_OF = {
    MessageStatus.QUEUED: IN_QUEUE,
    MessageStatus.CLAIMED: ON_ITS_WAY,
    MessageStatus.UNCERTAIN: ON_ITS_WAY,
    MessageStatus.ACCEPTED: ON_ITS_WAY,
    MessageStatus.SENDING: ON_ITS_WAY,
    MessageStatus.SENT: SENT,
    MessageStatus.DELIVERED: DELIVERED,
    MessageStatus.UNDELIVERED: FAILED,
    MessageStatus.FAILED: FAILED,
    MessageStatus.SKIPPED: LEFT_OUT,
    MessageStatus.CANCELED: LEFT_OUT,
    MessageStatus.HELD: HELD,
}


@dataclass(slots=True)
class BlastCounts:
    """How many texts of a blast are where, why some did not go, and what people did; each person in one state."""

    states: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    segments: int = 0
    first_waiting: datetime | None = None
    answered: int = 0
    opted_out: int = 0

    @property
    def total(self) -> int:
        """All texts of the blast."""
        return sum(self.states.values())

    @property
    def is_moving(self) -> bool:
        """Whether a text may still go or a receipt come in."""
        return any(self.states.get(state) for state in (IN_QUEUE, WAITING, ON_ITS_WAY, SENT))


@dataclass(frozen=True, slots=True)
class BlastLine:
    """One person of a blast: `reason` is the words for what went wrong, "" when nothing did."""

    contact_id: int | None
    phone: str
    language: str
    state: str
    reason: str
    body: str
    segments: int
    send_after: datetime | None
    status_at: datetime | None


@dataclass(frozen=True, slots=True)
class BlastPage:
    """Some people of a blast, in the order they were written down."""

    lines: list[BlastLine]
    page: int
    has_next: bool


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
    status = case((Message.reason == NOBODY_KNOWS, MessageStatus.UNCERTAIN.value), else_=Message.status)
    query = select(status, func.count()).where(Message.blast_id == blast.id).group_by(status)
    found = {str(getattr(word, "value", word)): count for word, count in db.session.execute(query)}
    left_out = db.session.scalar(select(func.count()).select_from(LeftOut).where(LeftOut.blast_id == blast.id)) or 0
    left_out = left_out or sum(blast.excluded.values())
    return dict(sorted(found.items())) | ({"excluded": left_out} if left_out else {})


def reasons_of(blast: Blast) -> dict[str, int]:
    """Why texts of a blast that were written down did not arrive, and how many each."""
    query = select(Message.reason, func.count()).where(Message.blast_id == blast.id, Message.reason != "")
    return dict(db.session.execute(query.group_by(Message.reason)).all())


def is_finished(blast: Blast) -> bool:
    """Whether nothing of a blast will be sent any more; receipts may still come in."""
    if blast.status is BlastStatus.CANCELLED:
        return True
    left = select(Message.id).where(Message.blast_id == blast.id, Message.status.in_(STILL_GOING)).limit(1)
    return blast.prepared_at is not None and db.session.scalars(left).first() is None


def list_unprepared() -> list[int]:
    """The blasts that are not written down whole yet, the oldest first."""
    return list(db.session.scalars(select(Blast.id).where(Blast.status == BlastStatus.PREPARING).order_by(Blast.id)))


def list_blasts(action_id: int | None = None, limit: int = RECENT) -> list[Blast]:
    """The newest blasts, or those of one action."""
    query = select(Blast).order_by(Blast.id.desc()).limit(limit)
    return list(db.session.scalars(query.where(Blast.action_id == action_id) if action_id is not None else query))


def blasts_by_track(action_id: int) -> dict[Track, Blast]:
    """The newest blast of each track of an action that was not cancelled."""
    query = select(Blast).where(
        Blast.action_id == action_id, Blast.track.is_not(None), Blast.status != BlastStatus.CANCELLED
    )
    return {blast.track: blast for blast in db.session.scalars(query.order_by(Blast.id)) if blast.track is not None}


def count_blasts(blast_ids: list[int], now: datetime) -> dict[int, BlastCounts]:
    """The counts of some blasts, in one grouped read."""
    found = {blast_id: BlastCounts() for blast_id in blast_ids}
    waits = _waits(now)
    query = (
        select(
            Message.blast_id,
            Message.status,
            Message.reason,
            waits.label("waits"),
            func.count().label("texts"),
            func.sum(Message.segments).label("segments"),
            func.min(Message.send_after).label("first"),
        )
        .where(Message.blast_id.in_(blast_ids))
        .group_by(Message.blast_id, Message.status, Message.reason, waits)
    )
    for row in db.session.execute(query):
        _add(found[row.blast_id], row.status, row.reason, bool(row.waits), row.texts, row.segments, row.first)
    return found


def count_blast(blast: Blast, now: datetime) -> BlastCounts:
    """The counts of one blast with what people did, in three reads."""
    counts = count_blasts([blast.id], now)[blast.id]
    counts.answered = db.session.scalar(_answered(blast)) or 0
    counts.opted_out = db.session.scalar(_opted_out(blast)) or 0
    return counts


def list_lines(blast_id: int, now: datetime, page: int = 1, state: str = "") -> BlastPage:
    """One page of a blast's people; only those in one state when it is given."""
    query = select(Message).where(Message.blast_id == blast_id).order_by(Message.id)
    condition = _in_state(state, now)
    if condition is not None:
        query = query.where(condition)
    page = max(page, 1)
    rows = list(db.session.scalars(query.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE + 1)))
    return BlastPage([_line(row, now) for row in rows[:PAGE_SIZE]], page, len(rows) > PAGE_SIZE)


def _waits(now: datetime) -> ColumnElement[int]:
    return case((and_(Message.status == MessageStatus.QUEUED, Message.send_after > now), 1), else_=0)


def _add(
    counts: BlastCounts,
    status: MessageStatus,
    reason: str,
    waits: bool,
    texts: int,
    segments: int,
    first: datetime | None,
) -> None:
    state = WAITING if waits else _STATE_OF.get(status, ON_ITS_WAY)
    counts.states[state] = counts.states.get(state, 0) + texts
    if state in (FAILED, LEFT_OUT, HELD) and reason:
        counts.reasons[reason] = counts.reasons.get(reason, 0) + texts
    if state is not LEFT_OUT:
        counts.segments += int(segments or 0)
    if waits and first is not None:
        counts.first_waiting = min(counts.first_waiting or first, first)


def _in_state(state: str, now: datetime) -> ColumnElement[bool] | None:
    if state not in STATES:
        return None
    if state in (WAITING, IN_QUEUE):
        return and_(Message.status == MessageStatus.QUEUED, _waits(now) == (1 if state == WAITING else 0))
    return Message.status.in_([status for status, name in _STATE_OF.items() if name == state])


def _line(row: Message, now: datetime) -> BlastLine:
    is_waiting = row.status is MessageStatus.QUEUED and row.send_after is not None and row.send_after > now
    return BlastLine(
        contact_id=row.contact_id,
        phone=row.phone,
        language=row.language,
        state=WAITING if is_waiting else _STATE_OF.get(row.status, ON_ITS_WAY),
        reason=row.reason,
        body=row.body,
        segments=row.segments,
        send_after=row.send_after,
        status_at=row.status_at,
    )


def _answered(blast: Blast) -> Select[int]:
    """Numbers that wrote to us after their text of this blast left."""
    return (
        select(func.count(distinct(Message.id)))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.blast_id == blast.id, Conversation.last_inbound_at > Message.sent_at)
    )


def _opted_out(blast: Blast) -> Select[int]:
    """Numbers that were closed after their text of this blast left."""
    return (
        select(func.count(distinct(Message.id)))
        .join(OptOut, OptOut.phone == Message.phone)
        .where(Message.blast_id == blast.id, OptOut.at > Message.sent_at, OptOut.reason != OptOutReason.HELD)
    )
