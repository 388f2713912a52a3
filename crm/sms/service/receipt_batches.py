"""Receipts by the hundred: what became of many texts, written in a few statements; what has a consequence, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, or_, select, update

from crm.core.claims import in_any_case
from crm.core.database import db
from crm.sms.models import Direction, Message, MessageStatus
from crm.sms.service.receipts import RANK, REFUSED, status_of, take_receipt

_TEXT: tuple[Any, ...] = (
    Message.id,
    Message.provider_sid,
    Message.attempt_id,
    Message.status,
    Message.direction,
    Message.our_phone,
)
Move = tuple[MessageStatus, str]
"""Where a text is now, and from which number of ours it went."""
_SENT = RANK[MessageStatus.ACCEPTED]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider says of one text, with the event it was kept as."""

    event_id: int
    sid: str
    status: MessageStatus | None
    attempt_id: str | None
    params: dict[str, Any]


def as_receipt(event_id: int, params: dict[str, Any], attempt_id: str | None) -> Receipt:
    """A receipt as it was kept."""
    status = status_of(str(params.get("MessageStatus", "")))
    return Receipt(event_id, str(params.get("MessageSid", "")), status, attempt_id, params)


def take_receipts(receipts: Sequence[Receipt], now: datetime) -> set[int]:
    """Apply receipts in the order they came; the events whose texts are not ours yet, so that they wait.

    A text that only moves on is written together with the others; one that fails, or that we did not know was taken, has
    consequences, and its receipts are applied one after the other.
    """
    text_of = _texts_of(receipts)
    singly = {text.id for one in receipts if (text := text_of.get(one.event_id)) and not _only_moves(text, one)}
    moves: dict[int, Move] = {}
    early: set[int] = set()
    for receipt in receipts:
        text = text_of.get(receipt.event_id)
        if text is None or text.id in singly:
            if not take_receipt(receipt.params, receipt.attempt_id, now):
                early.add(receipt.event_id)
        elif receipt.status is not None and RANK[receipt.status] > RANK[moves.get(text.id, (text.status, ""))[0]]:
            moves[text.id] = (receipt.status, str(receipt.params.get("From", ""))[:20])
    _move(moves, now)
    return early


def _texts_of(receipts: Sequence[Receipt]) -> dict[int, Row[Any]]:
    """The texts that receipts speak of, by event: found by SID, else by attempt, and held until this transaction ends."""
    sids = [receipt.sid for receipt in receipts]
    attempts = [receipt.attempt_id for receipt in receipts if receipt.attempt_id]
    query = select(*_TEXT).where(or_(Message.provider_sid.in_(sids), Message.attempt_id.in_(attempts)))
    rows: list[Row[Any]] = list(db.session.execute(in_any_case(query.order_by(Message.id))))
    by_sid = {row.provider_sid: row for row in rows}
    by_attempt = {row.attempt_id: row for row in rows}
    found = ((one.event_id, by_sid.get(one.sid) or by_attempt.get(one.attempt_id or "")) for one in receipts)
    return {event_id: row for event_id, row in found if row is not None}


def _only_moves(text: Row[Any], receipt: Receipt) -> bool:
    """Whether a receipt says no more than how far a text of ours has come that is known to have been taken."""
    if receipt.status in REFUSED or text.direction is not Direction.OUT:
        return False
    return text.provider_sid == receipt.sid and RANK[text.status] >= _SENT


def _move(moves: dict[int, Move], now: datetime) -> None:
    """Write new statuses, those of one kind and number in one statement."""
    groups: dict[Move, list[int]] = defaultdict(list)
    for message_id, move in moves.items():
        groups[move].append(message_id)
    for (status, our_phone), ids in groups.items():
        values: dict[str, Any] = {"status": status, "status_at": now, "lease_until": None, "look_after": None}
        values["our_phone"] = case((Message.our_phone == "", our_phone), else_=Message.our_phone)
        if status is MessageStatus.DELIVERED:
            values["delivered_at"] = now
        moved = update(Message).where(Message.id.in_(ids)).values(values)
        db.session.execute(moved, execution_options={"synchronize_session": False})
