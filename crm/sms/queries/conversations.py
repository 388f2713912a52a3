"""Reading conversations as far as somebody may: the list with who waits first, one thread, and what its texts did.

Admins, leads and coordinators see every conversation; an organizer those of people she looks after and those given to
her; a texter those given to her but for minors', with a first name and the end of a number alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, false, func, or_, select, true
from sqlalchemy.orm import aliased

from crm.commitments.models import Answer, Commitment, CommitmentEvent
from crm.contacts.models import Contact
from crm.contacts.queries import cards_of, names_of
from crm.core.actor import STAFF, TEXTING, Actor, Role
from crm.core.database import db
from crm.core.errors import N_, NotFound
from crm.core.phones import format_national, mask
from crm.core.scope import get_owned
from crm.sms.models import Conversation, ConversationState, Direction, InboxVersion, Message, OptOut, OptOutReason
from crm.sms.queries.gate import Why, closed_phones

SHOWS = ("waiting", "mine", "all")
PAGE = 50
LATEST = 100
COUNTED = 1_000
"""How many are counted at the most: the figure stands on every page."""


@dataclass(frozen=True, slots=True)
class ListedConversation:
    """One line of the list: `name` is "" when nobody knows who it is, `since` is when the wait or the last text began."""

    id: int
    name: str
    number: str
    snippet: str
    since: datetime | None
    intent: str
    is_waiting: bool
    closed: Why | None
    assigned_to_id: int | None
    is_late: bool
    answering_user_id: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a text did to a promise: the answer it gave, to which action; `is_current` while nothing changed it since."""

    commitment_id: int
    contact_id: int
    action_id: int | None
    answer: Answer
    is_current: bool


_TABLE = cast(Table, Conversation.__table__)
_SOME_WAITING = select(_TABLE.c.id).where(
    _TABLE.c.organization_id == bindparam("ours"), _TABLE.c.state == ConversationState.NEEDS_REPLY
)
_ALL_WAITING = select(func.count()).select_from(_SOME_WAITING.limit(COUNTED).subquery())
"""Made once: every page of those who see every conversation asks it."""


def may_see_person(actor: Actor) -> bool:
    """Whether somebody may see whole names, numbers and the person beside the thread."""
    return actor.role in STAFF


def list_conversations(actor: Actor, show: str, limit: int = PAGE) -> list[ListedConversation]:
    """The conversations of a tab (waiting, mine, all): who waits first and longest on top, then the latest."""
    rows = list(db.session.scalars(_waiting(actor, show).order_by(Conversation.waiting_since).limit(limit)))
    if show != "waiting" and len(rows) < limit:
        others = _of_tab(actor, show).where(
            Conversation.state != ConversationState.NEEDS_REPLY, Conversation.last_message_at.is_not(None)
        )
        latest = others.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
        rows += db.session.scalars(latest.limit(limit - len(rows)))
    return _listed(actor, rows)


def inbox_version() -> int:
    """A number that rises when any conversation of the organization changes; one row, so that open pages may ask often."""
    return db.session.scalars(select(InboxVersion.version)).one_or_none() or 0


def count_waiting(actor: Actor) -> int:
    """How many conversations that somebody sees wait for an answer; from a thousand on, a thousand."""
    if actor.role in TEXTING:
        return db.session.connection().execute(_ALL_WAITING, {"ours": actor.organization_id}).scalar_one()
    return _count(Conversation.state == ConversationState.NEEDS_REPLY, _visible(actor))


def count_late(actor: Actor) -> int:
    """How many of them have waited so long that staff were told."""
    is_waiting = Conversation.state == ConversationState.NEEDS_REPLY
    return _count(is_waiting, Conversation.alerted_at.is_not(None), _visible(actor))


