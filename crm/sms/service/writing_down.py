"""Writing the texts of a blast down by the thousand: threads where there are none yet, and one row a text.

The columns of many rows go to the database at once; `crm.sms.service.outbox` writes down single texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, select, update

from crm.core.bulk import insert_columns
from crm.core.database import db
from crm.core.scope import is_ours
from crm.core.upsert import among
from crm.sms.models import (
    Blast,
    BlastMode,
    Conversation,
    ConversationState,
    Direction,
    LeftOut,
    Message,
    MessageStatus,
    Origin,
)
from crm.sms.queries.judging import Addressee
from crm.sms.queries.shares import FOR_A_TEXTER
from crm.sms.queries.texts import Texts
from crm.sms.service.sending import new_attempt_id


def write_texts(
    blast: Blast, now: datetime, going: Sequence[Addressee], texts: Texts, media: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Write one text for each of these people, with its pictures; none of their numbers has one of this blast yet."""
    if not going:
        return
    threads, by_texters = _threads(blast, now, going), blast.mode is BlastMode.P2P
    made = [texts.for_person(one.reader) for one in going]
    columns: dict[str, Any] = {
        "conversation_id": [threads[one.phone] for one in going],
        "contact_id": [one.reader.contact_id for one in going],
        "phone": [one.phone for one in going],
        "body": [text for text, _size in made],
        "language": [one.reader.language for one in going],
        "encoding": [size.encoding for _text, size in made],
        "segments": [size.segments for _text, size in made],
        "send_after": [max(one.time.at or now, now) for one in going],
        "consent_id": [one.consent_id for one in going],
        "organization_id": blast.organization_id,
        "blast_id": blast.id,
        "action_id": blast.action_id,
        "direction": Direction.OUT,
        "origin": Origin.BLAST,
        "attempt_id": [new_attempt_id() for _one in going],
        "media": [list(media)] * len(going),
        "status": MessageStatus.HELD if by_texters else MessageStatus.QUEUED,
        "reason": FOR_A_TEXTER if by_texters else "",
        "at": now,
        "sent_by_user_id": blast.sent_by_user_id,
        "created_by_id": blast.created_by_id,
        "created_at": now,
        "updated_at": now,
    }
    insert_columns(Message, len(going), columns)


def write_left_out(blast: Blast, now: datetime, left_out: Sequence[tuple[int, str]]) -> None:
    """Keep who of the audience gets no text, each with the reason."""
    if not left_out:
        return
    columns: dict[str, Any] = {
        "contact_id": [contact_id for contact_id, _reason in left_out],
        "reason": [reason for _contact_id, reason in left_out],
        "organization_id": blast.organization_id,
        "blast_id": blast.id,
        "created_at": now,
        "updated_at": now,
    }
    insert_columns(LeftOut, len(left_out), columns)


def _threads(blast: Blast, now: datetime, going: Sequence[Addressee]) -> dict[str, int]:
    """The thread of each number, made where there is none; all are about what a yes means from now on, if anything."""
    phones = [one.phone for one in going]
    known = _known_threads(phones)
    fresh = [one for one in going if one.phone not in known]
    if fresh:
        columns: dict[str, Any] = {
            "phone": [one.phone for one in fresh],
            "contact_id": [one.reader.contact_id for one in fresh],
            "language": [one.reader.language for one in fresh],
            "organization_id": blast.organization_id,
            "state": ConversationState.WAITING,
            "action_id": blast.ask_action_id or blast.action_id,
            "created_at": now,
            "updated_at": now,
        }
        insert_columns(Conversation, len(fresh), columns, skip_known=True)
        known |= _known_threads([one.phone for one in fresh])
    if blast.ask_action_id is not None:
        about = update(Conversation).where(among(Conversation.phone, phones))
        db.session.execute(
            about.values(action_id=blast.ask_action_id), execution_options={"synchronize_session": False}
        )
    return known


def _known_threads(phones: Sequence[str]) -> dict[str, int]:
    table = cast(Table, Conversation.__table__)
    query = select(table.c.phone, table.c.id).where(among(table.c.phone, phones), is_ours(table))
    return dict(db.session.execute(query).all())
