"""Who answers whom: the organizer of her turf, else whoever speaks her language and has the fewest waiting.

A texter is given only conversations that she may read and answer: with a person whom we know, who is not under 18, and
without a doubt about a stop. What nobody on duty may take goes to a coordinator after ten minutes, on duty or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select

from crm.accounts.queries import get_organization, list_users
from crm.contacts.queries import minors_among, owners_of
from crm.core.actor import STAFF, TEXTING, Actor, Role
from crm.core.claims import locked
from crm.core.database import db
from crm.core.errors import N_, NotAllowed, Refused
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import current_organization_id
from crm.sms.models import Conversation, ConversationState, InboxDuty
from crm.sms.queries.gate import closed_phones
from crm.sms.replies import Intent

AT_ONCE = 200
LONGEST_UNASSIGNED = timedelta(minutes=10)
FOR_STAFF = frozenset({Intent.HOSTILE.value, Intent.WRONG_NUMBER.value})


@dataclass(slots=True)
class Answerer:
    """Somebody who may be given conversations: what she speaks, whether she is on duty, and how many wait for her."""

    user_id: int
    name: str
    role: Role
    languages: tuple[str, ...]
    is_on: bool
    waiting: int = 0


@dataclass(slots=True)
class Room:
    """Who can be given a conversation now, and what is known of those that wait."""

    answerers: dict[int, Answerer]
    owners: dict[int, int] = field(default_factory=dict)
    doubtful: Collection[str] = ()
    minors: Collection[int] = ()

    def choose(self, thread: Conversation, is_overdue: bool) -> Answerer | None:
        """The one to answer a conversation; None while somebody better may still come."""
        owner = self.answerers.get(self.owners.get(thread.contact_id or 0, 0))
        if owner is not None and owner.is_on:
            return owner
        able = [one for one in self.answerers.values() if self._may_take(one, thread)]
        on_duty = [one for one in able if one.is_on]
        speaking = [one for one in on_duty if thread.language in one.languages]
        staff = [one for one in able if one.role in TEXTING]
        for some in (speaking, on_duty if is_overdue else [], staff if is_overdue else []):
            if some:
                return min(some, key=lambda one: (one.waiting, one.user_id))
        return None

    def _may_take(self, one: Answerer, thread: Conversation) -> bool:
        if one.role is Role.ORGANIZER:
            return False  # an organizer answers her own people, whom she sees
        if one.role is not Role.TEXTER:
            return True
        is_plain = thread.contact_id not in (None, *self.minors) and thread.last_intent not in FOR_STAFF
        return is_plain and thread.phone not in self.doubtful


def assign_waiting(now: datetime) -> int:
    """Give the conversations that wait and are nobody's to somebody; how many were given."""
    query = select(Conversation).where(
        Conversation.state == ConversationState.NEEDS_REPLY, Conversation.assigned_to_id.is_(None)
    )
    threads = list(db.session.scalars(locked(query.order_by(Conversation.waiting_since).limit(AT_ONCE))))
    if not threads:
        return 0
    room = _room(threads)
    given = 0
    for thread in threads:
        is_overdue = thread.waiting_since is None or now - thread.waiting_since >= LONGEST_UNASSIGNED
        chosen = room.choose(thread, is_overdue)
        if chosen is not None:
            thread.assigned_to_id, thread.assigned_at = chosen.user_id, now
            chosen.waiting += 1
            given += 1
    db.session.flush()
    return given


def list_answerers() -> list[Answerer]:
    """Everybody who may answer, by name: texters and organizers are on duty until they say otherwise, others when they say so.

    Whoever has not said what she speaks answers in the language that she uses the program in.
    """
    duties = {row.user_id: row for row in db.session.scalars(select(InboxDuty))}
    waiting = _waiting_by_user()
    default = get_organization(current_organization_id()).default_language
    found: list[Answerer] = []
    for user in list_users(*STAFF, Role.TEXTER):
        duty = duties.get(user.id)
        spoken = tuple(duty.languages) if duty and duty.languages else (user.language or default,)
        is_on = duty.is_on if duty else user.role in (Role.TEXTER, Role.ORGANIZER)
        found.append(Answerer(user.id, user.name, user.role, spoken, is_on, waiting[user.id]))
    return found


def set_duty(actor: Actor, user_id: int, is_on: bool, languages: Sequence[str]) -> None:
    """Say whether somebody answers now, and in which languages; one's own, or anybody's for who runs the texting."""
    if user_id != actor.user_id and actor.role not in TEXTING:
        raise NotAllowed(N_("Only coordinators say who else answers."))
    spoken = [code for code in LANGUAGE_CODES if code in languages]
    if is_on and not spoken:
        raise Refused(N_("Choose at least one language to answer in."))
    if user_id not in {user.id for user in list_users(*STAFF, Role.TEXTER)}:
        raise Refused(N_("Choose a colleague who answers texts."))
    row = db.session.scalars(select(InboxDuty).where(InboxDuty.user_id == user_id)).one_or_none()
    if row is None:
        row = InboxDuty(user_id=user_id)
        db.session.add(row)
    row.is_on, row.languages = is_on, spoken or list(row.languages or [])
    db.session.flush()


def _room(threads: Sequence[Conversation]) -> Room:
    people = {thread.contact_id for thread in threads if thread.contact_id is not None}
    owners = owners_of(people)
    doubtful = closed_phones([thread.phone for thread in threads])
    return Room({one.user_id: one for one in list_answerers()}, owners, doubtful, minors_among(people))


def _waiting_by_user() -> Counter[int]:
    query = (
        select(Conversation.assigned_to_id, func.count())
        .where(Conversation.state == ConversationState.NEEDS_REPLY, Conversation.assigned_to_id.is_not(None))
        .group_by(Conversation.assigned_to_id)
    )
    return Counter({row[0] or 0: row[1] for row in db.session.execute(query)})
