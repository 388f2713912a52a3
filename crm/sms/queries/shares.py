"""Person-to-person blasts: whose turn which text is, what a texter sees of it, and how far everybody is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select

from crm.accounts.queries import names_of_users
from crm.contacts.queries import cards_of
from crm.core.database import db
from crm.core.errors import N_
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, TexterShare

FOR_A_TEXTER = N_("waits for a texter to send it")
"""The reason of a text that is held until a texter presses her key."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One text as a texter sees it: the first name and the words, and nothing else of the person."""

    share_id: int
    called: str
    language: str
    body: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one texter is with a blast; `user_id` None stands for the texts that nobody was given."""

    user_id: int | None
    name: str
    sent: int
    left: int


def is_waiting() -> ColumnElement[bool]:
    """That a text waits for a texter."""
    return and_(Message.status == MessageStatus.HELD, Message.reason == FOR_A_TEXTER)


def next_turn(user_id: int, after: int = 0) -> Turn | None:
    """The next text of a texter in blasts that run, those after one that she put off first; None when she has none."""
    mine = _open_of(user_id).order_by(TexterShare.id <= after, TexterShare.id).limit(1)
    row = db.session.execute(mine).first()
    if row is None:
        return None
    share_id, contact_id, language, body = row
    card = cards_of([contact_id]).get(contact_id) if contact_id is not None else None
    return Turn(share_id, card.called if card else "", language, body)


def count_turns(user_id: int) -> int:
    """How many texts wait for a texter."""
    return db.session.scalars(select(func.count()).select_from(_open_of(user_id).subquery())).one()


def count_pressed(user_id: int) -> int:
    """How many texts a texter has sent in blasts that are not over."""
    query = (
        select(func.count(TexterShare.id))
        .join(Blast, Blast.id == TexterShare.blast_id)
        .where(TexterShare.user_id == user_id, TexterShare.pressed_at.is_not(None), Blast.status == BlastStatus.SENDING)
    )
    return db.session.scalars(query).one()


def progress_of(blast_id: int) -> list[Progress]:
    """How far each texter of a blast is, and first what nobody was given."""
    query = (
        select(TexterShare.user_id, func.count(TexterShare.pressed_at), func.count(TexterShare.id))
        .where(TexterShare.blast_id == blast_id, TexterShare.user_id.is_not(None))
        .group_by(TexterShare.user_id)
    )
    rows = [(row[0], row[1], row[2]) for row in db.session.execute(query)]
    names = names_of_users({row[0] for row in rows})
    given = [Progress(user_id, names.get(user_id or 0, ""), sent, all_ - sent) for user_id, sent, all_ in rows]
    return [
        Progress(None, "", 0, sum(waiting_by_language(blast_id).values())),
        *sorted(given, key=lambda one: one.name),
    ]


def waiting_by_language(blast_id: int) -> dict[str, int]:
    """How many texts of a blast nobody was given, by language."""
    query = select(Message.language, func.count()).where(Message.blast_id == blast_id, *free())
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Message.language))}


def free() -> tuple[ColumnElement[bool], ...]:
    """That a text waits and is nobody's."""
    given = select(TexterShare.message_id).where(TexterShare.user_id.is_not(None))
    return is_waiting(), Message.id.not_in(given)


def _open_of(user_id: int) -> Select[int, int | None, str, str]:
    return (
        select(TexterShare.id, Message.contact_id, Message.language, Message.body)
        .join(Message, Message.id == TexterShare.message_id)
        .join(Blast, Blast.id == TexterShare.blast_id)
        .where(
            TexterShare.user_id == user_id,
            TexterShare.pressed_at.is_(None),
            Blast.status == BlastStatus.SENDING,
            is_waiting(),
        )
    )
