"""Handing texts over, each once: take what is due, ask whether it may leave, and write down that it is being called out.

`hand_over` is one short transaction for a small group of texts. Whoever commits it calls the provider at once, for every
text of the group at the same moment, and hands what came of it to `results.note_results`; a worker that dies in between
leaves texts that are looked for and never sent again blindly.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import update

from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.core.upsert import among, update_tuples
from crm.sms.models import Message, MessageStatus, Origin
from crm.sms.provider.choose import Sender, World
from crm.sms.provider.port import OutgoingText
from crm.sms.queries.due import Due, take_due
from crm.sms.queries.leaving import LONGEST_VALIDITY, Decision, Go, Hold, Skip, Wait, decide
from crm.sms.service.purse import open_purse


@dataclass(frozen=True, slots=True)
class Handed:
    """A text that is being called out, with the row it stands in."""

    message_id: int
    text: OutgoingText


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that leave together, and how many were moved, those put aside too: none when there is nothing to do now."""

    texts: Sequence[Handed] = ()
    moved: int = 0


def hand_over(
    sender: Sender, outside: World, now: datetime, real_now: datetime, at_most: int, look_at: int = 0
) -> Group:
    """The next texts that leave, up to so many, marked as handed over with a lease; what may not leave is put where it
    belongs. `look_at` more than that many are looked at where many may not leave.
    """
    purse = open_purse(sender.account_sid, now, real_now)
    if purse is None or not purse.is_open:
        return Group()
    texts = [_named(text) for text in take_due(now, max(at_most, look_at), purse.is_open_for_blasts)]
    if not texts:
        return Group()
    decided = list(zip(texts, decide(texts, now), strict=True))
    # What the sender's pace has no room for stays where it is in the queue.
    may_leave = (
        (text, decision)
        for text, decision in decided
        if isinstance(decision, Go) and purse.spend(text.segments, text.origin is not Origin.BLAST)
    )
    leaving = list(islice(may_leave, at_most))
    purse.close()
    _mark(leaving, outside, real_now)
    _put_aside(decided, now)
    handed = [Handed(text.id, outgoing(text, sender, outside, decision.validity_seconds)) for text, decision in leaving]
    return Group(handed, len(handed) + sum(not isinstance(decision, Go) for _, decision in decided))


def outgoing(
    message: Due | Message, sender: Sender, outside: World, validity_seconds: int = LONGEST_VALIDITY
) -> OutgoingText:
    """The text as the provider takes it, with our address for its receipts, which carries our attempt id."""
    callback = f"{outside.public_url}/webhooks/twilio/status?attempt={message.attempt_id}" if outside.public_url else ""
    if callback.startswith("https:"):
        callback += "#rc=5&rp=all"  # the provider tries again after any failure; a fragment is neither sent nor signed
    return OutgoingText(
        to=message.phone,
        body=message.body,
        attempt_id=message.attempt_id or "",
        status_callback=callback,
        messaging_service_sid=sender.messaging_service_sid,
        from_phone=sender.from_phone,
        validity_seconds=validity_seconds,
        media_urls=tuple(_public(str(picture["url"]), outside) for picture in message.media),
    )


def _public(url: str, outside: World) -> str:
    """Where the provider fetches a picture: one that is kept here stands under our public address."""
    return f"{outside.public_url}{url}" if url.startswith("/") else url


def new_attempt_id() -> str:
    """Our own name for a try, which nobody can guess."""
    return secrets.token_hex(16)


def _named(text: Due) -> Due:
    """The text with our name for the try; those of the queue have one, those put there by hand may not."""
    if text.attempt_id is not None:
        return text
    named = replace(text, attempt_id=new_attempt_id())
    _set([text.id], attempt_id=named.attempt_id)
    return named


def _mark(leaving: list[tuple[Due, Go]], outside: World, real_now: datetime) -> None:
    """Handed over, before anything is called: from here on only an answer or a search says what became of it."""
    newer = [(go.consent_id, text.id) for text, go in leaving if go.consent_id not in (None, text.consent_id)]
    update_tuples(Message, ("consent_id",), newer, f"organization_id = {current_organization_id()}")
    _set(
        [text.id for text, _ in leaving],
        status=MessageStatus.CLAIMED,
        handed_over_at=real_now,
        lease_until=real_now + outside.lease,
        attempts=Message.attempts + 1,
    )


def _put_aside(decided: Iterable[tuple[Due, Decision]], now: datetime) -> None:
    """What may not leave now: those with the same reason, or the same later moment, in one statement."""
    groups: dict[Decision, list[int]] = {}
    for text, decision in decided:
        if not isinstance(decision, Go):
            groups.setdefault(decision, []).append(text.id)
    for decision, ids in groups.items():
        if isinstance(decision, Wait):
            _set(ids, send_after=decision.until)
        elif isinstance(decision, Skip | Hold):
            status = MessageStatus.SKIPPED if isinstance(decision, Skip) else MessageStatus.HELD
            _set(ids, status=status, reason=decision.reason[:120], status_at=now)


def _set(message_ids: list[int], **values: Any) -> None:
    if message_ids:
        change = update(Message).where(among(Message.id, message_ids)).values(values)
        db.session.execute(change, execution_options={"synchronize_session": False})
