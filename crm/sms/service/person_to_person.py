"""Person-to-person mode: a blast whose texts leave one by one, each by a texter's own key.

The message row stays the queue: held until the key, queued by it, and asked about by every check when it leaves.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from crm.accounts.queries import get_user
from crm.audit.service import record
from crm.contacts.queries import get_contact, minors_among, select_minors
from crm.core.actor import STAFF, Actor, Role
from crm.core.claims import in_any_case
from crm.core.database import db
from crm.core.errors import N_, Conflict, NotFound, Refused
from crm.core.scope import get_owned
from crm.core.upsert import among, insert_new
from crm.sms.models import Blast, BlastMode, BlastStatus, Conversation, Message, MessageStatus, TexterShare
from crm.sms.queries.gate import Why, may_text
from crm.sms.queries.quiet_hours import texting_time
from crm.sms.queries.shares import FOR_A_TEXTER, free, is_waiting
from crm.sms.service.conversations import REFUSALS

MOST_AT_ONCE = 500
TEXTERS = (*STAFF, Role.TEXTER)


def hand_to_texters(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """Let texters send what has not left of a blast; Conflict when it is over."""
    blast = _open(blast_id)
    blast.mode = BlastMode.P2P
    queued = update(Message).where(Message.blast_id == blast.id, Message.status == MessageStatus.QUEUED)
    held = queued.values(status=MessageStatus.HELD, reason=FOR_A_TEXTER, status_at=now)
    db.session.execute(held, execution_options={"synchronize_session": False})
    record(actor, "handed_to_texters", "blast", blast.id, now)
    return blast


def take_from_texters(actor: Actor, now: datetime, blast_id: int) -> Blast:
    """Let the program send the rest of a blast."""
    blast = _open(blast_id)
    blast.mode = BlastMode.BROADCAST
    waiting = update(Message).where(Message.blast_id == blast.id, is_waiting())
    queued = waiting.values(status=MessageStatus.QUEUED, reason="", send_after=now)
    db.session.execute(queued, execution_options={"synchronize_session": False})
    release(actor, now, blast.id)
    return blast


def assign(actor: Actor, now: datetime, blast_id: int, user_id: int, language: str, count: int) -> int:
    """Give a texter up to so many texts of one language ("" for any) that nobody has; how many she got."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(N_("Give between 1 and %(most)s texts at a time."), most=MOST_AT_ONCE)
    blast, user = _open(blast_id), get_user(user_id)
    if user.role not in TEXTERS or user.is_suspended:
        raise Refused(N_("That user does not text."))
    query = select(Message.id).where(Message.blast_id == blast.id, *free())
    if language:
        query = query.where(Message.language == language)
    if user.role is Role.TEXTER:
        query = query.where(Message.contact_id.is_(None) | Message.contact_id.not_in(select_minors()))
    ids = list(db.session.scalars(in_any_case(query.order_by(Message.id).limit(count))))
    row = {"organization_id": blast.organization_id, "blast_id": blast.id, "user_id": user.id}
    stamps = {"created_at": now, "updated_at": now, "created_by_id": actor.user_id}
    insert_new(TexterShare, [row | stamps | {"message_id": one} for one in ids])
    again = update(TexterShare).where(among(TexterShare.message_id, ids), TexterShare.pressed_at.is_(None))
    db.session.execute(again.values(user_id=user.id), execution_options={"synchronize_session": False})
    record(actor, "assigned", "blast", blast.id, now, user_id=user.id, texts=len(ids))
    return len(ids)


def release(actor: Actor, now: datetime, blast_id: int, user_id: int | None = None) -> int:
    """Take back what a texter (None: every one) has not sent; how many texts are nobody's again."""
    mine = update(TexterShare).where(
        TexterShare.blast_id == blast_id, TexterShare.pressed_at.is_(None), TexterShare.user_id.is_not(None)
    )
    if user_id is not None:
        mine = mine.where(TexterShare.user_id == user_id)
    done = db.session.execute(mine.values(user_id=None), execution_options={"synchronize_session": False})
    freed = int(getattr(done, "rowcount", 0))
    record(actor, "released", "blast", blast_id, now, texts=freed)
    return freed


def press(actor: Actor, now: datetime, share_id: int) -> None:
    """Send one text by the texter's key; a second press is the first one.

    Refused when it is somebody else's by now, the blast stands still, the person may no longer be texted, or it is
    after hours where she is: then it stays for later.
    """
    share = db.session.scalars(in_any_case(select(TexterShare).where(TexterShare.id == share_id))).one_or_none()
    if share is None:
        raise NotFound(N_("That text is not here."))
    if share.user_id != actor.user_id:
        raise Refused(N_("This text was given to somebody else meanwhile."))
    if share.pressed_at is not None:
        return
    message = _waiting_text(share)
    if actor.role is Role.TEXTER and message.contact_id is not None and minors_among([message.contact_id]):
        raise Refused(N_("This person is under 18: a lead or coordinator writes to her, never one texter alone."))
    reason = _why_not(message, now)
    if reason in REFUSALS:
        message.status, message.reason, message.status_at = MessageStatus.SKIPPED, str(reason), now
    else:
        message.status, message.reason, message.send_after = MessageStatus.QUEUED, "", now
        message.sent_by_user_id, message.submit_key = actor.user_id, f"p2p:{share.id}"
        thread = get_owned(Conversation, message.conversation_id)
        thread.assigned_to_id = thread.assigned_to_id or actor.user_id
    share.pressed_at = now
    db.session.flush()


def _waiting_text(share: TexterShare) -> Message:
    query = select(Message).where(Message.id == share.message_id, is_waiting())
    message = db.session.scalars(in_any_case(query), execution_options={"populate_existing": True}).one_or_none()
    blast = get_owned(Blast, share.blast_id)
    if blast.status is BlastStatus.PAUSED:
        raise Refused(N_("The blast is paused. Wait until it goes on."))
    if message is None or blast.status is not BlastStatus.SENDING:
        raise Refused(N_("This text is not to be sent any more."))
    return message


def _why_not(message: Message, now: datetime) -> Why | None:
    """Why the person may not be texted any more; Refused after hours where she is."""
    verdict = may_text(message.phone, message.contact_id)
    if not verdict.allowed:
        return verdict.reason or Why.NO_CONSENT
    person = get_contact(message.contact_id) if message.contact_id is not None else None
    place = (person.state, person.postal_code) if person else ("", "")
    if texting_time(now, message.phone, *place).at != now:
        raise Refused(N_("It is after hours where this person is. Her text stays here for later."))
    return None


def _open(blast_id: int) -> Blast:
    blast = get_owned(Blast, blast_id)
    if blast.status not in (BlastStatus.SENDING, BlastStatus.SCHEDULED, BlastStatus.PAUSED):
        raise Conflict(N_("This blast has moved on. Load the page again to see where it is."))
    return blast