def _count(*conditions: ColumnElement[bool]) -> int:
    some = select(Conversation.id).where(*conditions).limit(COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def find_next_waiting(actor: Actor, now: datetime, besides_id: int) -> Conversation | None:
    """Who waits longest for somebody's answer, besides one conversation and those that a colleague has open."""
    is_free = or_(
        Conversation.answering_user_id.is_(None),
        Conversation.answering_user_id == actor.user_id,
        Conversation.answering_until <= now,
    )
    is_mine = or_(Conversation.assigned_to_id == actor.user_id, Conversation.assigned_to_id.is_(None))
    waiting = _waiting(actor, "waiting").where(Conversation.id != besides_id, is_free)
    for some in (waiting.where(is_mine), waiting):
        row = db.session.scalars(some.order_by(Conversation.waiting_since).limit(1)).first()
        if row is not None:
            return row
    return None


def get_conversation(actor: Actor, conversation_id: int) -> Conversation:
    """The conversation with that id; NotFound when there is none, or it is not for this person's eyes."""
    query = select(Conversation).where(Conversation.id == conversation_id, _visible(actor))
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(N_("That conversation is not here, or it is somebody else's."))
    return row


def get_message(message_id: int) -> Message:
    """The text with that id; NotFound when it is not here. Who may read it is decided by its conversation."""
    return get_owned(Message, message_id)


def find_conversation_with(phone: str) -> Conversation | None:
    """The conversation with a number, or None before the first text."""
    return db.session.scalars(select(Conversation).where(Conversation.phone == phone)).one_or_none()


def list_messages(conversation_id: int, limit: int = LATEST) -> list[Message]:
    """The latest texts of a conversation, the oldest first."""
    query = select(Message).where(Message.conversation_id == conversation_id).order_by(Message.id.desc()).limit(limit)
    return list(db.session.scalars(query))[::-1]


def thread_version(conversation: Conversation) -> str:
    """A word that changes when the thread does; two small reads."""
    query = select(func.max(Message.id), func.max(Message.updated_at), func.max(Message.status_at))
    latest = db.session.execute(query.where(Message.conversation_id == conversation.id)).one()
    return "-".join(_stamp(part) for part in (*latest, conversation.updated_at, conversation.answering_user_id))


def effects_of(messages: Collection[Message]) -> dict[int, Effect]:
    """What these texts did to promises, by message id; texts that did nothing are missing."""
    ids = [row.id for row in messages if row.direction is Direction.IN]
    later = aliased(CommitmentEvent)
    latest = select(func.max(later.id)).where(later.commitment_id == Commitment.id).scalar_subquery()
    query = (
        select(CommitmentEvent.message_id, CommitmentEvent.answer, Commitment, CommitmentEvent.id == latest)
        .join(Commitment, Commitment.id == CommitmentEvent.commitment_id)
        .where(CommitmentEvent.message_id.in_(ids))
        .order_by(CommitmentEvent.id)
    )
    found: dict[int, Effect] = {}
    for message_id, answer, promise, is_current in db.session.execute(query) if ids else ():
        if message_id is not None:
            found[message_id] = Effect(promise.id, promise.contact_id, promise.action_id, answer, bool(is_current))
    return found


def find_stop(phone: str) -> OptOut | None:
    """The stop that closes a number, or the hold that waits for a decision; None while it is open."""
    query = select(OptOut).where(OptOut.phone == phone, OptOut.lifted_at.is_(None)).order_by(OptOut.id)
    rows = list(db.session.scalars(query))
    return next((row for row in rows if row.reason is not OptOutReason.HELD), rows[0] if rows else None)


def _visible(actor: Actor) -> ColumnElement[bool]:
    """The conversations that are for somebody's eyes."""
    if actor.role in TEXTING:
        return true()
    given = Conversation.assigned_to_id == actor.user_id
    if actor.role is Role.ORGANIZER:
        return or_(given, _of_own_people(actor))
    return given & ~_of_minors() if actor.role is Role.TEXTER else false()


def _of_own_people(actor: Actor) -> ColumnElement[bool]:
    return Conversation.contact_id.in_(select(Contact.id).where(Contact.owner_user_id == actor.user_id))


def _of_minors() -> ColumnElement[bool]:
    """With somebody under 18: never one texter's alone, also when it was given to her before that was known."""
    minors = select(Contact.id).where(Contact.id == Conversation.contact_id, Contact.is_minor.is_(True))
    return minors.exists()


def _tab(actor: Actor, show: str) -> ColumnElement[bool]:
    if show != "mine":
        return true()
    return or_(Conversation.assigned_to_id == actor.user_id, _of_own_people(actor))


def _of_tab(actor: Actor, show: str) -> Select[Conversation]:
    return select(Conversation).where(_visible(actor), _tab(actor, show))


def _waiting(actor: Actor, show: str) -> Select[Conversation]:
    return _of_tab(actor, show).where(Conversation.state == ConversationState.NEEDS_REPLY)


def _listed(actor: Actor, rows: list[Conversation]) -> list[ListedConversation]:
    closed = closed_phones([row.phone for row in rows])
    names = _names(actor, {row.contact_id for row in rows if row.contact_id is not None})
    number = format_national if may_see_person(actor) else mask
    return [
        ListedConversation(
            id=row.id,
            name=names.get(row.contact_id or 0, ""),
            number=number(row.phone),
            snippet=row.last_body,
            since=row.waiting_since or row.last_message_at,
            intent=row.last_intent,
            is_waiting=row.state is ConversationState.NEEDS_REPLY,
            closed=closed.get(row.phone),
            assigned_to_id=row.assigned_to_id,
            is_late=row.state is ConversationState.NEEDS_REPLY and row.alerted_at is not None,
            answering_user_id=row.answering_user_id,
        )
        for row in rows
    ]


def _names(actor: Actor, contact_ids: set[int]) -> dict[int, str]:
    if may_see_person(actor):
        return names_of(contact_ids)
    return {contact_id: card.called for contact_id, card in cards_of(contact_ids).items()}


def _stamp(part: Any) -> str:
    if isinstance(part, datetime):
        return str(int(part.timestamp() * 1_000_000))
    return str(part or 0)
