"""What is known of the numbers that wrote, read once for all the texts that are taken in together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from crm.contacts.queries import Contact, find_by_phones
from crm.contacts.service.reachability import mark_phones_reachable
from crm.core.database import db
from crm.core.scope import current_organization_id
from crm.sms.models import Conversation, Message
from crm.sms.replies import language_of
from crm.sms.service.outbox import NewText, ensure_conversations

_GIVEN: BindParameter[str] = bindparam("given", expanding=True)
_TAKEN_IN = select(Message.provider_sid).where(Message.provider_sid.in_(_GIVEN))
_THREADS = select(Conversation).where(Conversation.phone.in_(_GIVEN))


@dataclass(frozen=True, slots=True)
class Said:
    """One text as the provider tells of it: its SID, the number it came from and its words."""

    sid: str
    phone: str
    body: str

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Said:
        """Read the fields of a call; what is missing is ""."""
        return cls(
            str(params.get("MessageSid", ""))[:40], str(params.get("From", ""))[:20], str(params.get("Body", ""))
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What texts that are taken in together need: the SIDs taken in before, the people and the thread of each number."""

    sids: set[str]
    people: dict[str, list[Contact]]
    threads: dict[str, Conversation]

    def is_new(self, said: Said) -> bool:
        """Whether a text names its number and SID, and was not taken in before."""
        return bool(said.sid and said.phone) and said.sid not in self.sids

    def spoken(self, said: Said) -> tuple[int | None, str]:
        """Whose a text is, and its language: hers if one person has the number; one that several share is asked about."""
        thread, person = self.threads[said.phone], _only(self.people.get(said.phone, []))
        whose = thread.contact_id if thread.contact_id is not None or person is None else person.id
        if person is not None and person.preferred_language:
            return whose, thread.language
        return whose, language_of(said.body) or thread.language


def know(calls: Sequence[Mapping[str, Any]], now: datetime) -> Known:
    """Read what is known of those who sent these texts, and open a thread for each number that has none.

    A number that is heard of again counts as within reach.
    """
    said = [one for one in map(Said.of, calls) if one.sid and one.phone]
    phones = list(dict.fromkeys(one.phone for one in said))
    if not phones:
        return Known(set(), {}, {})
    taken = {str(sid) for sid in db.session.scalars(_TAKEN_IN, {"given": [one.sid for one in said]})}
    people = find_by_phones(phones)
    mark_phones_reachable(phones)
    return Known(taken, people, _threads(said, people, now))


def _threads(said: Sequence[Said], people: Mapping[str, list[Contact]], now: datetime) -> dict[str, Conversation]:
    """The conversation of each number; a new one speaks the person's language, or that of her first text."""
    phones = list(dict.fromkeys(one.phone for one in said))
    threads = {row.phone: row for row in db.session.scalars(_THREADS, {"given": phones})}
    new = {one.phone: one for one in reversed(said) if one.phone not in threads}
    if new:
        texts = [_first_text(one, _only(people.get(one.phone, []))) for one in new.values()]
        ensure_conversations(current_organization_id(), now, texts)
        threads |= {row.phone: row for row in db.session.scalars(_THREADS, {"given": list(new)})}
    return threads


def _first_text(said: Said, person: Contact | None) -> NewText:
    language = (person.preferred_language if person else None) or language_of(said.body) or "en"
    return NewText(said.phone, person.id if person else None, said.body, language)


def _only(people: Sequence[Contact]) -> Contact | None:
    return people[0] if len(people) == 1 else None
